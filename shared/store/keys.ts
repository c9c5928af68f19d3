import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SchoolId } from "#events/ids.ts";
import { ERASED, type Erased, type SealedText } from "#events/sealed.ts";
import type { Clock } from "../ports/clock.ts";
import type { Kms } from "../ports/kms.ts";
import type { Table } from "../ports/table.ts";

/** A key in the clear rests in memory no longer than this. */
const KEY_REST_MS = 5 * 60_000;
/** The first byte of every ciphertext: which of our formats it is. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the ciphertext is bound to: moved to another school, stream or field it does not open. */
export type SealContext = { school: SchoolId; stream: string; field: string };

/** Seals and opens text under the key of its subject (a pupil or a person). */
export type Keys = {
  seal(text: string, subject: string, context: SealContext): Promise<SealedText>;
  /** Never throws for what is in the text: no key any more, or not ours, is `ERASED`. Faults of the table do throw. */
  open(sealed: SealedText, subject: string, context: SealContext): Promise<string | Erased>;
  /** Deletes the subject's key: everything sealed under it is gone for ever. */
  erase(school: SchoolId, subject: string): Promise<void>;
};

type KeysPorts = {
  table: Table;
  kms: Kms;
  clock: Pick<Clock, "now">;
  /** Random bytes; a port so that the simulation can repeat itself. */
  random?: (bytes: number) => Uint8Array;
};

const encrypt = (key: Uint8Array, plain: Uint8Array, aad: string, nonce: Uint8Array): Buffer => {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), body]);
};

const decrypt = (key: Uint8Array, sealed: Buffer, aad: string): Buffer | null => {
  const head = 1 + NONCE_BYTES + TAG_BYTES;
  if (sealed.length < head || sealed[0] !== FORMAT) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, head));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(head)), decipher.final()]);
  } catch {
    // A wrong tag is the whole answer: the text was changed, moved, or sealed under a key that was replaced.
    return null;
  }
};

const aadOf = ({ school, stream, field }: SealContext): string => `${school}/${stream}/${field}`;

/**
 * The Keys table holds the school's key wrapped by KMS (`{school}`, `school`) and each subject's key wrapped by the
 * school's (`{school}`, `subject/{id}`): one KMS call for a warm container, whatever the number of pupils.
 */
export const makeKeys = ({ table, kms, clock, random = randomBytes }: KeysPorts): Keys => {
  const resting = new Map<string, { key: Uint8Array; until: number }>();
  const rested = (name: string): Uint8Array | null => {
    const entry = resting.get(name);
    if (!entry) return null;
    if (entry.until > Date.parse(clock.now())) return entry.key;
    resting.delete(name);
    return null;
  };
  /** From when it was asked for: a container that was frozen meanwhile must not keep an erased key for longer. */
  const rest = (name: string, key: Uint8Array, askedMs: number): Uint8Array => {
    resting.set(name, { key, until: askedMs + KEY_REST_MS });
    return key;
  };

  const schoolKey = async (school: SchoolId): Promise<Uint8Array> => {
    const held = rested(school);
    if (held) return held;
    const asked = Date.parse(clock.now());
    const found = await table.get({ pk: school, sk: "school" });
    if (found) return rest(school, await kms.unwrap(found.wrapped as string, school), asked);
    const { plain, wrapped } = await kms.generate(school);
    const answer = await table.put({ pk: school, sk: "school", rev: 1, wrapped }, "absent");
    if (answer === "written") return rest(school, plain, asked);
    if (!answer.conflict) throw new Error("the school's key was there and is not");
    return rest(school, await kms.unwrap(answer.conflict.wrapped as string, school), asked);
  };

  const unwrapSubject = async (school: SchoolId, subject: string, wrapped: string): Promise<Uint8Array> => {
    const key = decrypt(await schoolKey(school), Buffer.from(wrapped, "base64"), `${school}/${subject}`);
    if (!key) throw new Error("a subject's key does not open under its school's key");
    return key;
  };

  const subjectKey = async (school: SchoolId, subject: string, create: boolean): Promise<Uint8Array | null> => {
    const name = `${school}/${subject}`;
    const held = rested(name);
    if (held) return held;
    const asked = Date.parse(clock.now());
    const at = { pk: school, sk: `subject/${subject}` };
    const found = await table.get(at);
    if (found) return rest(name, await unwrapSubject(school, subject, found.wrapped as string), asked);
    if (!create) return null;
    const key = random(32);
    const wrapped = encrypt(await schoolKey(school), key, name, random(NONCE_BYTES)).toString("base64");
    const answer = await table.put({ ...at, rev: 1, wrapped }, "absent");
    if (answer === "written") return rest(name, key, asked);
    if (!answer.conflict) throw new Error("a subject's key was there and is not");
    return rest(name, await unwrapSubject(school, subject, answer.conflict.wrapped as string), asked);
  };

  return {
    async seal(text, subject, context) {
      const key = await subjectKey(context.school, subject, true);
      if (!key) throw new Error("a subject's key could not be made");
      return { sealed: encrypt(key, Buffer.from(text), aadOf(context), random(NONCE_BYTES)).toString("base64") };
    },
    async open({ sealed }, subject, context) {
      const key = await subjectKey(context.school, subject, false);
      const plain = key && decrypt(key, Buffer.from(sealed, "base64"), aadOf(context));
      return plain ? plain.toString("utf8") : ERASED;
    },
    async erase(school, subject) {
      await table.remove({ pk: school, sk: `subject/${subject}` }, "anything");
      resting.delete(`${school}/${subject}`);
    },
  };
};
