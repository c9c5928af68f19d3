import type { AnyEvent, Category, EventOf } from "#events/catalog.ts";
import type { Actor, Recorded } from "#events/event.ts";
import type { SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import type { Clock } from "../ports/clock.ts";
import { isFault } from "../ports/fault.ts";
import type { Ids } from "../ports/ids.ts";
import type { Table } from "../ports/table.ts";
import { openEvent, sealEvent } from "./codec.ts";
import { appendCommit, readCommits } from "./commits.ts";
import type { Keys } from "./keys.ts";
import type { Commit } from "./stored.ts";

/** A broken rule, as a value: a code and the facts to explain it. */
export type Refusal = { refused: string };

/** One kind of stream: how its state follows from its events, and what a command makes of it. Pure. */
export type Decider<C extends Category, Command, State, R extends Refusal> = {
  category: C;
  start: State;
  evolve(state: State, event: EventOf<C>): State;
  decide(command: Command, state: State): EventOf<C>[] | R;
};

export type StorePorts = { events: Table; keys: Keys; clock: Clock; ids: Ids };

export type Carried<State, R extends Refusal> =
  | {
      state: State;
      version: number;
      /** What this command made happen; empty when it changed nothing. */
      events: Recorded<AnyEvent>[];
      /** What had happened in the stream before it. */
      past: Recorded<AnyEvent>[];
      at: Instant;
      repeated: boolean;
    }
  | R
  | { refused: "busy" };

type Intent = {
  school: SchoolId;
  /** The part of the stream's name after the slash. */
  id: string;
  by: Actor;
  at: Instant;
  /** The `Idempotency-Key`; scoped here to the person and by its place to the stream. */
  key: string;
  correlation: string;
  /** The id is new: the stream is not read before the first try (one request less). */
  fresh?: boolean;
};

/** Losing races is tried again for this long, then the caller is told `busy`. */
const CONFLICT_MS = 5_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

type Folded<State> = { state: State; version: number; number: number };

/**
 * Reads a stream, lets the decider decide, and writes one commit. A command that was carried out before is answered
 * from the fold up to its commit; a lost race reads only what is new and decides again.
 * Throws Fault when the table does not answer; then the same command with the same key is safe to send again.
 */
export const carryOut = async <C extends Category, Command, State, R extends Refusal>(
  { events: table, keys, clock, ids }: StorePorts,
  decider: Decider<C, Command, State, R>,
  command: Command,
  intent: Intent,
): Promise<Carried<State, R>> => {
  const { school, by, at } = intent;
  const stream = `${decider.category}/${intent.id}`;
  const commandId = `${by}:${intent.key}`;
  const deadline = Date.parse(clock.now()) + CONFLICT_MS;

  let folded: Folded<State> = { state: decider.start, version: 0, number: 0 };
  const past: Recorded<AnyEvent>[] = [];
  const apply = async (commit: Commit): Promise<Recorded<AnyEvent>[]> => {
    let { state } = folded;
    const opened: Recorded<AnyEvent>[] = [];
    for (const stored of commit.events) {
      const event = await openEvent(keys, stored);
      opened.push(event);
      state = decider.evolve(state, event as unknown as EventOf<C>);
    }
    folded = { state, version: commit.base + commit.events.length, number: commit.number };
    return opened;
  };
  const known = (events: Recorded<AnyEvent>[], commit: Commit): Carried<State, R> => ({
    state: folded.state,
    version: folded.version,
    events,
    past,
    at: commit.at,
    repeated: true,
  });

  let unread = !intent.fresh;
  for (let attempt = 0; ; attempt++) {
    if (unread) {
      for (const commit of await readCommits(table, school, stream, folded.number)) {
        const events = await apply(commit);
        if (commit.command === commandId) return known(events, commit);
        past.push(...events);
      }
      unread = false;
    }

    const decided = decider.decide(command, folded.state);
    if (!Array.isArray(decided)) return decided;

    const recorded = decided.map(
      (event, index) =>
        ({
          id: ids.next("event"),
          school,
          stream,
          version: folded.version + index + 1,
          at,
          by,
          correlation: intent.correlation,
          causation: commandId,
          ...event,
        }) as Recorded<AnyEvent>,
    );
    const state = recorded.reduce((sum, event) => decider.evolve(sum, event as unknown as EventOf<C>), folded.state);
    const commit: Commit = {
      school,
      stream,
      number: folded.number + 1,
      base: folded.version,
      command: commandId,
      at,
      by,
      events: await Promise.all(recorded.map((event) => sealEvent(keys, event))),
    };

    let answer: Awaited<ReturnType<typeof appendCommit>>;
    try {
      answer = await appendCommit(table, commit);
    } catch (error) {
      // Maybe written: the read that follows finds our own command if it was, and decides again if it was not.
      if (!isFault(error, "lost", "throttled") || Date.parse(clock.now()) >= deadline) throw error;
      answer = { taken: null };
    }
    if (answer === "written")
      return { state, version: folded.version + recorded.length, events: recorded, past, at, repeated: false };
    // ALL_OLD: the place is held by this very command (its answer was lost on the way, or it came twice at once).
    if (answer.taken?.command === commandId && answer.taken.number === folded.number + 1) {
      const taken = answer.taken;
      return known(await apply(taken), taken);
    }
    if (Date.parse(clock.now()) >= deadline) return { refused: "busy" };
    // Full jitter: many writers of one stream spread out instead of meeting again.
    await clock.sleep(ids.draw("conflict") * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
    unread = true;
  }
};
