import { randomInt, randomUUID } from "node:crypto";
import type { Secret } from "../session/codes.ts";

/** Six digits, every one as likely (threat 9). */
export const secret: Secret = {
  id: () => randomUUID(),
  code: () => String(randomInt(1_000_000)).padStart(6, "0"),
};
