import { BadCursor } from "../ports/badCursor.ts";
import type { Key } from "../ports/table.ts";

/** `place` says which walk the cursor belongs to (an index and its partition, a segment of a scan), `last` how far. */
export const writeCursor = (place: string, { pk, sk, range }: Key & { range?: string }): string =>
  Buffer.from(JSON.stringify(range === undefined ? [place, pk, sk] : [place, pk, sk, range])).toString("base64url");

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (cause) {
    throw new BadCursor({ cause });
  }
};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/**
 * Cursors come back from clients, who may write their own: one of another place, or of any other shape, is a BadCursor.
 * Even a well-forged one only moves the start within the partition that the caller was allowed to read.
 */
const partsOf = (cursor: string, place: string, length: number): unknown[] => {
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== length || parts[0] !== place) throw new BadCursor();
  return parts as unknown[];
};

const keyOf = ([, pk, sk]: unknown[]): Key => {
  if (!isText(pk) || !(isText(sk) || Number.isSafeInteger(sk))) throw new BadCursor();
  return { pk, sk: sk as string | number };
};

export const readScanCursor = (cursor: string, place: string): Key => keyOf(partsOf(cursor, place, 3));

export const readIndexCursor = (cursor: string, place: string): Key & { range: string } => {
  const parts = partsOf(cursor, place, 4);
  const range = parts[3];
  if (!isText(range)) throw new BadCursor();
  return { ...keyOf(parts), range };
};
