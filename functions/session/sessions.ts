import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { SignIn } from "#shared/ports/signIn.ts";
import type { Table } from "#shared/ports/table.ts";
import { hashed, ttl } from "./limits.ts";

/** As long as Cognito's refresh token lives. */
const SESSION_MS = 60 * 24 * 60 * 60_000;
/** Two tabs that wake up at once both bring the same token: within this time that is no theft. */
const GRACE_MS = 20_000;
const TOKEN_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What the browser or app holds is a random token of ours, used once; Cognito's refresh token lies in the Limits table
 * under a key that follows from it. The table alone opens nothing, and a stolen token is noticed when it is used again.
 */
export type Sessions = {
  begin(refresh: string): Promise<string>;
  /** The access token and the next token to hold; `over`: sign in again. */
  refresh(token: string): Promise<{ access: string; expiresInSeconds: number; next: string } | "over">;
  end(token: string): Promise<void>;
};

const keyFor = (token: string): Buffer =>
  Buffer.from(hkdfSync("sha256", Buffer.from(token, "base64url"), "", "kring refresh", 32));

const sealWith = (token: string, text: string, nonce: Uint8Array): string => {
  const cipher = createCipheriv("aes-256-gcm", keyFor(token), nonce);
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
};

const openWith = (token: string, sealed: string): string => {
  const all = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(token), all.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
};

const keyOf = (token: string) => ({ pk: `session/${hashed(token)}`, sk: "session" });

type Ports = { limits: Table; signIn: SignIn; nowMs: () => number; random: (bytes: number) => Uint8Array };

export const makeSessions = ({ limits, signIn, nowMs, random }: Ports): Sessions => {
  const add = async (refresh: string): Promise<string> => {
    const token = Buffer.from(random(TOKEN_BYTES)).toString("base64url");
    const expiresMs = nowMs() + SESSION_MS;
    const sealed = sealWith(token, refresh, random(NONCE_BYTES));
    await limits.put({ ...keyOf(token), rev: 1, sealed, expiresMs, usedMs: null, ttl: ttl(expiresMs) }, "absent");
    return token;
  };
  return {
    begin: add,
    async refresh(token) {
      const item = await limits.get(keyOf(token));
      if (!item || (item.expiresMs as number) <= nowMs()) return "over";
      const refresh = openWith(token, item.sealed as string);
      const answer = await signIn.refresh(refresh);
      if (answer === "over") return "over";
      const usedMs = item.usedMs as number | null;
      if (usedMs !== null && nowMs() - usedMs > GRACE_MS) {
        // Somebody holds a copy (threat 14): nobody can tell which of the two is the owner, so both sign in again.
        await signIn.signOutEverywhere(answer.access);
        await signIn.revoke(refresh);
        return "over";
      }
      const next = await add(refresh);
      // A lost race is another tab that marked it first: as good.
      if (usedMs === null) await limits.put({ ...item, rev: item.rev + 1, usedMs: nowMs() }, { rev: item.rev });
      return { ...answer, next };
    },
    async end(token) {
      const item = await limits.get(keyOf(token));
      if (!item) return;
      await signIn.revoke(openWith(token, item.sealed as string));
      await limits.remove(keyOf(token), "anything");
    },
  };
};
