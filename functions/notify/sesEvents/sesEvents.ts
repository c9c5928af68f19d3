import * as z from "zod";
import { NoticeId, PersonId, SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import { advance, type MailState } from "#shared/notice/delivery.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Table } from "#shared/ports/table.ts";
import { changeDelivery, messageKey } from "../../ledger.ts";

/** `eventType` comes from a configuration set's destination, `notificationType` from an identity's topic. */
const SesEvent = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    messageId: z.string(),
    timestamp: z.string(),
    tags: z.record(z.string(), z.array(z.string())).optional(),
  }),
  bounce: z.object({ bounceType: z.string(), bounceSubType: z.string() }).optional(),
});

/** Whose row the event is about. */
type Found = { school: SchoolId; notice: NoticeId; person: PersonId };

/** How long an event is asked about again that came before our own note of the message. */
const UNKNOWN_MS = 2 * 60_000;
const TRIES = 4;
const PAUSE_MS = 250;

const stateOf = ({ eventType, notificationType, bounce }: z.infer<typeof SesEvent>): MailState | null => {
  switch (eventType ?? notificationType) {
    case "Delivery":
      return "delivered";
    case "Complaint":
      return "complained";
    case "Reject":
      return "rejected";
    case "Bounce":
      // A transient bounce is still being tried.
      if (bounce?.bounceType !== "Permanent") return null;
      return /suppress/i.test(bounce.bounceSubType) ? "suppressed" : "bounced";
    default:
      return null;
  }
};

const Tags = z.object({ school: SchoolId, notice: NoticeId, person: PersonId });

/** What receiving servers answered, into the ledger: late, twice and in any order it comes to the same. */
export const makeSesEvents = ({ deliveries, clock, log }: { deliveries: Table; clock: Clock; log: Log }) => {
  const find = async (messageId: string): Promise<Found | null> => {
    for (let attempt = 1; ; attempt++) {
      const item = await deliveries.get(messageKey(messageId));
      if (item) return Tags.parse(item);
      if (attempt === TRIES) return null;
      await clock.sleep(PAUSE_MS);
    }
  };
  return async (body: unknown): Promise<void> => {
    const event = SesEvent.parse(body);
    const state = stateOf(event);
    if (!state) return;
    const { messageId, tags = {}, timestamp } = event.mail;
    const first = Object.fromEntries(Object.entries(tags).map(([name, [value]]) => [name, value]));
    const tagged = Tags.safeParse(first);
    const found = tagged.success ? tagged.data : await find(messageId);
    if (!found) {
      // A sign-in code has no row here; of anything else the note is on its way.
      if (Date.parse(clock.now()) - Date.parse(timestamp) > UNKNOWN_MS) return log.warn("mail event of no notice");
      throw new Error("a mail event came before its mail");
    }
    const at = clock.now() as Instant;
    await changeDelivery(deliveries, found.school, found.notice, found.person, (row) => {
      const mail = advance(row.mail, state, at, messageId);
      return mail && { ...row, mail };
    });
  };
};
