import type { PersonId, SchoolId } from "#events/ids.ts";
import { type Delivery, isToSend } from "#shared/notice/delivery.ts";
import type { Access } from "#shared/people/access.ts";
import { isGuardianOf } from "#shared/people/rights.ts";
import { dayOf } from "#shared/policy/days.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Table } from "#shared/ports/table.ts";
import { changeDelivery, deliveryItem, deliveryKey, toDelivery } from "../../ledger.ts";
import type { Chunk, Recipient } from "../chunk.ts";
import type { Post } from "./post.ts";

export type DeliverPorts = { deliveries: Table; access: Table; clock: Clock; post: Post };

/** A mail that could not go out within this time tells yesterday's news: the phone list has it by then. */
const STALE_MS = 24 * 60 * 60_000;

/** How often a chunk is written again after meeting rows that were there already. */
const TRIES = 4;

/** Who of a chunk may have it now, with the children that they may still hear about. */
const allowedOf = async (access: Table, { school, recipients }: Chunk, now: Chunk["at"]) => {
  const rows = await access.batchGet(recipients.map(({ person }) => ({ pk: `person/${person}`, sk: school })));
  const byPerson = new Map(rows.map((row) => [row.pk, row.access as unknown as Access]));
  const today = dayOf(now);
  return ({ person, pupils }: Recipient): Recipient["pupils"] => {
    const held = byPerson.get(`person/${person}`);
    return held ? pupils.filter(({ pupil }) => isGuardianOf(held, pupil, today)) : [];
  };
};

const firstRow = (recipient: Recipient, pupils: Recipient["pupils"], now: Chunk["at"]): Delivery => ({
  person: recipient.person,
  household: recipient.household,
  pupils,
  shownAt: pupils.length > 0 ? now : null,
  seenAt: null,
  mail: { state: pupils.length > 0 ? "queued" : "withheld", at: now, until: null, messageId: null },
});

/** The children of a row that are still allowed. */
const stillOf = ({ pupils }: Delivery, allowed: Recipient["pupils"]): Delivery["pupils"] => {
  const known = new Set(allowed.map(({ pupil }) => pupil));
  return pupils.filter(({ pupil }) => known.has(pupil));
};

/** The chunk's rows as they now are: all written at once, or, met again, only those that are not there yet. */
const inboxed = async (deliveries: Table, { school, notice, at }: Chunk, fresh: Delivery[]): Promise<Delivery[]> => {
  let missing = fresh;
  let held: Delivery[] = [];
  for (let attempt = 1; missing.length > 0; attempt++) {
    const answer = await deliveries.transact(
      missing.map((row) => ({ put: deliveryItem(school, notice, at, 1, row), expect: "absent" })),
    );
    if (answer === "written") return [...held, ...missing];
    if (attempt === TRIES) throw new Error("the rows of a chunk are contended");
    held = (await deliveries.batchGet(fresh.map(({ person }) => deliveryKey(school, notice, person)))).map(toDelivery);
    const known = new Set<PersonId>(held.map(({ person }) => person));
    missing = fresh.filter(({ person }) => !known.has(person));
  }
  return held;
};

/** Rights are read again at the moment of sending: who lost them since gets no mail, and the row says so. */
const withhold = (deliveries: Table, school: SchoolId, { notice }: Chunk, person: PersonId, now: Chunk["at"]) =>
  changeDelivery(deliveries, school, notice, person, (row) =>
    isToSend(row.mail, now) ? { ...row, mail: { ...row.mail, state: "withheld", at: now, until: null } } : null,
  );

/**
 * One chunk: rights read again, in everyone's inbox exactly once, then the mails that are still to go. In-app that is two
 * requests for up to 50 people. Throws when some mail could not be sent now: the queue brings the chunk again.
 */
export const makeDeliver =
  ({ deliveries, access, clock, post }: DeliverPorts) =>
  async (chunk: Chunk): Promise<void> => {
    const { school } = chunk;
    const now = clock.now();
    const mayHave = await allowedOf(access, chunk, now);
    const allowed = new Map(chunk.recipients.map((recipient) => [recipient.person, mayHave(recipient)]));
    const fresh = chunk.recipients.map((recipient) => firstRow(recipient, allowed.get(recipient.person) ?? [], now));
    const rows = await inboxed(deliveries, chunk, fresh);
    if (Date.parse(now) - Date.parse(chunk.at) > STALE_MS) return;
    // The mail tells of the children of now: of two, one may have been closed to this guardian since the row was written.
    const waiting = rows
      .filter(({ mail }) => isToSend(mail, now))
      .map((row) => ({ ...row, pupils: stillOf(row, allowed.get(row.person) ?? []) }));
    for (const { person } of waiting.filter(({ pupils }) => pupils.length === 0))
      await withhold(deliveries, school, chunk, person, now);
    await post(
      chunk,
      waiting.filter(({ pupils }) => pupils.length > 0),
    );
  };
