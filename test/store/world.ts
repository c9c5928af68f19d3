import { SickReported } from "#events/absence.ts";
import type { EventOf } from "#events/catalog.ts";
import type { Actor } from "#events/event.ts";
import type { PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Instant, SchoolDay } from "#events/time.ts";
import type { Ids } from "#shared/ports/ids.ts";
import type { Table } from "#shared/ports/table.ts";
import type { Decider } from "#shared/store/carryOut.ts";
import { makeKeys } from "#shared/store/keys.ts";
import { makeMemoryClock } from "../memory/clock.ts";
import { makeMemoryIds } from "../memory/ids.ts";
import { makeMemoryKms } from "../memory/kms.ts";
import { makeMemoryRandom } from "../memory/random.ts";
import { type Hooks, MemoryStore, tableOf } from "../memory/table.ts";

export const KIEZELBOOM = "1c5b7a0e-3d52-4f8a-9a60-2f1f6f0f1a01" as SchoolId;
export const ELSEWHERE = "1c5b7a0e-3d52-4f8a-9a60-2f1f6f0f1a02" as SchoolId;
export const NOOR = "7a1d9c52-0b6e-4d55-8f0e-5e2d7c3b4a01" as PupilId;
export const SAM = "7a1d9c52-0b6e-4d55-8f0e-5e2d7c3b4a02" as PupilId;
export const ANNA = "9e4f2b31-6c7d-4a18-b2c3-1d0e9f8a7b01" as PersonId;
export const BRAM = "9e4f2b31-6c7d-4a18-b2c3-1d0e9f8a7b02" as PersonId;
export const MORNING = "2026-11-23T06:50:00.000Z" as Instant;
export const MONDAY = "2026-11-23" as SchoolDay;
/** A word that must not be found at rest. */
export const PLANTED = "waterpokken";

/** What the tests say to a stream of absences. */
export type Say =
  | { say: "report"; pupil?: PupilId; reason?: string | null }
  /** Only the first one in the stream is accepted. */
  | { say: "first" }
  | { say: "nothing" }
  | { say: "never" };
export type Said = string[];
export type No = { refused: "taken"; by: number } | { refused: "never" };

const report = (pupil: PupilId, reason: string | null): EventOf<"absence"> =>
  SickReported.of({ pupil, from: MONDAY, back: null, reason });

/** The reasons so far, as the simplest state that shows every event and its order. */
export const reasons: Decider<"absence", Say, Said, No> = {
  category: "absence",
  start: [],
  evolve: (state, event) => [...state, "reason" in event.data ? JSON.stringify(event.data.reason) : event.type],
  decide(command, state) {
    switch (command.say) {
      case "report":
        return [report(command.pupil ?? NOOR, command.reason ?? null)];
      case "first":
        return state.length === 0 ? [report(NOOR, null)] : { refused: "taken", by: state.length };
      case "nothing":
        return [];
      case "never":
        return { refused: "never" };
    }
  },
};

export type Intent = {
  school: SchoolId;
  id: string;
  by: Actor;
  at: Instant;
  key: string;
  correlation: string;
};
export const intent = (key: string, more: Partial<Intent> = {}): Intent => ({
  school: KIEZELBOOM,
  id: NOOR,
  by: ANNA,
  at: MORNING,
  key,
  correlation: "request-1",
  ...more,
});

export type WorldOptions = { hooks?: Hooks; keyHooks?: Hooks; ids?: Partial<Ids>; over?: (table: Table) => Table };

/** The store's ports on memory; `over` may put something between the store and its table. */
export const makeWorld = ({ hooks, keyHooks, ids, over = (table) => table }: WorldOptions = {}) => {
  const clock = makeMemoryClock(MORNING);
  const store = new MemoryStore({ sortKey: "number", indexes: ["registry"], ...(hooks ? { hooks } : {}) });
  const keyStore = new MemoryStore(keyHooks ? { hooks: keyHooks } : {});
  const random = makeMemoryRandom();
  const kms = makeMemoryKms(random);
  /** The keys of one container: each has a memory of its own. */
  const container = () => makeKeys({ table: tableOf(keyStore), kms, clock, random });
  const ports = {
    events: over(tableOf(store)),
    keys: container(),
    clock,
    ids: { ...makeMemoryIds(), ...ids },
  };
  return { ports, clock, store, keyStore, kms, container };
};
