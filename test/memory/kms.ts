import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Fault } from "#shared/ports/fault.ts";
import type { Kms } from "#shared/ports/kms.ts";

const MASTER = Buffer.alloc(32, 7);
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const wrap = (key: Uint8Array, school: string, nonce: Uint8Array): string => {
  const cipher = createCipheriv("aes-256-gcm", MASTER, nonce);
  cipher.setAAD(Buffer.from(school));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
};

const open = (wrapped: string, school: string): Uint8Array => {
  const bytes = Buffer.from(wrapped, "base64");
  const head = NONCE_BYTES + TAG_BYTES;
  if (bytes.length < head) throw new Error("cut off");
  const decipher = createDecipheriv("aes-256-gcm", MASTER, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(school));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, head));
  return Uint8Array.from(Buffer.concat([decipher.update(bytes.subarray(head)), decipher.final()]));
};

export type MemoryKms = Kms & { calls: { generate: number; unwrap: number } };

/** A key service with one key that never leaves it; the school is the encryption context. All of it is synchronous. */
export const makeMemoryKms = (random: (bytes: number) => Uint8Array = randomBytes): MemoryKms => {
  const calls = { generate: 0, unwrap: 0 };
  return {
    calls,
    async generate(school) {
      calls.generate += 1;
      const plain = Uint8Array.from(random(32));
      return { plain, wrapped: wrap(plain, school, random(NONCE_BYTES)) };
    },
    async unwrap(wrapped, school) {
      calls.unwrap += 1;
      try {
        return open(wrapped, school);
      } catch (cause) {
        // InvalidCiphertextException: another school's, changed, or none of this key.
        throw new Fault("refused", "kms unwrap", { cause });
      }
    },
  };
};
