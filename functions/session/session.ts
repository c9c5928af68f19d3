import type { SignIn } from "#shared/ports/signIn.ts";
import type { Table } from "#shared/ports/table.ts";
import { HttpProblem } from "../api/http.ts";
import { type EdgePorts, type Operation, openCommand } from "../api/operation.ts";
import {
  answerCode as answerCodeRoute,
  refreshSession as refreshRoute,
  resendCode as resendRoute,
  signIn as signInRoute,
  signOut as signOutRoute,
} from "../api/signIn.ts";
import { CODE_MINUTES, MOST_TRIES } from "./codes.ts";
import { clearedCookie, cookieOf, tokenIn } from "./cookie.ts";
import { makeDecoys } from "./decoys.ts";
import { hashed, isWithinLimit } from "./limits.ts";
import { makeSessions } from "./sessions.ts";
import { readTicket, type Ticket, writeTicket } from "./ticket.ts";
import { RESEND } from "./triggers/triggers.ts";

export type SessionPorts = EdgePorts & {
  limits: Table;
  signIn: SignIn;
  random: (bytes: number) => Uint8Array;
  /** Where the client is served: a browser's request from anywhere else is not one of ours. */
  origin: string;
};

const HOUR_MS = 60 * 60_000;
/** Codes mailed to one address an hour, and sign-ins from one place: a school's own network is one place. */
const MOST_TO_ADDRESS = 5;
const MOST_FROM_SOURCE = 200;

const nowMsOf = ({ clock }: SessionPorts) => Date.parse(clock.now());
const decoysOf = (ports: SessionPorts) => makeDecoys({ ...ports, nowMs: () => nowMsOf(ports) });
const sessionsOf = (ports: SessionPorts) => makeSessions({ ...ports, nowMs: () => nowMsOf(ports) });

const addressOf = (email: string): string => email.trim().toLowerCase();

/** Counted before anybody knows whether the address is known, so that the answer does not tell. */
const mustBeWithinLimits = async (email: string, source: string, ports: SessionPorts): Promise<void> => {
  const at = { windowMs: HOUR_MS, nowMs: nowMsOf(ports) };
  const mayAsk = await isWithinLimit(ports.limits, `source/${hashed(source)}`, { ...at, most: MOST_FROM_SOURCE });
  const mayMail = await isWithinLimit(ports.limits, `codes/${hashed(email)}`, { ...at, most: MOST_TO_ADDRESS });
  if (!mayAsk || !mayMail) throw new HttpProblem("too-many-codes");
};

const started = (ticket: Ticket) => ({ session: writeTicket(ticket), expiresInSeconds: CODE_MINUTES * 60 });

const signIn = openCommand(signInRoute, async ({ body, request }, ports: SessionPorts) => {
  const email = addressOf(body.email);
  await mustBeWithinLimits(email, request.source, ports);
  const begun = await ports.signIn.begin(email);
  const session = begun === "unknown" ? await decoysOf(ports).begin() : begun.session;
  return { answer: started({ email, session, tries: 0 }) };
});

const over = () => new HttpProblem("sign-in-over");
/** How many tries are left is said for people; what counts is counted where the code lies. */
const wrong = (ticket: Ticket): HttpProblem => {
  const next = { ...ticket, tries: ticket.tries + 1 };
  const triesLeft = Math.max(0, MOST_TRIES - next.tries);
  return new HttpProblem("wrong-code", { facts: { session: writeTicket(next), triesLeft } });
};

const answered = async (ticket: Ticket, answer: string, ports: SessionPorts) => {
  const got = await ports.signIn.answer(ticket.session, ticket.email, answer);
  if (got !== "over") return got;
  const isDecoy = (await decoysOf(ports).answer(ticket.session, answer === RESEND)) === "wrong";
  return isDecoy ? { session: ticket.session } : "over";
};

const answerCode = openCommand(answerCodeRoute, async ({ body }, ports: SessionPorts) => {
  const ticket = readTicket(body.session);
  const got = await answered(ticket, body.code, ports);
  if (got === "over") throw over();
  if ("session" in got) throw wrong({ ...ticket, session: got.session });
  const token = await sessionsOf(ports).begin(got.refresh);
  const answer = { accessToken: got.access, expiresInSeconds: got.expiresInSeconds };
  return body.client === "app"
    ? { answer: { ...answer, refreshToken: token } }
    : { answer, cookies: [cookieOf(token)] };
});

const resendCode = openCommand(resendRoute, async ({ body, request }, ports: SessionPorts) => {
  const ticket = readTicket(body.session);
  await mustBeWithinLimits(ticket.email, request.source, ports);
  const got = await answered(ticket, RESEND, ports);
  if (got === "over" || "access" in got) throw over();
  return { answer: started({ ...ticket, session: got.session }) };
});

/** The cookie is sent by whatever page asks for it; only our own page may. */
const mustBeOurPage = (origin: string | undefined, ports: SessionPorts): void => {
  if (origin !== undefined && origin !== ports.origin) throw new HttpProblem("not-signed-in");
};

const refreshSession = openCommand(refreshRoute, async ({ body, request }, ports: SessionPorts) => {
  mustBeOurPage(request.headers.origin, ports);
  const token = body.refreshToken ?? tokenIn(request.cookies);
  const got = token ? await sessionsOf(ports).refresh(token) : "over";
  if (got === "over") throw new HttpProblem("not-signed-in");
  const answer = { accessToken: got.access, expiresInSeconds: got.expiresInSeconds };
  return body.refreshToken
    ? { answer: { ...answer, refreshToken: got.next } }
    : { answer, cookies: [cookieOf(got.next)] };
});

const signOut = openCommand(signOutRoute, async ({ body, request }, ports: SessionPorts) => {
  mustBeOurPage(request.headers.origin, ports);
  const token = body.refreshToken ?? tokenIn(request.cookies);
  if (token) await sessionsOf(ports).end(token);
  return { answer: { signedOut: true as const }, cookies: [clearedCookie] };
});

/** Signing in and out, and staying signed in. */
export const sessionOperations: readonly Operation<SessionPorts>[] = [
  signIn,
  answerCode,
  resendCode,
  refreshSession,
  signOut,
];
