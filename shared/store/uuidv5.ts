import { createHash } from "node:crypto";

/** Kring's own namespace for ids that follow from a person, a route and an idempotency key. */
const NAMESPACE = Buffer.from("6f1f6c0d2b7f4d7f9c1c6b8f5d0a4e21", "hex");

/** The name-based UUID of RFC 9562, 5.5: the same name is always the same id. */
export const uuidv5 = (name: string): string => {
  const hash = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
