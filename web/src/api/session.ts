import createClient from "openapi-fetch";
import { useSyncExternalStore } from "react";
import { ProblemError, problemOf } from "./problem.ts";
import type { paths } from "./schema.d.ts";
import { send } from "./send.ts";

type Phase = "in" | "out";

/** Somebody signed in on this device before (`yes`), or signed out while the server could not be told (`leaving`). */
const KNOWN = "kring.known";

/** A token is renewed this long before it ends, so that no request is refused on its way. */
const marginMs = 30_000;

/** Without access token: these calls are how one is got. */
const bare = createClient<paths>({ fetch: send });

let token: { value: string; untilMs: number } | null = null;
let phase: Phase = localStorage.getItem(KNOWN) === "yes" ? "in" : "out";
let renewing: Promise<string> | null = null;
const listeners = new Set<() => void>();
const wipes = new Set<(why: "signed-out" | "ended") => Promise<void>>();

const setPhase = (next: Phase): void => {
  phase = next;
  for (const listener of listeners) listener();
};

/** What must not outlive a session registers its removal here. `ended`: the server ended it, not the person. */
export const whenSessionEnds = (wipe: (why: "signed-out" | "ended") => Promise<void>): void => {
  wipes.add(wipe);
};

const end = async (why: "signed-out" | "ended"): Promise<void> => {
  token = null;
  setPhase("out");
  await Promise.all([...wipes].map((wipe) => wipe(why)));
};

const hold = ({ accessToken, expiresInSeconds }: { accessToken: string; expiresInSeconds: number }): string => {
  token = { value: accessToken, untilMs: Date.now() + expiresInSeconds * 1000 };
  return accessToken;
};

const renew = async (): Promise<string> => {
  const { data, error, response } = await bare.POST("/v1/session/refresh", { body: {} });
  if (data) return hold(data);
  if (response.status === 401) {
    localStorage.removeItem(KNOWN);
    await end("ended");
  }
  throw problemOf(error, response);
};

/** A new access token. A refresh token works once, so two tabs take turns. */
export const refresh = (): Promise<string> => {
  renewing ??= navigator.locks.request("kring.refresh", renew).finally(() => {
    renewing = null;
  });
  return renewing;
};

/** The access token, renewed when it is about to end. */
export const accessToken = async (): Promise<string> => {
  if (token && Date.now() < token.untilMs - marginMs) return token.value;
  if (phase === "out") throw new ProblemError({ code: "not-signed-in", status: 401 });
  return refresh();
};

/** Asks for a code by mail; the answer names the session to answer in. */
export const askCode = async (email: string): Promise<string> => {
  const { data, error, response } = await bare.POST("/v1/sign-in", { body: { email } });
  if (data) return data.session;
  throw problemOf(error, response);
};

export const askCodeAgain = async (session: string): Promise<string> => {
  const { data, error, response } = await bare.POST("/v1/sign-in/resend", { body: { session } });
  if (data) return data.session;
  throw problemOf(error, response);
};

/** Signed in, or a `wrong-code` whose facts name the session to go on with. */
export const answerCode = async (session: string, code: string): Promise<void> => {
  const { data, error, response } = await bare.POST("/v1/sign-in/code", { body: { session, code, client: "web" } });
  if (!data) throw problemOf(error, response);
  // Whatever somebody else left here goes first.
  await Promise.all([...wipes].map((wipe) => wipe("ended")));
  hold(data);
  localStorage.setItem(KNOWN, "yes");
  setPhase("in");
};

const tellSignOut = async (): Promise<void> => {
  const { response } = await bare.POST("/v1/session/sign-out", { body: {} });
  if (response.ok) localStorage.removeItem(KNOWN);
};

/** Everything kept here goes at once; the server is told now, or when it can be reached again. */
export const signOut = async (): Promise<void> => {
  localStorage.setItem(KNOWN, "leaving");
  await end("signed-out");
  await tellSignOut().catch(ignoreUntilReached);
};

/** The mark `leaving` stays, and is acted on at the next start or when the network is back. */
const ignoreUntilReached = (error: unknown): void => {
  if (!(error instanceof Error)) throw error;
};

const finishLeaving = (): void => {
  if (localStorage.getItem(KNOWN) === "leaving") void tellSignOut().catch(ignoreUntilReached);
};
window.addEventListener("online", finishLeaving);
document.addEventListener("visibilitychange", finishLeaving);
finishLeaving();

// Signed out in another tab: this one too.
window.addEventListener("storage", ({ key, newValue }) => {
  if (key === KNOWN && newValue !== "yes" && phase === "in") void end("signed-out");
});

export const usePhase = (): Phase =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => phase,
  );
