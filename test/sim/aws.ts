import type { RelayAnswer, RelayRecord } from "#functions/relay/relay.ts";
import type { Bus } from "#shared/ports/bus.ts";
import type { Mail, MailAnswer, Mailer } from "#shared/ports/mail.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Item, Json, Table } from "#shared/ports/table.ts";
import { fromItem } from "#shared/store/commits.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { MemoryQueue, type Received } from "../memory/queue.ts";
import type { MemoryStore } from "../memory/table.ts";
import { freshHash, mix } from "./draws.ts";
import type { Container, Ended, World } from "./world.ts";

/** The Table port of one container: every operation is a port call. */
export const tableIn = (container: Container, name: string, store: MemoryStore): Table => {
  const label = (operation: string) => `${name}.${operation}`;
  const [get, batchGet, query, index] = [label("get"), label("batchGet"), label("query"), label("index")];
  const [put, remove, transact, scan] = [label("put"), label("remove"), label("transact"), label("scan")];
  return {
    get: (key) => container.call(get, () => store.get(key)),
    batchGet: (keys) => container.call(batchGet, () => store.batchGet(keys)),
    query: (pk, options) => container.call(query, () => store.query(pk, options)),
    index: (of, pk, options) => container.call(index, () => store.index(of, pk, options)),
    put: (item, expect) => container.call(put, () => store.put(item, expect)),
    remove: (key, expect) => container.call(remove, () => store.remove(key, expect)),
    transact: (writes) => container.call(transact, () => store.transact(writes)),
    scan: (segment, segments, cursor) => container.call(scan, () => store.scan(segment, segments, cursor)),
  };
};

type Handle = (container: Container, records: RelayRecord[]) => Promise<RelayAnswer>;

const POLL_MS = 200;
const MOST_RECORDS = 100;
const LONGEST_BACKOFF_MS = 20_000;

/**
 * One shard of a table's stream: records of an item in order, one batch at a time. What failed comes again from the
 * lowest sequence that was not done; a batch that ended in an error is halved; after its tries it goes to the on-failure
 * queue, so that the shard moves on.
 */
export class Shard {
  readonly lost: RelayRecord[][] = [];
  private readonly waiting: RelayRecord[] = [];
  private isRunning = false;
  private tries = 0;
  private most = MOST_RECORDS;
  private readonly options: {
    world: World;
    name: string;
    retries: number;
    take: () => Container;
    give: (container: Container) => void;
    handle: Handle;
  };

  constructor(options: Shard["options"]) {
    this.options = options;
  }

  get length(): number {
    return this.waiting.length;
  }

  add(record: RelayRecord): void {
    this.waiting.push(record);
    if (!this.isRunning) this.next(POLL_MS);
  }

  private next(delay: number): void {
    this.isRunning = true;
    const { world, name } = this.options;
    world.at(delay * (0.2 + 0.8 * world.draw(`poll ${name}`)), `stream ${name}`, () => this.work());
  }

  private work(): void {
    const { world, name, take, give, handle, retries } = this.options;
    const few = world.fault("smallBatch", name) ? 1 + Math.floor(world.draw(`few ${name}`) * 3) : MOST_RECORDS;
    const batch = this.waiting.slice(0, Math.min(this.most, few));
    const [first] = batch;
    if (!first) {
      this.isRunning = false;
      return;
    }
    const container = take();
    const label = `relay ${first.sequence}${batch.length > 1 ? `+${batch.length - 1}` : ""}`;
    container.invoke(
      label,
      30_000,
      () => handle(container, batch),
      (end) => {
        give(container);
        const failedFrom = end.is === "done" ? end.value.failedFrom : first.sequence;
        const done = failedFrom === null ? batch.length : batch.findIndex(({ sequence }) => sequence === failedFrom);
        this.waiting.splice(0, Math.max(0, done));
        if (failedFrom === null) {
          this.tries = 0;
          this.most = MOST_RECORDS;
        } else {
          this.tries = done > 0 ? 1 : this.tries + 1;
          if (end.is !== "done") this.most = Math.max(1, batch.length >> 1);
          if (this.tries > retries) {
            const given = this.waiting.splice(0, Math.max(1, Math.min(this.most, batch.length - Math.max(0, done))));
            world.tell(() => `the stream gave up ${given.length} records from ${given[0]?.sequence ?? ""}`);
            this.lost.push(given);
            this.tries = 0;
          }
        }
        if (this.waiting.length > 0) this.next(failedFrom === null ? POLL_MS : this.backoff());
        else this.isRunning = false;
      },
    );
  }

  private backoff(): number {
    return Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** Math.min(this.tries, 6));
  }
}

/** Puts every new commit on the shard of its stream. Only what must never happen is not an insertion. */
export const feed = (shards: readonly Shard[]) => {
  let sequence = 0;
  return ({ before, after }: { before: Item | null; after: Item | null }): void => {
    sequence += 1;
    const pk = (after ?? before)?.pk ?? "";
    const commit = after && !before ? fromItem(after) : null;
    shards[freshHash(pk) % shards.length]?.add({ sequence: String(sequence).padStart(4, "0"), commit });
  };
};

export type Rule = { queue: WorkQueue; wants: (event: StoredEvent) => boolean };

/** Takes entries one by one, and brings each that it took at least once to every queue that wants it, in any order. */
export class SimBus {
  readonly rules: Rule[] = [];
  taken = 0;
  /** Looks at what leaves the house. */
  watch: (text: string) => void = () => {};
  private readonly world: World;
  constructor(world: World) {
    this.world = world;
  }

  publish(events: StoredEvent[]): { failed: number[] } {
    const failed: number[] = [];
    for (const [index, event] of events.entries()) {
      const name = nameOfEvent(event);
      if (this.world.fault("busEntry", name)) failed.push(index);
      else this.route(event, name);
    }
    return { failed };
  }

  private route(event: StoredEvent, name: string): void {
    const { world } = this;
    this.taken += 1;
    const body = { detail: event as unknown as Json };
    this.watch(JSON.stringify(event));
    for (const { queue, wants } of this.rules) {
      if (!wants(event)) continue;
      const to = `${queue.name} ${name}`;
      const copies = world.fault("busTwice", to) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        const late = world.fault("busLate", to) ? 240_000 * world.draw(`late ${to}`) : 0;
        world.at(20 + 380 * world.draw(`route ${to}`) + late, `bus ${to}`, () => queue.send([{ id: "1", body }]));
      }
    }
  }
}

export const nameOfEvent = ({ type, stream, version }: StoredEvent): string =>
  `${type} ${stream.slice(stream.indexOf("/") + 1, stream.indexOf("/") + 9)} v${version}`;

export const busIn = (container: Container, bus: SimBus): Bus => ({
  publish: (events) => container.call("bus.publish", () => bus.publish(events)),
});

type WorkOptions = {
  world: World;
  name: string;
  /** The worker's own time limit; the queue hides a message six times as long. */
  limitMs: number;
  batch: number;
  concurrency: number;
  maxReceives?: number;
  take: () => Container;
  give: (container: Container) => void;
  /** Answers the receipts of what failed. */
  handle: (container: Container, received: Received[]) => Promise<Set<string>>;
  nameOf: (body: Json) => string;
};

/** A queue with its worker: visibility, redelivery, partial batches, dead letters. */
export class WorkQueue {
  readonly name: string;
  readonly store: MemoryQueue;
  readonly dead: MemoryQueue;
  /** Sees the text of everything that is laid down. */
  watch: (text: string) => void = () => {};
  /** Where in its batch a message failed alone. */
  partly: (place: "first" | "middle" | "last") => void = () => {};
  most = 0;
  private readonly options: WorkOptions;
  private readonly windowMs: number;
  private running = 0;
  private wakesAt = Number.POSITIVE_INFINITY;

  constructor(options: WorkOptions) {
    const { world, name, limitMs, maxReceives = 5 } = options;
    this.options = options;
    this.name = name;
    const now = () => world.now;
    // In some seeds the poller is slow: what comes in the same seconds comes as one batch.
    this.windowMs = world.draw(`window ${name}`) < 0.25 ? 2_500 : 40;
    this.dead = new MemoryQueue({ now });
    this.store = new MemoryQueue({
      now,
      visibilityMs: limitMs * 6,
      maxReceives,
      dead: this.dead,
      hooks: { pick: (count) => Math.floor(world.draw(`pick ${name}`) * count) },
    });
  }

  send(messages: { id: string; body: Json; delaySeconds?: number }[]): void {
    for (const { body } of messages) this.watch(JSON.stringify(body));
    const { world, name } = this.options;
    const delaySeconds = world.fault("queueLate", name) ? 20 * world.draw(`backlog ${name}`) : 0;
    this.store.send(delaySeconds > 0 ? messages.map((message) => ({ ...message, delaySeconds })) : messages);
    this.wake();
  }

  private wake(): void {
    const { world, name, concurrency } = this.options;
    const next = this.store.nextAt();
    if (next === null || this.running >= concurrency) return;
    const at = Math.max(world.now + 5, next);
    if (this.wakesAt <= at) return;
    this.wakesAt = at;
    world.at(at - world.now + this.windowMs * world.draw(`wake ${name}`), `poll ${name}`, () => {
      this.wakesAt = Number.POSITIVE_INFINITY;
      this.poll();
    });
  }

  private poll(): void {
    const { world, name, batch, concurrency, take, give, handle, limitMs, nameOf } = this.options;
    if (this.running >= concurrency) return;
    const most = batch === 1 ? 1 : 1 + Math.floor(world.draw(`batch ${name}`) * batch);
    const received = this.store.receive(most);
    const [first] = received;
    if (first) {
      const subject = nameOf(first.body);
      const label = `${name} ${subject}${received.length > 1 ? `+${received.length - 1}` : ""} try ${first.receives}`;
      this.most = Math.max(this.most, ...received.map(({ receives }) => receives));
      if (world.fault("queueTwice", label)) this.store.hide(first.receipt, 0);
      this.running += 1;
      const container = take();
      container.invoke(
        label,
        limitMs,
        () => handle(container, received),
        (end: Ended<Set<string>>) => {
          this.running -= 1;
          give(container);
          if (end.is === "done")
            for (const [index, { receipt }] of received.entries())
              if (!end.value.has(receipt)) this.store.remove(receipt);
              else if (end.value.size < received.length)
                this.partly(index === 0 ? "first" : index === received.length - 1 ? "last" : "middle");
          this.wake();
        },
      );
    }
    this.wake();
  }

  /** What `npm run redrive` does: what lies dead is brought again. Answers how many. */
  redrive(): number {
    const bodies = this.dead.bodies();
    for (const received of drain(this.dead)) this.dead.remove(received.receipt);
    for (const body of bodies) this.send([{ id: "1", body }]);
    return bodies.length;
  }
}

const drain = (queue: MemoryQueue): Received[] => {
  const all: Received[] = [];
  for (let some = queue.receive(); some.length > 0; some = queue.receive()) all.push(...some);
  return all;
};

export const queueIn = (container: Container, queue: WorkQueue): Queue => ({
  async send(messages) {
    for (let at = 0; at < messages.length; at += 10)
      await container.call(`${queue.name}.send`, () => queue.send(messages.slice(at, at + 10)));
  },
});

export type SentMail = Mail & { accepted: string; at: number; by: string; news: { kind: string; isBare: boolean }[] };

/** What the receiving server of an address does with mail. */
export type Mailbox = "takes" | "bounces" | "refused";

/** The mail service: takes or refuses, and tells later (or sooner) what became of it. */
export class SimMail {
  readonly sent: SentMail[] = [];
  /** What was refused for good, by address. */
  readonly refused: { to: string; tags: Mail["tags"] }[] = [];
  watch: (mail: SentMail, container: Container) => void = () => {};
  private readonly world: World;
  private readonly news: WorkQueue;
  private readonly mailboxOf: (address: string) => Mailbox;

  constructor(world: World, news: WorkQueue, mailboxOf: (address: string) => Mailbox) {
    this.world = world;
    this.news = news;
    this.mailboxOf = mailboxOf;
  }

  send(mail: Mail, container: Container): { answer: MailAnswer; isEarly: boolean } {
    const { world } = this;
    const box = this.mailboxOf(mail.to);
    const name = mail.to;
    if (box === "refused" || world.fault("mailRejected", name)) {
      this.refused.push({ to: mail.to, tags: mail.tags });
      return { answer: { rejected: "MessageRejected" }, isEarly: false };
    }
    const nth = world.nth("mail");
    const accepted = `ses-${nth}-${mix(world.seed + nth).toString(16)}`;
    const sent: SentMail = { ...mail, accepted, at: world.now, by: container.label, news: [] };
    this.sent.push(sent);
    this.watch(sent, container);
    if (world.fault("mailSilent", name)) return { answer: { accepted }, isEarly: false };
    const isEarly = world.fault("mailNewsEarly", name);
    if (box === "bounces" || world.fault("bounce", name)) {
      const isSuppressed = world.draw(`suppressed ${name}`) < 0.3;
      this.tell(sent, "Bounce", isEarly, {
        bounceType: "Permanent",
        bounceSubType: isSuppressed ? "Suppressed" : "General",
      });
    } else {
      if (world.draw(`transient ${name}`) < 0.1)
        this.tell(sent, "Bounce", isEarly, { bounceType: "Transient", bounceSubType: "MailboxFull" });
      this.tell(sent, "Delivery", isEarly);
      if (world.fault("complaint", name)) this.tell(sent, "Complaint", false);
    }
    return { answer: { accepted }, isEarly };
  }

  private tell(mail: SentMail, eventType: string, isEarly: boolean, bounce?: Record<string, string>): void {
    const { world } = this;
    const name = `${eventType} ${mail.accepted}`;
    const timestamp = world.instant();
    const copies = world.fault("mailNewsTwice", name) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const isBare = world.fault("mailNewsBare", name);
      const tags = Object.fromEntries(Object.entries(mail.tags).map(([tag, value]) => [tag, [value]]));
      const late = world.fault("mailNewsLate", name) ? 1_800_000 * world.draw(`news ${name}`) : 0;
      const delay = isEarly ? 1 : 100 + 8_000 * world.draw(`delay ${name}`) + late;
      const body: Json = {
        eventType,
        mail: { messageId: mail.accepted, timestamp, ...(isBare ? {} : { tags }) },
        ...(bounce ? { bounce } : {}),
      };
      const kind = eventType === "Bounce" && bounce ? `${bounce.bounceType}Bounce` : eventType;
      world.at(delay, `ses ${name}`, () => {
        mail.news.push({ kind, isBare });
        this.news.send([{ id: "1", body }]);
      });
    }
  }
}

export const mailerIn = (container: Container, mail: SimMail): Mailer => ({
  async send(message) {
    let isEarly = false;
    return container.call(
      "mail.send",
      () => {
        const sent = mail.send(message, container);
        isEarly = sent.isEarly;
        return sent.answer;
      },
      (draw) => 5 + draw * (isEarly ? 4_000 : 80),
    );
  },
});
