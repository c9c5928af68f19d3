import type { Table } from "#shared/ports/table.ts";
import { CODE_MINUTES, MOST_TRIES } from "./codes.ts";
import { hashed, ttl } from "./limits.ts";

const SESSION_BYTES = 66;

type Ports = { limits: Table; nowMs: () => number; random: (bytes: number) => Uint8Array };

const keyOf = (session: string) => ({ pk: `decoy/${hashed(session)}`, sk: "decoy" });

/**
 * A sign-in of nobody, where the sign-in service tells that an address is unknown: begun, answered wrong and dead
 * after five tries like any other (threat 11).
 */
export const makeDecoys = ({ limits, nowMs, random }: Ports) => ({
  async begin(): Promise<string> {
    const session = Buffer.from(random(SESSION_BYTES)).toString("base64url");
    const expiresMs = nowMs() + CODE_MINUTES * 60_000;
    await limits.put({ ...keyOf(session), rev: 1, tries: 0, expiresMs, ttl: ttl(expiresMs) }, "anything");
    return session;
  },
  async answer(session: string, isResend: boolean): Promise<"over" | "wrong"> {
    const item = await limits.get(keyOf(session));
    if (!item || (item.expiresMs as number) <= nowMs()) return "over";
    const tries = (item.tries as number) + (isResend ? 0 : 1);
    const answer = await limits.put({ ...item, rev: item.rev + 1, tries }, { rev: item.rev });
    return answer !== "written" || tries >= MOST_TRIES ? "over" : "wrong";
  },
});
