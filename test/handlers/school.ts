import type { Instant } from "#events/time.ts";
import type { HttpAnswer, HttpRequest } from "#functions/api/http.ts";
import { makeOpenApi } from "#functions/api/openapi.ts";
import { makeApi } from "#functions/api/operation.ts";
import { Problem } from "#functions/api/problem.ts";
import type { Route } from "#functions/api/route.ts";
import { routes } from "#functions/api/routes.ts";
import { commands } from "#functions/commands/all.ts";
import { write } from "#functions/letters/write.tsx";
import { Chunk } from "#functions/notify/chunk.ts";
import { makeDeliver } from "#functions/notify/deliver/deliver.ts";
import { makeLetterFor } from "#functions/notify/deliver/letterFor.ts";
import { makePost } from "#functions/notify/deliver/post.ts";
import { makeExpand } from "#functions/notify/expand/expand.ts";
import { makeSesEvents } from "#functions/notify/sesEvents/sesEvents.ts";
import type { Ports } from "#functions/ports.ts";
import { makeAccessProjection } from "#functions/projections/access.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeProjections } from "#functions/projections/projections.ts";
import { queries } from "#functions/queries/all.ts";
import { makeReference } from "#functions/reference.ts";
import { makeRelay } from "#functions/relay/relay.ts";
import { makeTick } from "#functions/schedule/tick.ts";
import { addMinutes } from "#shared/policy/days.ts";
import { isFault } from "#shared/ports/fault.ts";
import { fromItem } from "#shared/store/commits.ts";
import { makeKeys } from "#shared/store/keys.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { makeViews } from "#shared/store/views.ts";
import { makeMemoryBus } from "../memory/bus.ts";
import { makeMemoryIds } from "../memory/ids.ts";
import { makeMemoryKms } from "../memory/kms.ts";
import { makeMemoryLog } from "../memory/log.ts";
import { type MailHooks, makeMemoryMailer } from "../memory/mail.ts";
import { makeMemoryQueue } from "../memory/queue.ts";
import { makeMemoryRandom } from "../memory/random.ts";
import type { Person } from "./cast.ts";
import { makeClock, makeTables } from "./ports.ts";
import { makeCarry, seed } from "./seed.ts";

/** How long who works when may rest in memory: so long after a command everybody sees it. */
const REST_MS = 2_000;
/** Longer than a chunk takes, however often its mails are tried. */
const VISIBILITY_MS = 6 * 60_000;
/** Monday 23 November 2026, 07:50 at school. */
export const MORNING = "2026-11-23T06:50:00.000Z" as Instant;

export type Answer<T> = { status: number; headers: Record<string, string>; body: T; text: string };
type Fields = Record<string, unknown>;

/** The gateway's part: the route of a path, with its parameters; null: no such route, and no function is asked. */
export const routeOf = (method: string, path: string): { route: Route; params: Record<string, string> } | null => {
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const found = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
    if (!found || route.method !== method) continue;
    const params = names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]);
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return null;
};

const described = makeOpenApi();

/** An answer must be what the document says of it: the route's own shape and no field more, or a problem it names. */
export const mustBeAsDescribed = (route: Route, { status, headers, body }: HttpAnswer): void => {
  const where = `${route.method} ${route.path}: ${status}`;
  const operation = described.paths?.[route.path]?.[route.method];
  if (!operation?.responses?.[String(status)]) throw new Error(`${where} is not in the document`);
  if (status === 304) return;
  const told: unknown = JSON.parse(body);
  const shape = status === 200 ? route.answer : Problem.strict();
  const parsed = shape.safeParse(told);
  if (!parsed.success) throw new Error(`${where} is not as described: ${parsed.error.message}\n${body}`);
  // What a schema does not know it leaves out.
  if (canonical(parsed.data) !== canonical(told)) throw new Error(`${where} tells more than described\n${body}`);
  const type = status === 200 ? "application/json" : "application/problem+json";
  if (headers["content-type"] !== type) throw new Error(`${where} is ${headers["content-type"]}`);
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

type Options = { at?: Instant; mail?: MailHooks };

/**
 * De Kiezelboom and Het Anker on memory ports, with the real handlers around them. What the bus and the queues carry is
 * handled by `settle`, one thing after another.
 */
export const makeSchool = async ({ at = MORNING, mail }: Options = {}) => {
  // An hour earlier, so that what the seed wrote is not of the moment that the tests begin at.
  const clock = makeClock(addMinutes(at, -60));
  const log = makeMemoryLog();
  const random = makeMemoryRandom();
  const kms = makeMemoryKms(random);
  const ids = makeMemoryIds();
  const mailer = makeMemoryMailer(mail);
  const commits: StoredEvent[][] = [];
  const world = makeTables(({ before, after }) => {
    if (before !== null || after === null) throw new Error("a commit was changed");
    commits.push(fromItem(after).events);
  });
  const { tables } = world;
  const keys = () => makeKeys({ table: tables.keys, kms, clock, random });
  const { store: chunks, queue } = makeMemoryQueue({ clock, visibilityMs: VISIBILITY_MS });

  /** What one warm container of commands or queries holds. */
  const container = (): Ports => {
    const views = makeViews({ table: tables.views, clock });
    return {
      ...{ events: tables.events, access: tables.access, deliveries: tables.deliveries, keys: keys() },
      ...{ views, reference: makeReference({ views, people: tables.people, clock }), clock, ids, log },
    };
  };
  const [commandPorts, queryPorts] = [container(), container()];
  const apis = { commands: makeApi(commands, commandPorts), queries: makeApi(queries, queryPorts) };

  const arrived: StoredEvent[] = [];
  const bus = makeMemoryBus({ published: (event) => arrived.push(event) });
  const relay = makeRelay({ bus, log });
  const views = makeViews({ table: tables.views, clock });
  const project = makeProjections({ events: tables.events, views: tables.views, clock, all: allViews });
  const projectAccess = makeAccessProjection({ events: tables.events, access: tables.access });
  const expand = makeExpand({ ...tables, views, chunks: queue });
  const from = "school@kring.example";
  const letterFor = makeLetterFor({
    ...{ deliveries: tables.deliveries, keys: keys(), origin: "https://kring.example" },
    reference: makeReference({ views, people: tables.people, clock }),
  });
  const post = makePost({ ...tables, mailer, write, letterFor, clock, ids, log, from });
  const deliver = makeDeliver({ ...tables, clock, post });
  const tick = makeTick({ ...tables, chunks: queue });
  const noteMail = makeSesEvents({ deliveries: tables.deliveries, clock, log });

  const relayed = async (): Promise<void> => {
    for (let events = commits.shift(); events; events = commits.shift()) {
      const commit = { events } as never;
      const { failedFrom } = await relay([{ sequence: "1", commit }]);
      if (failedFrom !== null) throw new Error("the bus did not take an event");
    }
    for (let event = arrived.shift(); event; event = arrived.shift()) {
      await project(event);
      if (event.stream.startsWith("person/")) await projectAccess(event);
      await expand(event);
    }
  };
  /** What fails stays in the queue for a later time, as with its Lambda. */
  const delivered = async (): Promise<void> => {
    for (let received = chunks.receive(); received.length > 0; received = chunks.receive()) {
      for (const { receipt, body } of received) {
        try {
          await deliver(Chunk.parse(body));
          chunks.remove(receipt);
        } catch (error) {
          if (!isFault(error)) throw error;
          chunks.hide(receipt, VISIBILITY_MS);
        }
      }
    }
  };
  let settling: Promise<void> = Promise.resolve();
  /** Everything that was committed has reached views, inboxes and mailboxes, and no memory is older than it. */
  const settle = (): Promise<void> => {
    settling = settling.then(async () => {
      await relayed();
      await delivered();
      clock.advance(REST_MS);
    });
    return settling;
  };

  await seed({ ...tables, keys: keys(), clock, ids });
  await settle();
  clock.set(at);
  world.asked.length = 0;

  let requested = 0;
  const ask = async <T>(
    request: Omit<HttpRequest, "correlation" | "path" | "params" | "query">,
    url: string,
  ): Promise<Answer<T>> => {
    const [path = "", search = ""] = url.split("?");
    const found = routeOf(request.method, path);
    if (!found) throw new Error(`no route ${request.method} ${path}`);
    const { route, params } = found;
    if (route.function === "session") throw new Error("signing in has tests of its own");
    requested += 1;
    const answer = await apis[route.function]({
      ...{ ...request, params, path: route.path, correlation: `request-${requested}` },
      query: Object.fromEntries(new URLSearchParams(search)),
    });
    mustBeAsDescribed(route, answer);
    const body = (answer.body === "" ? null : JSON.parse(answer.body)) as T;
    return { status: answer.status, headers: answer.headers, body, text: answer.body };
  };

  let told = 0;
  /** A client of one person; null: of nobody. Paths are those within the person's school, or whole ones. */
  const as = (person: Person | null) => {
    const login = person && (person.login ?? "a login of nobody");
    const urlOf = (path: string) => (path.startsWith("/v1") ? path : `/v1/schools/${person?.school}${path}`);
    const base = { login, source: "198.51.100.7", cookies: [] };
    const say = <T = Fields>(path: string, body: unknown, key = `key-of-test-${++told}`) =>
      ask<T>({ ...base, method: "post", headers: { "idempotency-key": key ?? "" }, body }, urlOf(path));
    return {
      get: <T = Fields>(path: string, headers: Record<string, string> = {}) =>
        ask<T>({ ...base, method: "get", headers, body: undefined }, urlOf(path)),
      /** Asks for something, and nothing has followed from it yet. */
      say,
      /** Asks for something, and everything that follows from it has happened. */
      tell: async <T = Fields>(path: string, body: unknown, key?: string) => {
        const answer = await say<T>(path, body, key);
        await settle();
        return answer;
      },
    };
  };

  /** What a receiving server answers to the last mail to this address, as SES tells it. */
  const mailEvent = async (to: string, type: "Delivery" | "Bounce" | "Complaint" | "Reject", more: object = {}) => {
    const sent = mailer.sent.findLast((one) => one.to === to);
    if (!sent) throw new Error(`no mail to ${to}`);
    const tags = Object.fromEntries(Object.entries(sent.tags).map(([name, value]) => [name, [value]]));
    await noteMail({
      eventType: type,
      mail: { messageId: sent.accepted, timestamp: clock.now(), tags },
      ...(type === "Bounce" ? { bounce: { bounceType: "Permanent", bounceSubType: "General" } } : {}),
      ...more,
    });
  };

  /** Carries out a command that has no route (yet), such as a restriction. */
  const carry = makeCarry({ ...tables, keys: keys(), clock, ids });

  return {
    ...world,
    apis,
    as,
    carry,
    settle,
    clock,
    log,
    mailer,
    mailEvent,
    bus,
    ids,
    keys,
    tick: () => tick(clock.now()),
    chunks,
  };
};
export type School = Awaited<ReturnType<typeof makeSchool>>;
