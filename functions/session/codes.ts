import { timingSafeEqual } from "node:crypto";
import type { Queue } from "#shared/ports/queue.ts";
import type { Item, Table } from "#shared/ports/table.ts";
import { hashed, isWithinLimit, ttl } from "./limits.ts";

/** A sign-in lives this long (Cognito's own session too, `infra/constructs/signIn.ts`). */
export const CODE_MINUTES = 10;
/** Wrong answers after which a sign-in is dead (threat 9). */
export const MOST_TRIES = 5;
/** Mails of one sign-in: the same code each time (threat 10). */
export const MOST_MAILS = 3;
/** Codes mailed to one address an hour. */
export const MOST_TO_ADDRESS = 5;
export const HOUR_MS = 60 * 60_000;

/** One sign-in: its code, for whom, and what was tried. Bound to this sign-in alone; gone after its time. */
export type Code = {
  id: string;
  code: string;
  email: string;
  /** Null: nobody has this address; everything is done but the mail. */
  login: string | null;
  tries: number;
  mails: number;
  isUsed: boolean;
  expiresMs: number;
};

const keyOf = (id: string) => ({ pk: `sign-in/${id}`, sk: "code" });

/** Fresh ids and codes: unguessable, and a port, so that tests can know them. */
export type Secret = { id(): string; code(): string };

/**
 * Counted where a code goes to be mailed, beside what the session function counts before it asks: whoever has signed in
 * once can read the client's id in a token and ask Cognito directly, a thousand times over.
 */
export const mayMail = (limits: Table, email: string, nowMs: number): Promise<boolean> =>
  isWithinLimit(limits, `mailed/${hashed(email.toLowerCase())}`, { most: MOST_TO_ADDRESS, windowMs: HOUR_MS, nowMs });

type BeginPorts = { limits: Table; mails: Queue; secret: Secret };

/** A new sign-in with its code, on its way to whoever mails it. Only its id travels: no code and no address. */
export const beginCode = async (
  { limits, mails, secret }: BeginPorts,
  { email, login }: Pick<Code, "email" | "login">,
  nowMs: number,
): Promise<string> => {
  const id = secret.id();
  const expiresMs = nowMs + CODE_MINUTES * 60_000;
  const isWithin = await mayMail(limits, email, nowMs);
  // Past the limit it is nobody's: a code that was not mailed may not be guessed either (threat 9).
  const whose = { email, login: isWithin ? login : null };
  const code: Code = { id, code: secret.code(), ...whose, tries: 0, mails: 1, isUsed: false, expiresMs };
  await limits.put({ ...keyOf(id), rev: 1, ...code, ttl: ttl(expiresMs) }, "absent");
  if (isWithin) await mails.send([{ id: "mail", body: { signIn: id } }]);
  return id;
};

const toCode = (item: Item): Code => item as unknown as Code;

export const readCode = async (limits: Table, id: string, nowMs: number): Promise<Code | null> => {
  const item = await limits.get(keyOf(id));
  return item && toCode(item).expiresMs > nowMs ? toCode(item) : null;
};

/**
 * Changes a sign-in by what it is now. Answers what it was before the change, or null when there is none, or when
 * others change it all the time: guesses sent side by side don't get more tries than one after another.
 */
export const changeCode = async (
  limits: Table,
  id: string,
  nowMs: number,
  change: (code: Code) => Partial<Code>,
): Promise<Code | null> => {
  let item = await limits.get(keyOf(id));
  for (let attempt = 0; attempt < 20 && item; attempt++) {
    const code = toCode(item);
    if (code.expiresMs <= nowMs) return null;
    const answer = await limits.put({ ...item, ...change(code), rev: item.rev + 1 }, { rev: item.rev });
    if (answer === "written") return code;
    item = answer.conflict;
  }
  return null;
};

/** Compared in a time that does not tell how much of it is right. */
export const isSameCode = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
