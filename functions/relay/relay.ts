import type { Bus } from "#shared/ports/bus.ts";
import { isFault } from "#shared/ports/fault.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Commit, StoredEvent } from "#shared/store/stored.ts";

/** PutEvents takes at most 10 entries and 256 KB at a time. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 240_000;

/** One record of the Events table's stream: a new commit, or something that must never happen. */
export type RelayRecord = { sequence: string; commit: Commit | null };

/** The lowest sequence number that was not published; Lambda begins there again. */
export type RelayAnswer = { failedFrom: string | null };

type Entry = { event: StoredEvent; sequence: string };

const inBatches = (entries: Entry[]): Entry[][] => {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry.event)) + 200;
    const last = batches.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes + size <= MOST_BYTES) {
      last.push(entry);
      bytes += size;
    } else {
      batches.push([entry]);
      bytes = size;
    }
  }
  return batches;
};

/**
 * Takes commits from the table's stream to the bus, in their order, and stops at the first that the bus does not take:
 * everything from there on comes again. The only place that publishes; a command handler never does.
 */
export const makeRelay =
  ({ bus, log }: { bus: Bus; log: Log }) =>
  async (records: RelayRecord[]): Promise<RelayAnswer> => {
    const entries: Entry[] = [];
    for (const { commit, sequence } of records) {
      // A commit never changes and is never removed: the record itself is the alarm (threat 32).
      if (commit) for (const event of commit.events) entries.push({ event, sequence });
      else log.error("events table changed in place", { kind: "tampered" });
    }
    for (const batch of inBatches(entries)) {
      try {
        const { failed } = await bus.publish(batch.map(({ event }) => event));
        const first = failed.length > 0 ? batch[Math.min(...failed)] : undefined;
        if (first) {
          log.warn("bus did not take all events", { count: failed.length, stream: first.event.stream });
          return { failedFrom: first.sequence };
        }
      } catch (error) {
        if (!isFault(error)) throw error;
        log.warn("bus did not answer", { kind: error.kind, count: batch.length });
        return { failedFrom: batch[0]?.sequence ?? null };
      }
    }
    return { failedFrom: null };
  };
