import type { Instant } from "#events/time.ts";
import type { Bus } from "#shared/ports/bus.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { isFault } from "#shared/ports/fault.ts";
import type { Table } from "#shared/ports/table.ts";
import { fromItem } from "#shared/store/commits.ts";
import type { StoredEvent } from "#shared/store/stored.ts";

const SEGMENTS = 4;
const BATCH = 10;
const PAUSE_MS = 200;
const TRIES = 8;

/**
 * Publishes again what was committed at or after a moment, for when the relay was down longer than the stream keeps
 * records. Consumers drop what they have seen; notices older than a day reach nobody twice. Answers how many events.
 */
export const makeReplay =
  ({ events, bus, clock }: { events: Table; bus: Bus; clock: Clock }) =>
  async (from: Instant): Promise<number> => {
    let count = 0;
    const publish = async (batch: StoredEvent[]): Promise<void> => {
      let left = batch;
      for (let attempt = 1; left.length > 0; attempt++) {
        try {
          const sent = left;
          const { failed } = await bus.publish(sent);
          left = failed.flatMap((index) => sent[index] ?? []);
        } catch (error) {
          if (!isFault(error, "throttled", "lost")) throw error;
        }
        if (left.length > 0 && attempt === TRIES) throw new Error("the bus does not take the events");
        if (left.length > 0) await clock.sleep(PAUSE_MS * attempt);
      }
      count += batch.length;
    };
    for (let segment = 0; segment < SEGMENTS; segment++) {
      let cursor: string | undefined;
      do {
        const page = await events.scan(segment, SEGMENTS, cursor);
        const wanted = page.items.map(fromItem).flatMap((commit) => (commit.at >= from ? commit.events : []));
        for (let at = 0; at < wanted.length; at += BATCH) await publish(wanted.slice(at, at + BATCH));
        cursor = page.next ?? undefined;
      } while (cursor);
    }
    return count;
  };
