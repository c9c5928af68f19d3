import type { Instant } from "#events/time.ts";
import { isToSend } from "#shared/notice/delivery.ts";
import { addMinutes } from "#shared/policy/days.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Table } from "#shared/ports/table.ts";
import { addDue, dueBy, removeDue } from "../due.ts";
import { readNotice } from "../ledger.ts";
import { CHUNK } from "../notify/chunk.ts";

export type TickPorts = { due: Table; deliveries: Table; chunks: Queue };

/** Mails that have not gone out are given to the queue again this often, for a day. */
const AGAIN_MINUTES = 10;
const FOR_MINUTES = 24 * 60;

/**
 * Takes what is due by `now`: looks at the notice's ledger, and whatever mail still waits there (its chunk died, the mail
 * service was away) goes to the queue again. A tick that is missed or comes twice loses nothing and tells nobody twice.
 */
export const makeTick =
  ({ due, deliveries, chunks }: TickPorts) =>
  async (now: Instant): Promise<{ looked: number; again: number }> => {
    let looked = 0;
    let again = 0;
    for await (const { item, school, notice } of dueBy(due, now)) {
      const told = await readNotice(deliveries, school, notice);
      looked += 1;
      if (told && now < addMinutes(told.header.at, FOR_MINUTES)) {
        const { at } = told.header;
        const waiting = told.rows.filter(({ mail }) => isToSend(mail, now));
        for (let from = 0; from < waiting.length; from += CHUNK) {
          const recipients = waiting
            .slice(from, from + CHUNK)
            .map(({ person, household, pupils }) => ({ person, household, pupils }));
          await chunks.send([{ id: `again-${from}`, body: { school, notice, at, recipients } }]);
        }
        again += waiting.length;
        if (told.rows.some(({ mail }) => mail.state === "queued" || mail.state === "sending"))
          await addDue(due, { at: addMinutes(now, AGAIN_MINUTES), school, notice });
      }
      await removeDue(due, item);
    }
    return { looked, again };
  };
