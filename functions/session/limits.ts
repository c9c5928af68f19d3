import { createHash } from "node:crypto";
import type { Item, Table } from "#shared/ports/table.ts";

/** How often a lost race for a counter is run again; past it there are so many at once that the answer is no. */
const TRIES = 10;

/** A name in the Limits table that tells nobody's address. */
export const hashed = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** Seconds since 1970, after which DynamoDB may remove the row; what must end on time is checked on reading too. */
export const ttl = (epochMs: number): number => Math.ceil(epochMs / 1000);

/** At most `most` within the last `windowMs`, counted; answers whether this one may go on. */
export const isWithinLimit = async (
  limits: Table,
  name: string,
  { most, windowMs, nowMs }: { most: number; windowMs: number; nowMs: number },
): Promise<boolean> => {
  const key = { pk: `limit/${name}`, sk: "times" };
  let item: Item | null = await limits.get(key);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const recent = ((item?.times as number[] | undefined) ?? []).filter((at) => at > nowMs - windowMs);
    if (recent.length >= most) return false;
    const next: Item = {
      ...key,
      rev: (item?.rev ?? 0) + 1,
      times: [...recent, nowMs],
      ttl: ttl(nowMs + windowMs),
    };
    const answer = await limits.put(next, item ? { rev: item.rev } : "absent");
    if (answer === "written") return true;
    item = answer.conflict;
  }
  return false;
};
