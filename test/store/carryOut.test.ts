import { describe, expect, it } from "@jest/globals";
import type { PersonId } from "#events/ids.ts";
import { ERASED } from "#events/sealed.ts";
import type { Instant } from "#events/time.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { Item } from "#shared/ports/table.ts";
import { type Carried, carryOut, type StorePorts } from "#shared/store/carryOut.ts";
import { faultOf } from "../contracts/faultOf.ts";
import type { Operation } from "../memory/table.ts";
import {
  ANNA,
  BRAM,
  ELSEWHERE,
  type Intent,
  intent,
  KIEZELBOOM,
  MONDAY,
  MORNING,
  makeWorld,
  NOOR,
  type No,
  PLANTED,
  reasons,
  SAM,
  type Said,
  type Say,
} from "./world.ts";

type Answer = Carried<Said, No>;
type Accepted = Extract<Answer, { state: Said }>;
type More = { fresh?: boolean };

const say = (ports: StorePorts, command: Say, to: Intent & More): Promise<Answer> =>
  carryOut(ports, reasons, command, to);

const accepted = (answer: Answer): Accepted => {
  if ("refused" in answer) throw new Error(`refused: ${answer.refused}`);
  return answer;
};
const LATER = "2026-11-23T07:00:00.000Z" as Instant;
const PK = `${KIEZELBOOM}#absence/${NOOR}`;
const commandsIn = (items: Item[]) => items.map(({ sk, base, command }) => [sk, base, command]);

/** A hook that throws these, one for each time the operation is done. */
const faults = (operation: Operation, ...kinds: (Fault["kind"] | null)[]) => {
  const left = [...kinds];
  return (done: Operation) => {
    const kind = done === operation ? left.shift() : null;
    if (kind) throw new Fault(kind, "table");
  };
};

describe("a command", () => {
  it("becomes one commit", async () => {
    const { ports, store } = makeWorld();
    const answer = await say(ports, { say: "report", reason: null }, intent("k1"));
    const recorded = {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      school: KIEZELBOOM,
      stream: `absence/${NOOR}`,
      version: 1,
      at: MORNING,
      by: ANNA,
      correlation: "request-1",
      causation: `${ANNA}:k1`,
      type: "SickReported",
      schema: 1,
      data: { pupil: NOOR, from: MONDAY, back: null, reason: null },
    };
    expect(answer).toStrictEqual({
      state: ["null"],
      version: 1,
      events: [recorded],
      past: [],
      at: MORNING,
      repeated: false,
    });
    expect(store.all()).toStrictEqual([
      {
        pk: PK,
        sk: 1,
        rev: 1,
        base: 0,
        command: `${ANNA}:k1`,
        at: MORNING,
        by: ANNA,
        events: [recorded],
        registry: expect.stringMatching(/^streams\/\d+$/),
      },
    ]);
  });

  it("follows the ones before it, and is told what they were", async () => {
    const { ports, store } = makeWorld();
    const first = accepted(await say(ports, { say: "report", reason: "koorts" }, intent("k1")));
    const second = accepted(
      await say(ports, { say: "report", reason: "beter" }, intent("k2", { by: BRAM, at: LATER })),
    );
    expect(second).toStrictEqual({
      state: ['"koorts"', '"beter"'],
      version: 2,
      events: [expect.objectContaining({ version: 2, by: BRAM, at: LATER, causation: `${BRAM}:k2` })],
      past: first.events,
      at: LATER,
      repeated: false,
    });
    expect(commandsIn(store.all())).toStrictEqual([
      [1, 0, `${ANNA}:k1`],
      [2, 1, `${BRAM}:k2`],
    ]);
    expect(store.all().map((item) => "registry" in item)).toStrictEqual([true, false]);
  });

  it("that breaks a rule writes nothing, and may be decided anew", async () => {
    const { ports, store } = makeWorld();
    expect(await say(ports, { say: "never" }, intent("k1"))).toStrictEqual({ refused: "never" });
    expect(store.all()).toStrictEqual([]);
    expect(accepted(await say(ports, { say: "report" }, intent("k1"))).repeated).toBe(false);
    expect(await say(ports, { say: "first" }, intent("k2"))).toStrictEqual({ refused: "taken", by: 1 });
    expect(store.all()).toHaveLength(1);
  });

  it("with a new id reads nothing first", async () => {
    const done: Operation[] = [];
    const { ports } = makeWorld({ hooks: { before: (operation) => done.push(operation) } });
    await say(ports, { say: "report" }, { ...intent("k1"), fresh: true });
    expect(done).toStrictEqual(["put"]);
    done.length = 0;
    await say(ports, { say: "report" }, intent("k2"));
    expect(done).toStrictEqual(["query", "put"]);
  });

  it("with an id that was not new after all reads and decides again", async () => {
    const { ports, clock, store } = makeWorld();
    await say(ports, { say: "report" }, intent("k1"));
    const again = await clock.settle(say(ports, { say: "first" }, { ...intent("k2"), fresh: true }));
    expect(again).toStrictEqual({ refused: "taken", by: 1 });
    const third = accepted(await clock.settle(say(ports, { say: "report" }, { ...intent("k3"), fresh: true })));
    expect([third.version, third.past.length, third.repeated]).toStrictEqual([2, 1, false]);
    expect(store.all()).toHaveLength(2);
  });
});

describe("the same key again", () => {
  it("is answered as the first time, whatever came after it", async () => {
    const { ports, store } = makeWorld();
    await say(ports, { say: "report", reason: "eerst" }, intent("k0"));
    const first = accepted(await say(ports, { say: "report", reason: "koorts" }, intent("k1")));
    await say(ports, { say: "report", reason: "later" }, intent("k2"));
    const again = await say(ports, { say: "report", reason: "anders" }, intent("k1", { at: LATER, correlation: "r2" }));
    expect(again).toStrictEqual({ ...first, repeated: true });
    expect(store.all()).toHaveLength(3);
  });

  it("is answered the same when nothing had changed, though it would now", async () => {
    const { ports, store } = makeWorld();
    const first = await say(ports, { say: "nothing" }, intent("k1"));
    expect(first).toStrictEqual({ state: [], version: 0, events: [], past: [], at: MORNING, repeated: false });
    expect(commandsIn(store.all())).toStrictEqual([[1, 0, `${ANNA}:k1`]]);
    await say(ports, { say: "report" }, intent("k2"));
    const again = await say(ports, { say: "report" }, intent("k1", { at: LATER }));
    expect(again).toStrictEqual({ ...(first as Accepted), repeated: true });
    expect(commandsIn(store.all())).toStrictEqual([
      [1, 0, `${ANNA}:k1`],
      [2, 0, `${ANNA}:k2`],
    ]);
  });

  it("is answered though its command would now be refused", async () => {
    const { ports } = makeWorld();
    const first = accepted(await say(ports, { say: "first" }, intent("k1")));
    expect(await say(ports, { say: "first" }, intent("k1"))).toStrictEqual({ ...first, repeated: true });
  });

  it("of another person, or for another stream, is another command", async () => {
    const { ports, store } = makeWorld();
    for (const other of [{}, { by: BRAM }, { id: SAM }, { school: ELSEWHERE }])
      expect(accepted(await say(ports, { say: "report" }, intent("k1", other))).repeated).toBe(false);
    expect(store.all()).toHaveLength(4);
  });

  it("twice at once is one commit and one answer", async () => {
    const { ports, clock, store } = makeWorld();
    for (const fresh of [true, false]) {
      const to = { ...intent(`k-${fresh}`), fresh };
      const [one, other] = await clock.settle(
        Promise.all([say(ports, { say: "report" }, to), say(ports, { say: "report" }, to)]),
      );
      expect([accepted(one), accepted(other)].map(({ repeated }) => repeated).sort()).toStrictEqual([false, true]);
      expect({ ...accepted(one), repeated: null }).toStrictEqual({ ...accepted(other), repeated: null });
    }
    expect(store.all()).toHaveLength(2);
  });
});

describe("a lost answer", () => {
  it("after the write is found to be our own", async () => {
    const { ports, clock, store } = makeWorld({ hooks: { after: faults("put", "lost") } });
    const answer = accepted(await clock.settle(say(ports, { say: "report", reason: "koorts" }, intent("k1"))));
    const events = store.all()[0]?.events as unknown as { id: string }[];
    expect([answer.repeated, answer.state, answer.version, answer.at]).toStrictEqual([true, ['"koorts"'], 1, MORNING]);
    expect(answer.events.map(({ id }) => id)).toStrictEqual(events.map(({ id }) => id));
    expect(store.all()).toHaveLength(1);
  });

  it.each(["lost", "throttled"] as const)("before the write (%s): decided again, written once", async (kind) => {
    const { ports, clock, store } = makeWorld({ hooks: { before: faults("put", kind, kind, kind) } });
    const answer = accepted(await clock.settle(say(ports, { say: "report" }, intent("k1"))));
    expect([answer.repeated, answer.version, answer.past]).toStrictEqual([false, 1, []]);
    expect(commandsIn(store.all())).toStrictEqual([[1, 0, `${ANNA}:k1`]]);
  });

  it("after the write, with others behind it, is still answered from its own place", async () => {
    const { ports, clock, store } = makeWorld({
      hooks: { after: faults("put", null, "lost", null) },
      over: (table) => ({
        ...table,
        put: async (item, expect) => {
          try {
            return await table.put(item, expect);
          } catch (error) {
            await table.put({ ...item, sk: 3, base: 2, command: `${BRAM}:k9`, events: [] }, "absent");
            throw error;
          }
        },
      }),
    });
    const before = accepted(await say(ports, { say: "report", reason: "a" }, intent("k1")));
    const answer = accepted(await clock.settle(say(ports, { say: "report", reason: "b" }, intent("k2"))));
    expect([answer.repeated, answer.state, answer.version]).toStrictEqual([true, ['"a"', '"b"'], 2]);
    expect(answer.past).toStrictEqual(before.events);
    expect(commandsIn(store.all())).toHaveLength(3);
  });

  it("that the table client itself tried again, and was refused for its own item, is our own", async () => {
    let reads = 0;
    const { ports, clock, store } = makeWorld({
      hooks: {
        before: (operation) => {
          if (operation === "query") reads += 1;
        },
      },
      // The first answer is lost inside the client; its second try meets the item of the first.
      over: (table) => ({
        ...table,
        async put(item, expect) {
          await table.put(item, expect);
          return table.put(item, expect);
        },
      }),
    });
    const answer = accepted(await say(ports, { say: "report", reason: "koorts" }, { ...intent("k1"), fresh: true }));
    expect([answer.repeated, answer.state, answer.version, answer.past]).toStrictEqual([true, ['"koorts"'], 1, []]);
    expect(answer.events).toStrictEqual([expect.objectContaining({ version: 1, causation: `${ANNA}:k1` })]);
    expect([reads, clock.now(), store.all().length]).toStrictEqual([0, MORNING, 1]);
  });

  it.each(["lost", "throttled"] as const)("for 5 s (%s) is told as the fault it is", async (kind) => {
    let tries = 0;
    const { ports, clock, store } = makeWorld({
      hooks: {
        before: (operation) => {
          if (operation !== "put") return;
          tries += 1;
          throw new Fault(kind, "table put");
        },
      },
      ids: { draw: () => 1 },
    });
    await faultOf(clock.settle(say(ports, { say: "report" }, intent("k1"))), kind);
    // 20 + 40 + 80 + 160 + 320 = 620, then 400 each: 620 + 11 × 400 = 5,020.
    expect(Date.parse(clock.now()) - Date.parse(MORNING)).toBe(5_020);
    expect(tries).toBe(17);
    expect(store.all()).toStrictEqual([]);
  });

  it("is waited for up to the last millisecond and not after", async () => {
    let tries = 0;
    let draws = 0;
    const { ports, clock } = makeWorld({
      hooks: {
        before: (operation) => {
          if (operation !== "put") return;
          tries += 1;
          throw new Fault("lost", "table put");
        },
      },
      // 620 + 10 × 400 = 4,620, and then 380 makes 5,000.
      ids: {
        draw: () => {
          draws += 1;
          return draws === 16 ? 0.95 : 1;
        },
      },
    });
    await faultOf(clock.settle(say(ports, { say: "report" }, intent("k1"))), "lost");
    expect([Date.parse(clock.now()) - Date.parse(MORNING), tries]).toStrictEqual([5_000, 17]);
  });

  it("of a read is told at once; so is a refused write, and what is no fault", async () => {
    const reading = makeWorld({ hooks: { before: faults("query", "lost") } });
    await faultOf(say(reading.ports, { say: "report" }, intent("k1")), "lost");
    const refused = makeWorld({ hooks: { before: faults("put", "refused") } });
    await faultOf(say(refused.ports, { say: "report" }, intent("k1")), "refused");
    const broken = makeWorld({
      over: (table) => ({ ...table, put: () => Promise.reject(new Error("a bug")) }),
    });
    await expect(say(broken.ports, { say: "report" }, intent("k1"))).rejects.toThrow("a bug");
    for (const { clock, store } of [reading, refused, broken])
      expect([clock.now(), store.all()]).toStrictEqual([MORNING, []]);
  });
});

describe("a race", () => {
  const writers = Array.from({ length: 50 }, (_, at) => `00000000-0000-4000-8000-0000000000${10 + at}` as PersonId);

  it("of fifty leaves no hole, loses none and tells each its own place", async () => {
    const { ports, clock, store } = makeWorld();
    const answers = await clock.settle(
      Promise.all(writers.map((by) => say(ports, { say: "report", reason: by }, intent("k1", { by })))),
    );
    const places = answers.map((answer) => accepted(answer).version);
    expect(places.toSorted((one, other) => one - other)).toStrictEqual(writers.map((_, at) => at + 1));
    const commits = store.all();
    expect(commits.map(({ sk, base }) => [sk, base])).toStrictEqual(writers.map((_, at) => [at + 1, at]));
    expect(commits.map(({ by }) => by).sort()).toStrictEqual(writers);
    for (const [at, answer] of answers.entries()) {
      const { version, state, past, events, repeated } = accepted(answer);
      expect([state.length, past.length, repeated]).toStrictEqual([version, version - 1, false]);
      expect(state.at(-1)).toBe(JSON.stringify(writers[at]));
      expect([...past, ...events].map((event) => event.version)).toStrictEqual(state.map((_, place) => place + 1));
    }
    expect(Date.parse(clock.now()) - Date.parse(MORNING)).toBeLessThan(5_000);
  });

  it("of fifty for one place has one winner; the others are told who holds it", async () => {
    const { ports, clock, store } = makeWorld();
    const answers = await clock.settle(
      Promise.all(writers.map((by) => say(ports, { say: "first" }, intent("k1", { by, id: SAM })))),
    );
    expect(answers.filter((answer) => !("refused" in answer))).toHaveLength(1);
    expect(answers.filter((answer) => "refused" in answer)).toStrictEqual(
      Array.from({ length: 49 }, () => ({ refused: "taken", by: 1 })),
    );
    expect(store.all()).toHaveLength(1);
  });

  /** Somebody else is always a moment earlier. */
  const alwaysLate = (draw: (kind: string) => number) => {
    let rivals = 0;
    const world = makeWorld({
      ids: { draw },
      over: (table) => ({
        ...table,
        async put(item, expect) {
          rivals += 1;
          await table.put({ ...item, command: `${BRAM}:rival-${rivals}`, events: [] }, "absent");
          return table.put(item, expect);
        },
      }),
    });
    return { ...world, tries: () => rivals };
  };

  it("that is lost for 5 s ends busy, and wrote nothing", async () => {
    const { ports, clock, store, tries } = alwaysLate(() => 1);
    expect(await clock.settle(say(ports, { say: "report" }, intent("k1")))).toStrictEqual({ refused: "busy" });
    expect(Date.parse(clock.now()) - Date.parse(MORNING)).toBe(5_020);
    expect(tries()).toBe(17);
    expect(store.all().map(({ command }) => command)).toStrictEqual(
      Array.from({ length: 17 }, (_, at) => `${BRAM}:rival-${at + 1}`),
    );
  });

  it("is tried again up to the last millisecond and not after", async () => {
    // 20 + 40 + 80 + 160 + 320 = 620, 10 × 400 = 4,620, and then 380 makes 5,000.
    let draws = 0;
    const { ports, clock, tries } = alwaysLate(() => (++draws === 16 ? 0.95 : 1));
    expect(await clock.settle(say(ports, { say: "report" }, intent("k1")))).toStrictEqual({ refused: "busy" });
    expect([Date.parse(clock.now()) - Date.parse(MORNING), tries()]).toStrictEqual([5_000, 17]);
    draws = 0;
    const before = alwaysLate(() => (++draws === 16 ? 0.9475 : 1));
    await before.clock.settle(say(before.ports, { say: "report" }, intent("k1")));
    expect([Date.parse(before.clock.now()) - Date.parse(MORNING), before.tries()]).toStrictEqual([5_399, 18]);
  });

  it("waits a part, by chance, of a time that doubles", async () => {
    const slept: number[] = [];
    const kinds = new Set<string>();
    const { ports, clock } = alwaysLate((kind) => {
      kinds.add(kind);
      return 0.5;
    });
    const sleep = (ms: number) => {
      slept.push(ms);
      return clock.sleep(ms);
    };
    const noting = { ...clock, sleep };
    await clock.settle(say({ ...ports, clock: noting }, { say: "report" }, intent("k1")));
    expect(slept.slice(0, 7)).toStrictEqual([10, 20, 40, 80, 160, 200, 200]);
    expect(new Set(slept.slice(5))).toStrictEqual(new Set([200]));
    expect([...kinds]).toStrictEqual(["conflict"]);
  });

  it("reads only what is new", async () => {
    const after: unknown[] = [];
    let isFirst = true;
    const { ports, clock } = makeWorld({
      over: (table) => ({
        ...table,
        query: (pk, options) => {
          after.push(options?.after);
          return table.query(pk, options);
        },
        async put(item, expect) {
          if (isFirst && item.sk === 3) await table.put({ ...item, command: `${BRAM}:rival`, events: [] }, "absent");
          if (item.sk === 3) isFirst = false;
          return table.put(item, expect);
        },
      }),
    });
    await say(ports, { say: "report" }, intent("k1"));
    await say(ports, { say: "report" }, intent("k2"));
    after.length = 0;
    const third = accepted(await clock.settle(say(ports, { say: "report" }, intent("k3"))));
    expect(after).toStrictEqual([undefined, 2]);
    expect([third.version, third.past.map(({ version }) => version)]).toStrictEqual([3, [1, 2]]);
  });
});

describe("text about people", () => {
  it("is nowhere at rest in the clear", async () => {
    const { ports, store, keyStore } = makeWorld();
    const answer = accepted(await say(ports, { say: "report", reason: PLANTED }, intent("k1")));
    expect(answer.state).toStrictEqual([`"${PLANTED}"`]);
    const atRest = JSON.stringify([store.all(), keyStore.all()]);
    expect(atRest).not.toContain(PLANTED);
    expect(Buffer.from(atRest, "base64").includes(PLANTED)).toBe(false);
    expect(atRest).toContain('"reason":{"sealed":"');
  });

  it("is erased in the past of whoever comes after, and in a repeated answer", async () => {
    const { ports } = makeWorld();
    const first = accepted(await say(ports, { say: "report", reason: PLANTED }, intent("k1")));
    await ports.keys.erase(KIEZELBOOM, NOOR);
    const again = accepted(await say(ports, { say: "report", reason: PLANTED }, intent("k1")));
    const erased = first.events.map((event) => ({ ...event, data: { ...event.data, reason: ERASED } }));
    expect(again).toStrictEqual({ ...first, state: ['{"erased":true}'], events: erased, repeated: true });
    const next = accepted(await say(ports, { say: "report", reason: "nieuw" }, intent("k2")));
    expect(next.past).toStrictEqual(erased);
    expect(next.state).toStrictEqual(['{"erased":true}', '"nieuw"']);
  });

  it("of one pupil stays when another is erased", async () => {
    const { ports } = makeWorld();
    await say(ports, { say: "report", reason: "een", pupil: NOOR }, intent("k1"));
    await say(ports, { say: "report", reason: "twee", pupil: SAM }, intent("k2"));
    await ports.keys.erase(KIEZELBOOM, NOOR);
    const next = accepted(await say(ports, { say: "nothing" }, intent("k3")));
    expect(next.state).toStrictEqual(['{"erased":true}', '"twee"']);
  });
});
