import { describe, expect, it } from "@jest/globals";
import type { Json } from "#shared/ports/table.ts";
import {
  GENERATIONS_REST_MS,
  headKey,
  makeGenerations,
  makeViews,
  pointerKey,
  rowsKey,
  type ViewRow,
} from "#shared/store/views.ts";
import { makeMemoryClock } from "../memory/clock.ts";
import { MemoryStore, tableOf } from "../memory/table.ts";
import { ELSEWHERE, KIEZELBOOM } from "./world.ts";

const makeWorld = () => {
  const reads: string[] = [];
  const store = new MemoryStore({ hooks: { before: (operation) => reads.push(operation) }, pageBytes: 400 });
  const clock = makeMemoryClock();
  const table = tableOf(store);
  const write = (generation: number, list: string, key: string, data?: Json, school = KIEZELBOOM) =>
    store.put(
      { pk: rowsKey("roster", generation, school, list), sk: key, rev: 1, ...(data === undefined ? {} : { data }) },
      "absent",
    );
  const point = (rev: number, live: number, building?: number | null) =>
    store.put({ ...pointerKey("roster"), rev, live, ...(building === undefined ? {} : { building }) }, "anything");
  return {
    store,
    clock,
    reads,
    write,
    point,
    views: makeViews({ table, clock }),
    generations: makeGenerations({ table, clock }),
  };
};

const all = async (rows: AsyncGenerator<ViewRow>): Promise<ViewRow[]> => {
  const found: ViewRow[] = [];
  for await (const row of rows) found.push(row);
  return found;
};

describe("keys of views", () => {
  it("name view, generation, school and list", () => {
    expect(rowsKey("roster", 3, KIEZELBOOM, "group/5")).toBe(`roster@3/${KIEZELBOOM}/group/5`);
    expect(headKey("roster", 3, KIEZELBOOM, "pupil/1")).toStrictEqual({
      pk: `roster@3/${KIEZELBOOM}/#pupil/1`,
      sk: "head",
    });
    expect(pointerKey("roster")).toStrictEqual({ pk: "pointer/roster", sk: "live" });
  });
});

describe("generations", () => {
  it("are the first one alone when there is no pointer yet", async () => {
    expect(await makeWorld().generations("roster")).toStrictEqual({ live: 1, building: null });
  });

  it("are what the pointer says", async () => {
    for (const [building, read] of [
      [4, 4],
      [null, null],
      [undefined, null],
    ] as const) {
      const { generations, point } = makeWorld();
      point(1, 3, building);
      expect(await generations("roster")).toStrictEqual({ live: 3, building: read });
    }
  });

  it("rest for five seconds, each view's by itself", async () => {
    const { generations, point, clock, reads } = makeWorld();
    expect(GENERATIONS_REST_MS).toBe(5_000);
    await generations("roster");
    point(1, 2);
    reads.length = 0;
    clock.advance(GENERATIONS_REST_MS - 1);
    expect(await generations("roster")).toStrictEqual({ live: 1, building: null });
    expect(reads).toStrictEqual([]);
    await generations("boards");
    expect(reads).toStrictEqual(["get"]);
    clock.advance(1);
    expect(await generations("roster")).toStrictEqual({ live: 2, building: null });
    expect(reads).toStrictEqual(["get", "get"]);
  });
});

describe("views", () => {
  it("read one row, or null", async () => {
    const { views, write } = makeWorld();
    write(1, "pupils", "a", { name: "a" });
    write(1, "pupils", "bare");
    write(1, "pupils", "none", null);
    expect(await views.row("roster", KIEZELBOOM, "pupils", "a")).toStrictEqual({ name: "a" });
    for (const key of ["b", "bare", "none"]) expect(await views.row("roster", KIEZELBOOM, "pupils", key)).toBeNull();
    expect(await views.row("roster", ELSEWHERE, "pupils", "a")).toBeNull();
    expect(await views.row("roster", KIEZELBOOM, "others", "a")).toBeNull();
    expect(await views.row("boards", KIEZELBOOM, "pupils", "a")).toBeNull();
  });

  it("read a whole list in its order, over pages, and no other", async () => {
    const { views, write, reads } = makeWorld();
    const keys = Array.from({ length: 12 }, (_, at) => `k${10 + at}`);
    for (const key of keys.toReversed()) write(1, "pupils", key, { key });
    write(1, "pupils", "last");
    write(1, "pupils2", "x", 1);
    write(2, "pupils", "x", 1);
    write(1, "pupils", "x", 1, ELSEWHERE);
    const rows = [...keys.map((key) => ({ key, data: { key } })), { key: "last", data: null }];
    reads.length = 0;
    expect(await views.list("roster", KIEZELBOOM, "pupils")).toStrictEqual(rows);
    expect(reads.filter((read) => read === "query").length).toBeGreaterThan(1);
    expect(await all(views.each("roster", KIEZELBOOM, "pupils"))).toStrictEqual(rows);
    expect(await views.list("roster", KIEZELBOOM, "nobody")).toStrictEqual([]);
  });

  it("read many rows at once, leaving out what is not there", async () => {
    const { views, write, reads } = makeWorld();
    write(1, "pupils", "a", 1);
    write(1, "pupils", "b");
    write(1, "groups", "c", 3);
    write(2, "groups", "d", 4);
    const wanted = [
      { list: "pupils", key: "a" },
      { list: "pupils", key: "b" },
      { list: "groups", key: "c" },
      { list: "groups", key: "d" },
      { list: "pupils", key: "c" },
    ];
    reads.length = 0;
    const rows = await views.batch("roster", KIEZELBOOM, wanted);
    // The pointer is read once, not once a row.
    expect(reads).toStrictEqual(["get", "batchGet"]);
    expect(rows.sort((one, other) => (one.key < other.key ? -1 : 1))).toStrictEqual([
      { key: "a", data: 1 },
      { key: "b", data: null },
      { key: "c", data: 3 },
    ]);
    expect(await views.batch("roster", KIEZELBOOM, [])).toStrictEqual([]);
  });

  it("read the live generation, never the one being built", async () => {
    const { views, write, point, clock } = makeWorld();
    write(1, "pupils", "a", "old");
    write(2, "pupils", "a", "new");
    point(1, 1, 2);
    const read = async () => [
      await views.row("roster", KIEZELBOOM, "pupils", "a"),
      (await views.list("roster", KIEZELBOOM, "pupils")).map(({ data }) => data).join(),
      (await views.batch("roster", KIEZELBOOM, [{ list: "pupils", key: "a" }])).map(({ data }) => data).join(),
    ];
    expect(await read()).toStrictEqual(["old", "old", "old"]);
    point(2, 2, null);
    expect(await read()).toStrictEqual(["old", "old", "old"]);
    clock.advance(GENERATIONS_REST_MS);
    expect(await read()).toStrictEqual(["new", "new", "new"]);
  });
});
