import { describe, expect, it } from "@jest/globals";
import {
  appendCommit,
  fromItem,
  REGISTRY_SHARDS,
  readCommits,
  registryKey,
  streamKey,
  toItem,
} from "#shared/store/commits.ts";
import type { Commit } from "#shared/store/stored.ts";
import { storedEvents } from "../contracts/storedEvents.ts";
import { MemoryStore, tableOf } from "../memory/table.ts";
import { ANNA, ELSEWHERE, KIEZELBOOM, MORNING, NOOR, SAM } from "./world.ts";

const STREAM = `absence/${NOOR}`;
const commit = (number: number, more: Partial<Commit> = {}): Commit => ({
  school: KIEZELBOOM,
  stream: STREAM,
  number,
  base: number - 1,
  command: `${ANNA}:k${number}`,
  at: MORNING,
  by: ANNA,
  events: storedEvents(1),
  ...more,
});

const makeTable = () => {
  const store = new MemoryStore({ sortKey: "number", indexes: ["registry"] });
  return { store, table: tableOf(store) };
};

describe("a commit in the table", () => {
  it("comes back as it was", () => {
    for (const one of [commit(1), commit(2), commit(7, { events: [], base: 40 }), commit(1, { stream: "look/a#b" })])
      expect(fromItem(toItem(one))).toStrictEqual(one);
  });

  it("lies under its school and stream, and only the first is in the registry", () => {
    expect(streamKey(KIEZELBOOM, STREAM)).toBe(`${KIEZELBOOM}#absence/${NOOR}`);
    const { registry, ...first } = toItem(commit(1));
    expect(registry).toBe("streams/12");
    expect(first).toStrictEqual({
      pk: `${KIEZELBOOM}#absence/${NOOR}`,
      sk: 1,
      rev: 1,
      base: 0,
      command: `${ANNA}:k1`,
      at: MORNING,
      by: ANNA,
      events: storedEvents(1),
    });
    expect("registry" in toItem(commit(2))).toBe(false);
  });

  it("spreads streams over all shards, always the same way", () => {
    const shards = Array.from({ length: 800 }, (_, at) =>
      String(toItem(commit(1, { stream: `pupil/${at}` })).registry),
    );
    const known = Array.from({ length: REGISTRY_SHARDS }, (_, shard) => registryKey(shard));
    expect(known.slice(0, 2)).toStrictEqual(["streams/0", "streams/1"]);
    expect([...new Set(shards)].sort()).toStrictEqual(known.toSorted());
    for (const shard of known) expect(shards.filter((one) => one === shard).length).toBeGreaterThan(20);
    expect(REGISTRY_SHARDS).toBe(16);
  });
});

describe("reading a stream", () => {
  it("gives its commits in order, all or those after one, and of no other stream", async () => {
    const { store, table } = makeTable();
    for (const number of [10, 2, 1, 9, 3, 4, 5, 6, 7, 8]) store.put(toItem(commit(number)), "absent");
    store.put(toItem(commit(1, { stream: `absence/${SAM}` })), "absent");
    store.put(toItem(commit(1, { school: ELSEWHERE })), "absent");
    const numbers = async (after?: number) =>
      (await readCommits(table, KIEZELBOOM, STREAM, after)).map(({ number }) => number);
    expect(await numbers()).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await numbers(0)).toHaveLength(10);
    expect(await numbers(1)).toStrictEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await numbers(9)).toStrictEqual([10]);
    expect(await numbers(10)).toStrictEqual([]);
    expect(await readCommits(table, ELSEWHERE, STREAM)).toStrictEqual([commit(1, { school: ELSEWHERE })]);
  });

  it("goes on over pages", async () => {
    const { store, table } = makeTable();
    for (let number = 1; number <= 5; number++)
      store.put(toItem(commit(number, { events: storedEvents(1, 300_000) })), "absent");
    expect(store.query(streamKey(KIEZELBOOM, STREAM)).items.length).toBeLessThan(5);
    expect((await readCommits(table, KIEZELBOOM, STREAM)).map(({ number }) => number)).toStrictEqual([1, 2, 3, 4, 5]);
  });
});

describe("appending", () => {
  it("writes into a free place, and answers who holds a taken one", async () => {
    const { store, table } = makeTable();
    expect(await appendCommit(table, commit(1))).toBe("written");
    expect(await appendCommit(table, commit(1, { command: "late" }))).toStrictEqual({ taken: commit(1) });
    expect(store.all()).toStrictEqual([toItem(commit(1))]);
  });

  it("answers null for a place whose holder is gone", async () => {
    const { table } = makeTable();
    const gone = { ...table, put: async () => ({ conflict: null }) };
    expect(await appendCommit(gone, commit(1))).toStrictEqual({ taken: null });
  });
});
