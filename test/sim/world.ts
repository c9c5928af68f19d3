import type { Instant } from "#events/time.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { Ids } from "#shared/ports/ids.ts";
import { freshHash, hashOf, mix, unit, uuidOf } from "./draws.ts";
import type { FaultName, Rates } from "./faults.ts";

/** Taken before the globals are made to throw. */
const later = setImmediate;
/** One turn of the event loop: every promise that can move has moved. */
const turn = (): Promise<void> => new Promise((resolve) => later(resolve));

type Task = { at: number; tie: number; order: number; hash: number; run: () => void };

const isBefore = (one: Task, other: Task): boolean =>
  one.at !== other.at ? one.at < other.at : one.tie !== other.tie ? one.tie < other.tie : one.order < other.order;

/** What a promise a handler waits on is told with, now or, after a freeze, later. */
type Settle = () => void;

/** How one run of a handler ended; `died`: it never answers. */
export type Ended<T> = { is: "done"; value: T } | { is: "failed"; error: unknown } | { is: "died"; why: string };

type Invocation = {
  label: string;
  base: number;
  startedAt: number;
  deadline: number;
  counts: Map<string, number>;
  die(why: string): void;
};

export type WorldOptions = {
  seed: number;
  start: number;
  rates?: Rates;
  /** Faults that a replay leaves out, by their key. */
  muted?: ReadonlySet<string>;
  /** Faults that happen whatever the rates are, by their key. */
  forced?: ReadonlySet<string>;
  /** Keeps sentences for the story, and every port call. */
  tells?: boolean;
  mostSteps?: number;
};

/** Something that must never be: names the invariant that found it. */
export class Broken extends Error {
  readonly invariant: string;
  constructor(invariant: string, message: string) {
    super(message);
    this.name = "Broken";
    this.invariant = invariant;
  }
}

/** Queue of events, simulated time and chance by name. Knows nothing of Kring. */
export class World {
  now: number;
  readonly seed: number;
  readonly start: number;
  hash: number;
  steps = 0;
  calls = 0;
  isCalm = false;
  readonly hits: { key: string; kind: FaultName }[] = [];
  /** Why containers died, but for planted crashes. */
  overtime = 0;
  readonly story: { at: number; text: string }[] = [];
  /** Every port call and when it was made, when told: the crash pass makes its runs of them. */
  readonly made: { at: number; call: string }[] = [];
  readonly isTold: boolean;
  /** Looks at the state after every step. */
  always: () => void = () => {};
  readonly rates: Rates;
  private readonly muted: ReadonlySet<string>;
  private readonly forced: ReadonlySet<string>;
  private readonly mostSteps: number;
  private readonly heap: Task[] = [];
  private readonly counts = new Map<string, number>();
  private readonly live = new Set<Container>();
  private order = 0;
  /** Whose port call is being carried out. */
  acting: Container | null = null;
  private broken: Error | null = null;

  constructor({ seed, start, rates = {}, muted, forced, tells = false, mostSteps = 60_000 }: WorldOptions) {
    this.seed = mix(seed + 1);
    this.now = start;
    this.start = start;
    this.hash = mix(this.seed);
    this.rates = rates;
    this.muted = muted ?? new Set();
    this.forced = forced ?? new Set();
    this.isTold = tells;
    this.mostSteps = mostSteps;
  }

  instant(): Instant {
    return instantAt(this.now);
  }

  tell(text: () => string): void {
    if (this.isTold) this.story.push({ at: this.now, text: text() });
  }

  /** How often this name was asked for, this time included. */
  nth(name: string): number {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count;
  }

  /** Keyed by its name and how often that was asked for: one more draw of one name moves none of another. */
  draw(name: string): number {
    return unit(mix(mix(this.seed ^ freshHash(name)) + this.nth(`draw ${name}`)));
  }

  /** Whether this goes wrong now; `subject` says to what. */
  fault(kind: FaultName, subject: string): boolean {
    const rate = this.rates[kind] ?? 0;
    if (this.isCalm || (rate === 0 && this.forced.size === 0)) return false;
    const name = `${kind} ${subject}`;
    const nth = this.nth(name);
    return this.happens(kind, rate, mix(mix(this.seed ^ freshHash(name)) + nth), () => `${name} ${nth}`);
  }

  /** For a port call, whose own hash carries its name. */
  happens(kind: FaultName, rate: number, hash: number, keyOf: () => string): boolean {
    if (this.isCalm) return false;
    const isDrawn = rate > 0 && unit(mix(hash ^ hashOf(kind))) < rate;
    if (!isDrawn && this.forced.size === 0) return false;
    const key = keyOf();
    if (!this.forced.has(key) && (!isDrawn || this.muted.has(key))) return false;
    this.hits.push({ key, kind });
    this.tell(() => `  ✗ ${key}`);
    return true;
  }

  at(delay: number, name: string, run: () => void): void {
    const hash = mix(this.seed ^ freshHash(name));
    this.push(this.now + Math.max(0, Math.round(delay)), mix(hash + this.nth(`tie ${name}`)), hash, run);
  }

  push(at: number, tie: number, hash: number, run: () => void): void {
    this.order += 1;
    const task = { at, tie, order: this.order, hash, run };
    const { heap } = this;
    let place = heap.length;
    heap.push(task);
    while (place > 0) {
      const up = (place - 1) >> 1;
      const parent = heap[up] as Task;
      if (!isBefore(task, parent)) break;
      heap[place] = parent;
      place = up;
    }
    heap[place] = task;
  }

  private take(): Task {
    const { heap } = this;
    const first = heap[0] as Task;
    const last = heap.pop() as Task;
    if (heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let down = place * 2 + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && isBefore(heap[down + 1] as Task, heap[down] as Task)) down += 1;
      if (!isBefore(heap[down] as Task, last)) break;
      heap[place] = heap[down] as Task;
      place = down;
    }
    heap[place] = last;
    return first;
  }

  /** Until nothing is left to happen, or until a moment. */
  async run(until = Number.POSITIVE_INFINITY): Promise<void> {
    while (this.heap.length > 0 && (this.heap[0] as Task).at <= until) {
      if (++this.steps > this.mostSteps) throw new Broken("30", `more than ${this.mostSteps} steps`);
      const task = this.take();
      this.now = Math.max(this.now, task.at);
      this.hash = mix(this.hash ^ task.hash ^ (this.now | 0));
      task.run();
      await turn();
      if (this.broken) throw this.broken;
      for (const container of this.live) container.mustWait();
      this.always();
    }
    if (until !== Number.POSITIVE_INFINITY) this.now = Math.max(this.now, until);
  }

  /** For what is found inside a handler's own call, where a throw would be caught. */
  break(error: Error): void {
    this.broken ??= error;
  }

  begins(container: Container): void {
    this.live.add(container);
  }
  ends(container: Container): void {
    this.live.delete(container);
  }
}

let lastInstant = { ms: Number.NaN, text: "" as Instant };
const instantAt = (ms: number): Instant => {
  if (lastInstant.ms !== ms) lastInstant = { ms, text: new Date(ms).toISOString() as Instant };
  return lastInstant.text;
};

const LATENCY_MS = 8;
const SLOW_MS = 18_000;

/** One warm container of one function: handlers made over its ports share its memory, and die with it. */
export class Container {
  readonly world: World;
  readonly name: string;
  isDead = false;
  private current: Invocation | null = null;
  private last: Invocation | null = null;
  private open = 0;
  private frozen: Settle[] = [];

  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
  }

  get isBusy(): boolean {
    return this.current !== null;
  }
  get label(): string {
    return this.last?.label ?? this.name;
  }
  /** When the invocation began that it is, or last was, busy with. */
  get startedAt(): number {
    return this.last?.startedAt ?? this.world.now;
  }

  /** One invocation. What an earlier one left unfinished goes on first, as on Lambda. */
  invoke<T>(label: string, limitMs: number, work: () => Promise<T>, ended: (end: Ended<T>) => void): void {
    const { world } = this;
    let isOver = false;
    const end = (how: Ended<T>) => {
      if (isOver) return;
      isOver = true;
      this.current = null;
      world.ends(this);
      ended(how);
    };
    const named = `${label}#${world.nth(label)}`;
    this.current = {
      label: named,
      base: mix(world.seed ^ freshHash(label) ^ Math.imul(world.nth(`invoke ${label}`), 0x9e3779b1)),
      startedAt: world.now,
      deadline: world.now + limitMs,
      counts: new Map(),
      die: (why) => {
        this.isDead = true;
        world.tell(() => `  † ${named} died: ${why}`);
        end({ is: "died", why });
      },
    };
    this.last = this.current;
    world.begins(this);
    const thawed = this.frozen;
    this.frozen = [];
    for (const settle of thawed) settle();
    work().then(
      (value) => end({ is: "done", value }),
      (error: unknown) => end({ is: "failed", error }),
    );
  }

  /** A handler that runs waits on a port, or on something that the simulation does not know of. */
  mustWait(): void {
    if (this.current && this.open === 0)
      throw new Broken("guard", `${this.current.label} waits on something that is no port`);
  }

  /**
   * The only place where a handler waits. The effect happens at its own simulated time, all at once; the answer comes
   * with it, or later.
   */
  call<T>(operation: string, effect: () => T, answerAfter?: (draw: number) => number): Promise<T> {
    const { world } = this;
    const invocation = this.current;
    if (this.isDead) return new Promise(() => {});
    // Left over from an invocation that has answered: it goes on in the next one.
    if (!invocation)
      return new Promise((resolve, reject) => {
        this.frozen.push(() => this.call(operation, effect, answerAfter).then(resolve, reject));
      });
    world.calls += 1;
    const nth = (invocation.counts.get(operation) ?? 0) + 1;
    invocation.counts.set(operation, nth);
    const hash = mix(mix(invocation.base ^ hashOf(operation)) + nth);
    const keyOf = (kind: FaultName) => () => `${kind} ${invocation.label} ${operation} ${nth}`;
    const does = (kind: FaultName) => world.happens(kind, world.rates[kind] ?? 0, hash, keyOf(kind));
    if (world.isTold && !world.isCalm)
      world.made.push({ at: world.now, call: `${invocation.label} ${operation} ${nth}` });

    this.open += 1;
    return new Promise<T>((resolve, reject) => {
      const settle = (how: Settle) => {
        const now = () => {
          this.open -= 1;
          how();
        };
        if (this.isDead) return;
        if (this.current) now();
        else this.frozen.push(now);
      };
      const took = 1 + unit(mix(hash ^ 1)) * LATENCY_MS + (does("slow") ? unit(mix(hash ^ 2)) * SLOW_MS : 0);
      const arrives = world.now + Math.round(took);
      const isLate = arrives > invocation.deadline;
      world.push(isLate ? invocation.deadline : arrives, mix(hash ^ 3), hash, () => {
        if (this.isDead) {
          // What was on its way when the container died may still arrive.
          world.acting = this;
          if (unit(mix(hash ^ 4)) < 0.5) attempt(effect);
          world.acting = null;
          return;
        }
        if (isLate && this.current === invocation) return this.timesOut(invocation);
        if (does("throttle")) return settle(() => reject(new Fault("throttled", operation)));
        if (this.current === invocation && does("crash")) return invocation.die(`before ${operation}`);
        world.acting = this;
        const answer = attempt(effect);
        world.acting = null;
        if (this.current === invocation && does("crashAfter")) return invocation.die(`after ${operation}`);
        const tell = does("lost")
          ? () => settle(() => reject(new Fault("lost", operation)))
          : () => settle(() => ("value" in answer ? resolve(answer.value) : reject(answer.error)));
        if (!answerAfter) return tell();
        world.push(world.now + Math.round(answerAfter(unit(mix(hash ^ 5)))), mix(hash ^ 6), hash, tell);
      });
    });
  }

  private timesOut(invocation: Invocation): void {
    this.world.overtime += 1;
    invocation.die("out of time");
  }

  readonly clock: Clock = {
    now: () => this.world.instant(),
    sleep: (ms) => this.sleep(ms),
  };

  private sleep(ms: number): Promise<void> {
    const { world } = this;
    const invocation = this.current;
    if (this.isDead || !invocation) return new Promise(() => {});
    this.open += 1;
    const nth = world.nth("sleep");
    return new Promise((resolve) => {
      const wakes = world.now + Math.max(0, Math.round(ms));
      world.push(Math.min(wakes, invocation.deadline), mix(invocation.base + nth), invocation.base, () => {
        if (this.isDead) return;
        if (wakes > invocation.deadline && this.current === invocation) return this.timesOut(invocation);
        const wake = () => {
          this.open -= 1;
          resolve();
        };
        if (this.current) wake();
        else this.frozen.push(wake);
      });
    });
  }

  readonly ids: Ids = {
    next: (kind) => uuidOf(this.nextHash(`id ${kind}`), kind),
    draw: (kind) => unit(this.nextHash(`draw ${kind}`)),
  };

  /** Bytes for keys and nonces. */
  readonly random = (bytes: number): Uint8Array => {
    const made = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 4) {
      const word = this.nextHash("random");
      for (let byte = 0; byte < 4 && at + byte < bytes; byte++) made[at + byte] = word >>> (byte * 8);
    }
    return made;
  };

  private nextHash(name: string): number {
    const invocation = this.current;
    if (!invocation) return mix(this.world.seed ^ hashOf(name) ^ this.world.nth(name));
    const nth = (invocation.counts.get(name) ?? 0) + 1;
    invocation.counts.set(name, nth);
    return mix(mix(invocation.base ^ hashOf(name)) + nth);
  }
}

type Attempted<T> = { value: T } | { error: unknown };
const attempt = <T>(effect: () => T): Attempted<T> => {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
};
