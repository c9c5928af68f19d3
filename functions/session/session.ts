import type { Queue } from "#shared/ports/queue.ts";
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
import {
  beginCode,
  CODE_MINUTES,
  changeCode,
  HOUR_MS,
  isSameCode,
  MOST_MAILS,
  MOST_TO_ADDRESS,
  MOST_TRIES,
  mayMail,
  type Secret,
} from "./codes.ts";
import { clearedCookie, cookieOf, tokenIn } from "./cookie.ts";
import { hashed, isWithinLimit } from "./limits.ts";
import { makeSessions } from "./sessions.ts";
import { readTicket, type Ticket, writeTicket } from "./ticket.ts";

export type SessionPorts = EdgePorts & {
  limits: Table;
  signIn: SignIn;
  /** To the function that mails. */
  mails: Queue;
  secret: Secret;
  random: (bytes: number) => Uint8Array;
  /** Sign-ins an hour from one place: a school's own network is one place. */
  mostFromSource: number;
  /** Where the client is served: a browser's request from anywhere else is not one of ours. */
  origin: string;
};

/** About as long as a real one. */
const SESSION_BYTES = 66;
/** Sign-ins from one place an hour: a school's own network is one place. */

const nowMsOf = ({ clock }: SessionPorts) => Date.parse(clock.now());
const sessionsOf = (ports: SessionPorts) => makeSessions({ ...ports, nowMs: () => nowMsOf(ports) });

const addressOf = (email: string): string => email.trim().toLowerCase();

/** Counted before anybody knows whether the address is known, so that the answer does not tell. */
const mustBeWithinLimits = async (email: string, source: string, ports: SessionPorts): Promise<void> => {
  const at = { windowMs: HOUR_MS, nowMs: nowMsOf(ports) };
  const mayAsk = await isWithinLimit(ports.limits, `source/${hashed(source)}`, { ...at, most: ports.mostFromSource });
  const mayMail = await isWithinLimit(ports.limits, `codes/${hashed(email)}`, { ...at, most: MOST_TO_ADDRESS });
  if (!mayAsk || !mayMail) throw new HttpProblem("too-many-codes");
};

const started = (ticket: Ticket) => ({ session: writeTicket(ticket), expiresInSeconds: CODE_MINUTES * 60 });

/** Where the sign-in service tells that nobody has the address, all the same is done, and no mail follows (threat 11). */
const nobodys = async (email: string, ports: SessionPorts) => ({
  session: Buffer.from(ports.random(SESSION_BYTES)).toString("base64url"),
  signIn: await beginCode(ports, { email, login: null }, nowMsOf(ports)),
});

const signIn = openCommand(signInRoute, async ({ body, request }, ports: SessionPorts) => {
  const email = addressOf(body.email);
  await mustBeWithinLimits(email, request.source, ports);
  const begun = await ports.signIn.begin(email);
  return { answer: started({ email, ...(begun === "unknown" ? await nobodys(email, ports) : begun) }) };
});

const over = () => new HttpProblem("sign-in-over");

const answerCode = openCommand(answerCodeRoute, async ({ body }, ports: SessionPorts) => {
  const { session, email, signIn: id } = readTicket(body.session);
  // Counted before it is compared: guesses sent side by side are no more than guesses one after another.
  const before = await changeCode(ports.limits, id, nowMsOf(ports), ({ tries }) => ({ tries: tries + 1 }));
  if (!before || before.isUsed || before.tries >= MOST_TRIES || addressOf(before.email) !== email) throw over();
  const triesLeft = MOST_TRIES - before.tries - 1;
  if (!isSameCode(before.code, body.code) || before.login === null) {
    if (triesLeft === 0) throw over();
    throw new HttpProblem("wrong-code", { facts: { session: body.session, triesLeft } });
  }
  const got = await ports.signIn.answer(session, email, body.code);
  if (got === "over") throw over();
  const token = await sessionsOf(ports).begin(got.refresh);
  const answer = { accessToken: got.access, expiresInSeconds: got.expiresInSeconds };
  return body.client === "app"
    ? { answer: { ...answer, refreshToken: token } }
    : { answer, cookies: [cookieOf(token)] };
});

const resendCode = openCommand(resendRoute, async ({ body, request }, ports: SessionPorts) => {
  const ticket = readTicket(body.session);
  await mustBeWithinLimits(ticket.email, request.source, ports);
  const before = await changeCode(ports.limits, ticket.signIn, nowMsOf(ports), ({ mails }) => ({ mails: mails + 1 }));
  if (!before || before.isUsed || before.tries >= MOST_TRIES || addressOf(before.email) !== ticket.email) throw over();
  if (before.mails >= MOST_MAILS || !(await mayMail(ports.limits, before.email, nowMsOf(ports))))
    throw new HttpProblem("too-many-codes");
  await ports.mails.send([{ id: "mail", body: { signIn: ticket.signIn } }]);
  return { answer: started(ticket) };
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
