import type { SchoolId } from "#events/ids.ts";
import type { Keys } from "#shared/store/keys.ts";
import type { Header } from "./ledger.ts";

/** A notice's texts in the clear, by field; one whose subject was erased is left out. */
export const openTexts = async (
  keys: Keys,
  school: SchoolId,
  { texts: { stream, subject, fields } }: Header,
): Promise<Record<string, string>> => {
  const opened: Record<string, string> = {};
  for (const [field, sealed] of Object.entries(fields)) {
    const text = await keys.open(sealed, subject, { school, stream, field });
    if (typeof text === "string") opened[field] = text;
  }
  return opened;
};
