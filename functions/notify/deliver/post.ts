import type { PersonId } from "#events/ids.ts";
import { advance, type Delivery, isToSend } from "#shared/notice/delivery.ts";
import { addMinutes } from "#shared/policy/days.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { Fault, isFault } from "#shared/ports/fault.ts";
import type { Ids } from "#shared/ports/ids.ts";
import type { Log } from "#shared/ports/log.ts";
import type { MailAnswer, Mailer } from "#shared/ports/mail.ts";
import type { Table } from "#shared/ports/table.ts";
import { changeDelivery, messageKey } from "../../ledger.ts";
import type { Language, Letter, Write } from "../../letters/letter.ts";
import type { Chunk } from "../chunk.ts";
import type { MakeLetter } from "./letterFor.ts";

export type PostPorts = {
  deliveries: Table;
  people: Table;
  mailer: Mailer;
  write: Write;
  letterFor: MakeLetter;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The address that mail comes from. */
  from: string;
};

/** Longer than the function may run (60 s): whoever claimed a mail has sent it by then, or is gone. */
const CLAIM_MINUTES = 2;
/** Mails of one chunk that are on their way at once; SES's own rate is shared by ten chunks. */
const AT_ONCE = 5;
const TRIES = 4;
const PAUSE_MS = 200;

type Address = { email: string | null; language: Language; name: string };

const addressesOf = async (people: Table, { school }: Chunk, rows: Delivery[]): Promise<Map<PersonId, Address>> => {
  const items = await people.batchGet(rows.map(({ person }) => ({ pk: school, sk: `person/${person}` })));
  const byKey = new Map(items.map((item) => [item.sk, item]));
  return new Map(
    rows.map(({ person }) => {
      const item = byKey.get(`person/${person}`);
      const language = item?.language === "en" ? "en" : "nl";
      return [person, { email: (item?.email as string | null) ?? null, language, name: (item?.name as string) ?? "" }];
    }),
  );
};

/** Sends the mails of one chunk. Throws at the end when some could not be sent now. */
export type Post = (chunk: Chunk, rows: Delivery[]) => Promise<void>;

export const makePost = (ports: PostPorts): Post => {
  const { deliveries, mailer, clock, ids } = ports;

  const change = (chunk: Chunk, person: PersonId, how: (row: Delivery) => Delivery | null) =>
    changeDelivery(deliveries, chunk.school, chunk.notice, person, how);

  /** Ours to send: without this a message that came twice gave 19 second mails per 1,000. */
  const claim = async (chunk: Chunk, person: PersonId): Promise<boolean> => {
    let isOurs = false;
    await change(chunk, person, (row) => {
      const now = clock.now();
      isOurs = isToSend(row.mail, now);
      const until = addMinutes(now, CLAIM_MINUTES);
      return isOurs ? { ...row, mail: { ...row.mail, state: "sending", at: now, until } } : null;
    });
    return isOurs;
  };

  const note = (chunk: Chunk, person: PersonId, state: "none" | "sent" | "rejected", messageId: string | null = null) =>
    change(chunk, person, (row) => {
      const mail = advance(row.mail, state, clock.now(), messageId);
      if (mail) return { ...row, mail };
      // The mail service was faster: it has delivered or bounced what we are about to call sent.
      return messageId && !row.mail.messageId ? { ...row, mail: { ...row.mail, messageId } } : null;
    });

  /** Throttled is not sent, for certain: worth a few more tries while the chunk is in hand. */
  const send = async (letter: Letter, chunk: Chunk, person: PersonId, email: string): Promise<MailAnswer> => {
    const { subject, html, text } = await ports.write(letter);
    for (let attempt = 1; ; attempt++) {
      try {
        return await mailer.send({
          ...{ to: email, from: ports.from, subject, html, text },
          messageId: `<${chunk.notice}.${person}@${ports.from.slice(ports.from.indexOf("@") + 1)}>`,
          tags: { school: chunk.school, notice: chunk.notice, person },
        });
      } catch (error) {
        if (!isFault(error, "throttled") || attempt === TRIES) throw error;
        await clock.sleep(PAUSE_MS * 2 ** attempt * (0.5 + ids.draw("mail")));
      }
    }
  };

  const one = async (chunk: Chunk, row: Delivery, { email, language, name }: Address): Promise<void> => {
    const { person } = row;
    if (!email) {
      await change(chunk, person, (held) =>
        isToSend(held.mail, clock.now())
          ? { ...held, mail: { ...held.mail, state: "none", at: clock.now(), until: null } }
          : null,
      );
      return;
    }
    if (!(await claim(chunk, person))) return;
    const answer = await send(await ports.letterFor(chunk, row, language, name), chunk, person, email);
    if ("rejected" in answer) {
      await note(chunk, person, "rejected");
      return;
    }
    // Before our own note: a bounce may be on its way back already and names only the message.
    const { school, notice } = chunk;
    await deliveries.put({ ...messageKey(answer.accepted), rev: 1, school, notice, person }, "anything");
    await note(chunk, person, "sent", answer.accepted);
  };

  return async (chunk, rows) => {
    if (rows.length === 0) return;
    const addresses = await addressesOf(ports.people, chunk, rows);
    const waiting = [...rows];
    let unsent = 0;
    const work = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) {
        try {
          await one(chunk, row, addresses.get(row.person) as Address);
        } catch (error) {
          // One family's mail must not keep the others waiting; the claim stays until it is sure to be over.
          if (!isFault(error)) throw error;
          ports.log.warn("a mail was not sent", { kind: error.kind, notice: chunk.notice });
          unsent += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (unsent > 0) throw new Fault("throttled", "mails of a chunk");
  };
};
