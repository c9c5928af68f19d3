import type { Outcome } from "#events/duty.ts";
import type { Actor } from "#events/event.ts";
import type { GroupId, NoticeId, PersonId, SchoolId } from "#events/ids.ts";
import type { SealedText } from "#events/sealed.ts";
import type { Instant, SchoolDay } from "#events/time.ts";
import type { Delivery } from "#shared/notice/delivery.ts";
import { type Item, type Json, type Key, queryAll, type Table } from "#shared/ports/table.ts";

export type NoticeKind = "away" | "away-over" | "notice";

/** What is told to everyone of a notice; one item, `notice`, before the first recipient's. Its texts stay sealed. */
export type Header = {
  notice: NoticeId;
  kind: NoticeKind;
  at: Instant;
  by: Actor;
  groups: { group: GroupId; outcome: Outcome | null }[];
  teacher: PersonId | null;
  days: { from: SchoolDay; until: SchoolDay } | null;
  /** Ciphertext as it lies in the event, by field, with what it takes to open it. */
  texts: { stream: string; subject: string; fields: Record<string, SealedText> };
  /** Families are asked to answer until then; null: nothing is asked. */
  asksUntil: Instant | null;
  /** From then on, who is not reached is on the phone list. */
  listedAt: Instant;
};

const partition = (school: SchoolId, notice: NoticeId): string => `${school}#notice/${notice}`;
export const headerKey = (school: SchoolId, notice: NoticeId): Key => ({ pk: partition(school, notice), sk: "notice" });
export const deliveryKey = (school: SchoolId, notice: NoticeId, person: PersonId): Key => ({
  pk: partition(school, notice),
  sk: `person/${person}`,
});
/** Where the answers of the mail service find their row: they name only the message. */
export const messageKey = (messageId: string): Key => ({ pk: `ses/${messageId}`, sk: "message" });
export const inboxKey = (school: SchoolId, person: PersonId): string => `${school}/${person}`;

export const toHeader = (item: Item): Header => item.header as unknown as Header;
export const headerItem = (school: SchoolId, header: Header): Item => ({
  ...headerKey(school, header.notice),
  rev: 1,
  header: header as unknown as Json,
});

export const toDelivery = (item: Item): Delivery => item.delivery as unknown as Delivery;
/** A row that is shown is found by its person's inbox; a withheld one by nobody. */
export const deliveryItem = (
  school: SchoolId,
  notice: NoticeId,
  at: Instant,
  rev: number,
  delivery: Delivery,
): Item => ({
  ...deliveryKey(school, notice, delivery.person),
  rev,
  notice,
  ...(delivery.shownAt === null ? {} : { inbox: inboxKey(school, delivery.person), at }),
  delivery: delivery as unknown as Json,
});

/** A whole notice as the ledger has it; null: not there (yet). */
export const readNotice = async (
  deliveries: Table,
  school: SchoolId,
  notice: NoticeId,
): Promise<{ header: Header; rows: Delivery[] } | null> => {
  let header: Header | null = null;
  const rows: Delivery[] = [];
  for await (const item of queryAll(deliveries, partition(school, notice))) {
    if (item.sk === "notice") header = toHeader(item);
    else rows.push(toDelivery(item));
  }
  return header && { header, rows };
};

/** How often a lost race for a row is run again. */
const TRIES = 8;

/** Changes one row by what it is now; `null` leaves it as it is. Answers the row, or null when there is none. */
export const changeDelivery = async (
  deliveries: Table,
  school: SchoolId,
  notice: NoticeId,
  person: PersonId,
  change: (delivery: Delivery) => Delivery | null,
): Promise<Delivery | null> => {
  let item = await deliveries.get(deliveryKey(school, notice, person));
  for (let attempt = 1; item; attempt++) {
    const changed = change(toDelivery(item));
    if (!changed) return toDelivery(item);
    const next: Item = { ...item, rev: item.rev + 1, delivery: changed as unknown as Json };
    const answer = await deliveries.put(next, { rev: item.rev });
    if (answer === "written") return changed;
    if (attempt === TRIES) throw new Error("a row of the ledger is contended");
    item = answer.conflict;
  }
  return null;
};
