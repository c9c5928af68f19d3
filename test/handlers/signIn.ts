import type { Instant } from "#events/time.ts";
import type { HttpAnswer } from "#functions/api/http.ts";
import { makeApi } from "#functions/api/operation.ts";
import { write } from "#functions/letters/write.tsx";
import type { Secret } from "#functions/session/codes.ts";
import { makeSignInMail } from "#functions/session/mail/mail.ts";
import { sessionOperations } from "#functions/session/session.ts";
import { makeTriggers } from "#functions/session/triggers/triggers.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { SignIn } from "#shared/ports/signIn.ts";
import { makeMemoryLog } from "../memory/log.ts";
import { makeMemoryMailer } from "../memory/mail.ts";
import { makeMemoryQueue } from "../memory/queue.ts";
import { makeMemoryRandom } from "../memory/random.ts";
import { karin, people } from "./cast.ts";
import { makeMemoryCognito } from "./cognito.ts";
import { makeClock, makeTables } from "./ports.ts";
import { MORNING, mustBeAsDescribed, routeOf } from "./school.ts";

export const ORIGIN = "https://kring.example";

export type Reply = { status: number; headers: Record<string, string>; body: Fields; cookies: string[]; text: string };
type Fields = { session?: string; code?: string; facts?: { session?: string; triesLeft?: number } } & Record<
  string,
  unknown
>;
export type Sent = { source?: string; origin?: string; cookies?: string[] };

type Options = { tellsUnknown?: boolean; more?: { sub: string; email: string }[] };

/** The session function, Cognito with the real triggers, and the function that mails codes, all on memory ports. */
export const makeSignInWorld = ({ tellsUnknown = false, more = [] }: Options = {}) => {
  const clock = makeClock(MORNING);
  const nowMs = () => Date.parse(clock.now());
  const log = makeMemoryLog();
  const { tables, stores, asked, contents } = makeTables();
  const { store: mails, queue } = makeMemoryQueue({ clock });
  const queued: unknown[] = [];
  let made = 0;
  const toMail: Queue = {
    send: async (messages) => {
      queued.push(...messages);
      await queue.send(messages);
    },
  };
  const secret: Secret = {
    id: () => `sign-in-${String(++made).padStart(6, "0")}`,
    // Six digits that don't tell what comes next.
    code: () => String((made * 618_033) % 1_000_000).padStart(6, "0"),
  };
  const common = { limits: tables.limits, mails: toMail, secret, clock };
  const trigger = makeTriggers(common);
  const users: { sub: string; email: string }[] = people.flatMap(({ login, email }) =>
    login && email ? [{ sub: login, email }] : [],
  );
  users.push(...more);
  const cognito = makeMemoryCognito({ users, trigger, nowMs, tellsUnknown });
  /** Calls to the sign-in service, by name. */
  const calls: string[] = [];
  const signIn = Object.fromEntries(
    Object.entries(cognito.signIn).map(([name, call]) => [
      name,
      (...args: never[]) => {
        calls.push(name);
        return (call as (...all: never[]) => unknown)(...args);
      },
    ]),
  ) as SignIn;
  const random = makeMemoryRandom(7);
  const api = makeApi(sessionOperations, { ...common, signIn, random, log, mostFromSource: 200, origin: ORIGIN });
  const mailer = makeMemoryMailer();
  const from = "code@kring.example";
  const mailOf = makeSignInMail({ ...tables, mailer, write, clock, log, from });

  const mailed = async (): Promise<void> => {
    for (let got = mails.receive(); got.length > 0; got = mails.receive())
      for (const { receipt, body } of got) {
        await mailOf(body);
        mails.remove(receipt);
      }
  };

  let number = 0;
  /** Asks, and nothing has been mailed yet. */
  const say = async (path: string, body: unknown, { source, origin, cookies = [] }: Sent = {}): Promise<Reply> => {
    const found = routeOf("post", path);
    if (!found) throw new Error(`no route ${path}`);
    number += 1;
    const answer: HttpAnswer = await api({
      ...{ method: "post", path: found.route.path, params: {}, query: {}, body, cookies, login: null },
      ...{ headers: origin === undefined ? {} : { origin }, source: source ?? "198.51.100.7" },
      correlation: `request-${number}`,
    });
    mustBeAsDescribed(found.route, answer);
    const { status, headers, body: text, cookies: set = [] } = answer;
    return { status, headers, body: JSON.parse(text) as Fields, cookies: set, text };
  };
  const tell = async (path: string, body: unknown, sent: Sent = {}): Promise<Reply> => {
    const answer = await say(path, body, sent);
    await mailed();
    return answer;
  };
  /** The codes mailed to an address so far. */
  const codesFor = (email: string): string[] =>
    mailer.sent
      .filter(({ to }) => to === email)
      .map(({ text }) => /\b(\d{3})\s?(\d{3})\b/.exec(text)?.slice(1).join("") ?? "no code");
  /** Begins a sign-in; answers its session and, for somebody we know, the code. */
  const begin = async (email = karin.email ?? "", sent: Sent = {}) => {
    const { body } = await tell("/v1/sign-in", { email }, sent);
    return { session: body.session ?? "", code: codesFor(email).at(-1) ?? "" };
  };
  /** Signs in all the way, as a mobile app or as the web page. */
  const enter = async (client: "app" | "web", email = karin.email ?? "") => {
    const answer = await tell("/v1/sign-in/code", { ...(await begin(email)), client });
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`);
    return answer;
  };
  return {
    api,
    contents,
    say,
    tell,
    begin,
    enter,
    mailed,
    codesFor,
    clock,
    log,
    stores,
    asked,
    calls,
    queued,
    mailer,
    cognito: cognito.signIn,
    later: (minutes: number) => clock.set(new Date(nowMs() + minutes * 60_000).toISOString() as Instant),
  };
};
