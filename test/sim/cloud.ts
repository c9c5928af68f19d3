import type { PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Relation } from "#events/people.ts";
import type { Instant } from "#events/time.ts";
import { eachMessage } from "#functions/adapters/sqsBatch.ts";
import type { HttpAnswer, HttpRequest } from "#functions/api/http.ts";
import { makeApi } from "#functions/api/operation.ts";
import { commands } from "#functions/commands/all.ts";
import { Chunk } from "#functions/notify/chunk.ts";
import { makeDeliver } from "#functions/notify/deliver/deliver.ts";
import { makeLetterFor } from "#functions/notify/deliver/letterFor.ts";
import { makePost } from "#functions/notify/deliver/post.ts";
import { makeExpand } from "#functions/notify/expand/expand.ts";
import { makeSesEvents } from "#functions/notify/sesEvents/sesEvents.ts";
import { makeAccessProjection } from "#functions/projections/access.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeProjections } from "#functions/projections/projections.ts";
import { makeRebuild } from "#functions/projections/rebuild.ts";
import type { View } from "#functions/projections/view.ts";
import { queries } from "#functions/queries/all.ts";
import { makeReference } from "#functions/reference.ts";
import { makeRelay, type RelayRecord } from "#functions/relay/relay.ts";
import { makeReplay } from "#functions/relay/replay.ts";
import { makeTick } from "#functions/schedule/tick.ts";
import { person } from "#shared/people/decide.ts";
import type { Bus } from "#shared/ports/bus.ts";
import type { Log, LogFields } from "#shared/ports/log.ts";
import type { Mailer } from "#shared/ports/mail.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Item, Json, Table } from "#shared/ports/table.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { makeKeys } from "#shared/store/keys.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { makeViews } from "#shared/store/views.ts";
import { makeMemoryKms } from "../memory/kms.ts";
import { type Change, MemoryStore } from "../memory/table.ts";
import { busIn, feed, mailerIn, nameOfEvent, queueIn, Shard, SimBus, SimMail, tableIn, WorkQueue } from "./aws.ts";
import { mailboxOf, withAliases } from "./school.ts";
import { write } from "./stub.ts";
import { Container, type Ended, type World } from "./world.ts";

export const tableNames = ["events", "keys", "access", "views", "people", "deliveries", "due"] as const;
export type TableName = (typeof tableNames)[number];
export type FunctionName =
  | "commands"
  | "queries"
  | "relay"
  | "projections"
  | "expand"
  | "deliver"
  | "mailEvents"
  | "tick"
  | "admin";

/** Where a planted bug takes hold: one port or one handler of one function. */
export type Twist = {
  table?: (fn: FunctionName, name: TableName, table: Table, container: Container) => Table;
  bus?: (bus: Bus) => Bus;
  mailer?: (mailer: Mailer) => Mailer;
  chunks?: (fn: FunctionName, queue: Queue) => Queue;
  request?: (request: HttpRequest, nth: number) => HttpRequest;
  answer?: (answer: HttpAnswer, request: HttpRequest) => HttpAnswer;
  /** Instead of handling a message: what it throws or forgets. */
  message?: (fn: FunctionName, handle: (body: unknown) => Promise<void>) => (body: unknown) => Promise<void>;
};

export type LogLine = { fn: FunctionName; level: "info" | "warn" | "error"; message: string; fields: LogFields };

/** Containers of one function: warm ones are used again, unless chance says cold. */
class Pool<Run> {
  private readonly free: { container: Container; run: Run }[] = [];
  private readonly made = new Map<Container, Run>();
  private readonly world: World;
  private readonly fn: FunctionName;
  private readonly make: (container: Container) => Run;
  constructor(world: World, fn: FunctionName, make: (container: Container) => Run) {
    this.world = world;
    this.fn = fn;
    this.make = make;
  }
  take(): Container {
    const isCold = this.world.fault("cold", this.fn);
    const warm = isCold ? undefined : this.free.pop();
    if (warm) return warm.container;
    const container = new Container(this.world, this.fn);
    this.made.set(container, this.make(container));
    return container;
  }
  run(container: Container): Run {
    return this.made.get(container) as Run;
  }
  give(container: Container): void {
    if (!container.isDead) this.free.push({ container, run: this.run(container) });
    else this.made.delete(container);
  }
}

export type CloudOptions = {
  world: World;
  twist?: Twist;
  baseline: Baseline;
  changed: (table: TableName, change: Change) => void;
  logged: (line: LogLine) => void;
  thrown: (fn: FunctionName, error: unknown) => void;
};
export type Baseline = Record<TableName, readonly Item[]>;

const INDEX_LAG_MS = 5_000;
const FROM = "school@kring.example";
const ORIGIN = "https://kring.example";
const EXPANDED = new Set(["AbsenceAnnounced", "AbsenceCalledOff", "NoticePublished"]);
/** What a Lambda function may take, as the stack says. */
const LIMIT_MS = {
  commands: 29_000,
  relay: 30_000,
  projections: 30_000,
  expand: 60_000,
  deliver: 60_000,
  tick: 50_000,
};

/** The deployed stack: the real handlers on the simulated services. */
export class Cloud {
  readonly world: World;
  readonly stores: Record<TableName, MemoryStore>;
  readonly shards: Shard[];
  readonly bus: SimBus;
  readonly mail: SimMail;
  readonly queues: { projections: WorkQueue; expand: WorkQueue; chunks: WorkQueue; mailEvents: WorkQueue };
  private readonly pools: {
    commands: Pool<(request: HttpRequest) => Promise<HttpAnswer>>;
    queries: Pool<(request: HttpRequest) => Promise<HttpAnswer>>;
    tick: Pool<(now: Instant) => Promise<{ looked: number; again: number }>>;
    admin: Pool<ReturnType<Cloud["makeAdmin"]>>;
  };
  private readonly twist: Twist;
  private readonly options: CloudOptions;
  private isReady = false;

  constructor(options: CloudOptions) {
    const { world, baseline } = options;
    this.options = options;
    this.world = world;
    this.twist = options.twist ?? {};
    this.stores = Object.fromEntries(
      tableNames.map((name) => [name, this.makeStore(name, baseline[name])]),
    ) as Cloud["stores"];

    const relays = new Pool(world, "relay", (container) =>
      makeRelay({ bus: (this.twist.bus ?? same)(busIn(container, this.bus)), log: this.log("relay") }),
    );
    // The stack says 100, which no storm of hours uses up; in half of the seeds the shard gives up sooner.
    const retries = world.draw("stream retries") < 0.5 ? 100 : 1;
    this.shards = ["a", "b"].map(
      (name) =>
        new Shard({
          ...{ world, name, retries },
          take: () => relays.take(),
          give: (container) => relays.give(container),
          handle: (container, records: RelayRecord[]) => relays.run(container)(records),
        }),
    );
    this.bus = new SimBus(world);
    const detail = (body: unknown) => (body as { detail: StoredEvent }).detail;
    const nameOfDetail = (body: Json) => nameOfEvent(detail(body));

    const projections = this.work(
      "projections",
      "projections",
      { batch: 10, concurrency: 4 },
      nameOfDetail,
      (container) => {
        const table = this.tables("projections", container);
        const project = makeProjections({
          events: table("events"),
          views: table("views"),
          clock: container.clock,
          all: allViews,
        });
        const projectAccess = makeAccessProjection({ events: table("events"), access: table("access") });
        return async (body) => {
          await project(detail(body));
          if (detail(body).stream.startsWith("person/")) await projectAccess(detail(body));
        };
      },
    );
    const mailEvents = this.work(
      "mailEvents",
      "mailEvents",
      { batch: 10, concurrency: 4 },
      (body) => {
        const { eventType, mail } = body as { eventType: string; mail: { messageId: string } };
        return `${eventType} ${mail.messageId}`;
      },
      (container) => {
        const deliveries = this.tables("mailEvents", container)("deliveries");
        return makeSesEvents({ deliveries, clock: container.clock, log: this.log("mailEvents") });
      },
    );
    this.mail = new SimMail(world, mailEvents, mailboxOf);
    const nameOfChunk = (body: Json) => String((body as { notice: string }).notice).slice(0, 8);
    const chunks = this.work("deliver", "chunks", { batch: 1, concurrency: 10 }, nameOfChunk, (container) => {
      const table = this.tables("deliver", container);
      const { clock, ids } = container;
      const [deliveries, people] = [table("deliveries"), table("people")];
      const deliver = makeDeliver({
        ...{ deliveries, access: table("access"), clock },
        post: makePost({
          ...{ deliveries, people, write, clock, ids, log: this.log("deliver"), from: FROM },
          mailer: (this.twist.mailer ?? same)(mailerIn(container, this.mail)),
          letterFor: makeLetterFor({
            ...{ deliveries, origin: ORIGIN, keys: this.keys("deliver", container) },
            reference: makeReference({ views: makeViews({ table: table("views"), clock }), people, clock }),
          }),
        }),
      });
      return (body) => deliver(Chunk.parse(body));
    });
    const chunksIn = (fn: FunctionName, container: Container): Queue =>
      (this.twist.chunks ?? ((_, queue) => queue))(fn, queueIn(container, chunks));
    const expand = this.work("expand", "expand", { batch: 10, concurrency: 4 }, nameOfDetail, (container) => {
      const table = this.tables("expand", container);
      const run = makeExpand({
        ...{ events: table("events"), deliveries: table("deliveries"), due: table("due") },
        views: makeViews({ table: table("views"), clock: container.clock }),
        chunks: chunksIn("expand", container),
      });
      return (body) => run(detail(body));
    });
    this.queues = { projections, expand, chunks, mailEvents };
    this.bus.rules.push(
      { queue: projections, wants: () => true },
      { queue: expand, wants: ({ type }) => EXPANDED.has(type) },
    );

    const api = (fn: "commands" | "queries", operations: typeof commands) =>
      new Pool(world, fn, (container) => makeApi(operations, this.ports(fn, container)));
    this.pools = {
      commands: api("commands", commands),
      queries: api("queries", queries),
      tick: new Pool(world, "tick", (container) => {
        const table = this.tables("tick", container);
        return makeTick({ due: table("due"), deliveries: table("deliveries"), chunks: chunksIn("tick", container) });
      }),
      admin: new Pool(world, "admin", (container) => this.makeAdmin(container)),
    };
    this.isReady = true;
  }

  private makeStore(name: TableName, items: readonly Item[]): MemoryStore {
    const { world, changed } = this.options;
    const put = name === "events" ? feedLater(() => this.shards) : null;
    // An index lags seconds behind: only what was written just now is not in it yet.
    let written: number[] = [];
    const store = new MemoryStore({
      sortKey: name === "events" ? "number" : "string",
      indexes: name === "events" ? ["registry"] : name === "deliveries" ? ["inbox"] : [],
      hooks: {
        lag: (index) => {
          if (!world.fault("staleIndex", index)) return 0;
          written = written.filter((at) => at > world.now - INDEX_LAG_MS);
          return Math.ceil(world.draw(`lag ${index}`) * written.length);
        },
        changed: (change) => {
          if (!this.isReady) return;
          written.push(world.now);
          put?.(change);
          try {
            changed(name, change);
          } catch (error) {
            world.break(error as Error);
          }
        },
      },
    });
    for (const item of items) store.put(item, "anything");
    return store;
  }

  private tables(fn: FunctionName, container: Container) {
    return (name: TableName): Table => {
      const table = tableIn(container, name, this.stores[name]);
      return this.twist.table ? this.twist.table(fn, name, table, container) : table;
    };
  }

  private keys(fn: FunctionName, container: Container) {
    return makeKeys({
      table: this.tables(fn, container)("keys"),
      kms: kmsIn(container),
      clock: container.clock,
      random: container.random,
    });
  }

  private ports(fn: "commands" | "queries" | "admin", container: Container) {
    const table = this.tables(fn, container);
    const { clock, ids } = container;
    const views = makeViews({ table: table("views"), clock });
    return {
      ...{ views, clock, ids, log: this.log(fn), keys: this.keys(fn, container) },
      ...{ events: table("events"), access: table("access"), deliveries: table("deliveries") },
      reference: makeReference({ views, people: table("people"), clock }),
    };
  }

  /** What the office does to people, for which the API has no command yet: the same deciders, as the seeding uses them. */
  private makeAdmin(container: Container) {
    const { events, keys, clock, ids } = this.ports("admin", container);
    const intent = (school: SchoolId, who: PersonId, key: string) => ({
      ...{ school, id: who, by: "system" as const, at: clock.now(), key, correlation: key },
    });
    return {
      restrict: (school: SchoolId, who: PersonId, pupil: PupilId, key: string) =>
        carryOut(
          { events, keys, clock, ids },
          person,
          { type: "RestrictContact", data: { person: who, pupil } },
          intent(school, who, key),
        ),
      relate: (school: SchoolId, who: PersonId, relation: Relation, key: string) =>
        carryOut(
          { events, keys, clock, ids },
          person,
          { type: "SetRelation", data: { person: who, relation } },
          intent(school, who, key),
        ),
    };
  }

  private log(fn: FunctionName): Log {
    const line =
      (level: LogLine["level"]) =>
      (message: string, fields: LogFields = {}) => {
        this.world.tell(() => `  ${fn} ${level}: ${message} ${withAliases(JSON.stringify(fields))}`);
        try {
          this.options.logged({ fn, level, message, fields });
        } catch (error) {
          this.world.break(error as Error);
        }
      };
    return { info: line("info"), warn: line("warn"), error: line("error") };
  }

  private work(
    fn: FunctionName,
    name: string,
    { batch, concurrency }: { batch: number; concurrency: number },
    nameOf: (body: Json) => string,
    make: (container: Container) => (body: unknown) => Promise<void>,
  ): WorkQueue {
    const { world } = this;
    const pool = new Pool(world, fn, (container) => {
      const handle = make(container);
      const watched = async (body: unknown) => {
        try {
          await handle(body);
        } catch (error) {
          this.options.thrown(fn, error);
          throw error;
        }
      };
      return this.twist.message ? this.twist.message(fn, watched) : watched;
    });
    const log = this.log(fn);
    return new WorkQueue({
      ...{ world, name, batch, concurrency, nameOf },
      limitMs: fn === "deliver" || fn === "expand" ? 60_000 : 30_000,
      take: () => pool.take(),
      give: (container) => pool.give(container),
      async handle(container, received) {
        const Records = received.map(({ receipt, body }) => ({ messageId: receipt, body: JSON.stringify(body) }));
        const batch = { Records } as unknown as Parameters<typeof eachMessage>[0];
        const { batchItemFailures } = await eachMessage(batch, log, pool.run(container));
        return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      },
    });
  }

  /** One request at the gateway; null: no answer came. */
  request(
    fn: "commands" | "queries",
    name: string,
    request: HttpRequest,
    answered: (answer: HttpAnswer | null) => void,
  ): void {
    const pool = this.pools[fn];
    const container = pool.take();
    const asked = this.twist.request?.(request, this.world.nth("request")) ?? request;
    container.invoke(
      name,
      LIMIT_MS.commands,
      () => pool.run(container)(asked),
      (end) => {
        pool.give(container);
        const answer = end.is === "done" ? end.value : null;
        answered(answer && (this.twist.answer?.(answer, request) ?? answer));
      },
    );
  }

  tick(): void {
    const { tick } = this.pools;
    const container = tick.take();
    const now = this.world.instant();
    container.invoke(
      "tick",
      LIMIT_MS.tick,
      () => tick.run(container)(now),
      (end) => {
        tick.give(container);
        if (end.is === "failed") this.thrown("tick", end.error);
      },
    );
  }

  admin<T>(
    name: string,
    work: (admin: ReturnType<Cloud["makeAdmin"]>) => Promise<T>,
    ended: (end: Ended<T>) => void,
  ): void {
    const { admin } = this.pools;
    const container = admin.take();
    container.invoke(
      name,
      60_000,
      () => work(admin.run(container)),
      (end) => {
        admin.give(container);
        ended(end);
      },
    );
  }

  /** `npm run rebuild` of one view, in the middle of everything. */
  rebuild(view: View, ended: (end: Ended<unknown>) => void): void {
    this.world.tell(() => `The office: a rebuild of ${view.name}`);
    const container = new Container(this.world, "rebuild");
    const table = this.tables("admin", container);
    const run = makeRebuild({ events: table("events"), views: table("views"), clock: container.clock });
    container.invoke(`rebuild ${view.name}`, 900_000, () => run(view), ended);
  }

  /** `npm run replay`: what the stream gave up is published again from the table. */
  replay(from: Instant): void {
    const container = new Container(this.world, "replay");
    const events = this.tables("admin", container)("events");
    const run = makeReplay({ events, bus: busIn(container, this.bus), clock: container.clock });
    container.invoke(
      "replay",
      900_000,
      () => run(from),
      (end) => {
        if (end.is === "failed") this.thrown("admin", end.error);
      },
    );
  }

  private thrown(fn: FunctionName, error: unknown): void {
    this.options.thrown(fn, error);
  }
}

const same = <T>(value: T): T => value;

const feedLater = (shards: () => Shard[]) => {
  let add: ReturnType<typeof feed> | null = null;
  return (change: Change) => {
    add ??= feed(shards());
    add(change);
  };
};

const kmsIn = (container: Container) => {
  const kms = makeMemoryKms(container.random);
  return {
    generate: async (school: string) => await container.call("kms.generate", () => kms.generate(school)),
    unwrap: async (wrapped: string, school: string) =>
      await container.call("kms.unwrap", () => kms.unwrap(wrapped, school)),
  };
};
