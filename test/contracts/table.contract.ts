import { describe, expect, it } from "@jest/globals";
import { BadCursor } from "#shared/ports/badCursor.ts";
import type { Fault } from "#shared/ports/fault.ts";
import { type Item, type Key, queryAll, type Table } from "#shared/ports/table.ts";
import { eventually } from "./eventually.ts";
import { faultOf } from "./faultOf.ts";

export type TableShape = { sortKey: "string" | "number"; indexes: ("registry" | "inbox")[] };
export type MakeTable = (shape: TableShape) => Promise<Table>;

const KB = 1024;
const MOST_ITEM_BYTES = 400 * KB;

const text = (pk: string, sk: string, more: Record<string, Item[string]> = {}): Item => ({ pk, sk, rev: 1, ...more });
const wide = (sk: number, bytes: number): Item => ({ pk: "wide", sk, rev: 1, text: "x".repeat(bytes) });

/** An item of exactly so many bytes as DynamoDB counts them: `pk` 2 + 1, `sk` 2 + 1, `rev` 3 + 2, and the name. */
const itemOf = (bytes: number, name = "text"): Item =>
  text("a", "b", { [name]: "x".repeat(bytes - 11 - Buffer.byteLength(name)) });

const refused = (work: Promise<unknown>) => faultOf(work, "refused");

const all = async (items: AsyncGenerator<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const put = async (table: Table, ...items: Item[]): Promise<void> => {
  for (const item of items) expect(await table.put(item, "absent")).toBe("written");
};

const bySk = (one: Item, other: Item): number => (one.sk < other.sk ? -1 : 1);

/** A cursor as a caller could write it. */
const forged = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

const indexed = async (table: Table, index: string, pk: string, count: number): Promise<Item[]> =>
  (
    await eventually(
      () => table.index(index, pk),
      ({ items }) => items.length === count,
    )
  ).items;

const items = (make: () => Promise<Table>) => {
  it("answers null for an item that is not there", async () => {
    expect(await (await make()).get({ pk: "a", sk: "b" })).toBeNull();
  });

  it("keeps every kind of value as it was", async () => {
    const table = await make();
    const item = text("a", "b", {
      nothing: null,
      no: false,
      yes: true,
      zero: 0,
      tenth: 0.1,
      small: -1.5e-7,
      large: Number.MAX_SAFE_INTEGER,
      empty: "",
      words: "één schooldag \u0000 日本 😀",
      list: [1, "two", [null, {}], []],
      map: { deep: { deeper: ["x"] }, empty: {} },
    });
    await put(table, item);
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual(item);
  });

  it("never stores undefined, and knows no negative zero", async () => {
    const table = await make();
    await put(table, text("a", "b", { gone: undefined, in: { gone: undefined, stays: 1 }, zero: -0 }));
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual(text("a", "b", { in: { stays: 1 }, zero: 0 }));
  });

  it("shares nothing with whoever wrote or read", async () => {
    const table = await make();
    const list = ["one"];
    const item = text("a", "b", { list });
    await put(table, item);
    list.push("two");
    const read = await table.get({ pk: "a", sk: "b" });
    expect(read?.list).toStrictEqual(["one"]);
    (read?.list as unknown as string[] | undefined)?.push("three");
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual(text("a", "b", { list: ["one"] }));
  });

  it("replaces the whole item", async () => {
    const table = await make();
    await put(table, text("a", "b", { old: 1 }));
    expect(await table.put({ pk: "a", sk: "b", rev: 2, fresh: 1 }, "anything")).toBe("written");
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual({ pk: "a", sk: "b", rev: 2, fresh: 1 });
  });
};

const conditions = (make: () => Promise<Table>) => {
  it("writes on `absent` only where nothing is, and answers what is there", async () => {
    const table = await make();
    const first = text("a", "b", { by: "first" });
    expect(await table.put(first, "absent")).toBe("written");
    expect(await table.put(text("a", "b", { by: "second" }), "absent")).toStrictEqual({ conflict: first });
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual(first);
    expect(await table.put(text("a", "c"), "absent")).toBe("written");
  });

  it("writes on exactly the revision that is there", async () => {
    const table = await make();
    expect(await table.put({ pk: "a", sk: "b", rev: 2 }, { rev: 1 })).toStrictEqual({ conflict: null });
    expect(await table.get({ pk: "a", sk: "b" })).toBeNull();
    await put(table, text("a", "b"));
    expect(await table.put({ pk: "a", sk: "b", rev: 2 }, { rev: 1 })).toBe("written");
    expect(await table.put({ pk: "a", sk: "b", rev: 3, late: true }, { rev: 1 })).toStrictEqual({
      conflict: { pk: "a", sk: "b", rev: 2 },
    });
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual({ pk: "a", sk: "b", rev: 2 });
  });

  it("removes on the same conditions", async () => {
    const table = await make();
    const key = { pk: "a", sk: "b" };
    expect(await table.remove(key, "anything")).toBe("written");
    expect(await table.remove(key, "absent")).toBe("written");
    expect(await table.remove(key, { rev: 1 })).toStrictEqual({ conflict: null });
    await put(table, text("a", "b"));
    expect(await table.remove(key, { rev: 2 })).toStrictEqual({ conflict: text("a", "b") });
    expect(await table.remove(key, "absent")).toStrictEqual({ conflict: text("a", "b") });
    expect(await table.get(key)).toStrictEqual(text("a", "b"));
    expect(await table.remove(key, { rev: 1 })).toBe("written");
    expect(await table.get(key)).toBeNull();
  });

  it("lets one of fifty writers win and tells the others who it was", async () => {
    const table = await make();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, writer) => table.put(text("a", "b", { writer }), "absent")),
    );
    const winner = answers.indexOf("written");
    const there = text("a", "b", { writer: winner });
    expect(answers.filter((answer) => answer === "written")).toHaveLength(1);
    expect(answers.filter((_, writer) => writer !== winner)).toStrictEqual(
      Array.from({ length: 49 }, () => ({ conflict: there })),
    );
    expect(await table.get({ pk: "a", sk: "b" })).toStrictEqual(there);
  });
};

const refusals = (make: MakeTable) => {
  const texts = () => make({ sortKey: "string", indexes: [] });

  it("refuses empty keys and keys of a wrong type", async () => {
    const table = await texts();
    await refused(table.put(text("", "b"), "anything"));
    await refused(table.put(text("a", ""), "anything"));
    await refused(table.put({ pk: "a", sk: 1, rev: 1 }, "anything"));
    await refused(table.get({ pk: "a", sk: 1 }));
    await refused(table.get({ pk: "", sk: "b" }));
    await refused(table.remove({ pk: "a", sk: 1 }, "anything"));
    await refused(table.remove({ pk: "a", sk: "" }, "anything"));
    await refused(table.batchGet([{ pk: "a", sk: 1 }]));
    await refused(table.query(""));
    const numbers = await make({ sortKey: "number", indexes: [] });
    await refused(numbers.put(text("a", "1"), "anything"));
    await refused(numbers.get({ pk: "a", sk: "1" }));
  });

  it("refuses keys that are too long", async () => {
    const table = await texts();
    await put(table, text("é".repeat(1024), "é".repeat(512)));
    await refused(table.put(text(`${"é".repeat(1024)}a`, "b"), "anything"));
    await refused(table.put(text("a", `${"é".repeat(512)}a`), "anything"));
  });

  it("refuses a key with more than its two attributes", async () => {
    const table = await texts();
    await put(table, text("a", "b"));
    const whole: Key = text("a", "b");
    await refused(table.get(whole));
    await refused(table.remove(whole, "anything"));
  });

  it("refuses an item over 400 KB, the names of its attributes included", async () => {
    const table = await texts();
    expect(await table.put(itemOf(MOST_ITEM_BYTES), "anything")).toBe("written");
    await refused(table.put(itemOf(MOST_ITEM_BYTES + 1), "anything"));
    const name = "n".repeat(100);
    await refused(table.put(itemOf(MOST_ITEM_BYTES + 1, name), "anything"));
    expect(await table.put(itemOf(MOST_ITEM_BYTES, name), "anything")).toBe("written");
  });

  it("refuses numbers that would not come back", async () => {
    const table = await texts();
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53), 1e300])
      await refused(table.put(text("a", "b", { number }), "anything"));
    expect(await table.get({ pk: "a", sk: "b" })).toBeNull();
  });

  it("refuses what is no JSON", async () => {
    const table = await texts();
    await refused(table.put(text("a", "b", { date: new Date(0) as never }), "anything"));
  });
};

const queries = (make: MakeTable) => {
  const numbered = async (count: number) => {
    const table = await make({ sortKey: "number", indexes: [] });
    // Written in an order of their own.
    const numbers = Array.from({ length: count }, (_, at) => ((at * 7) % count) + 1);
    await put(table, ...numbers.map((sk) => ({ pk: "a", sk, rev: 1 })));
    await put(table, { pk: "a2", sk: 1, rev: 1 }, { pk: "A", sk: 2, rev: 1 });
    return table;
  };
  const keys = ({ items: found }: { items: Item[] }) => found.map(({ sk }) => sk);

  it("sorts numbers as numbers, and stays in its partition", async () => {
    const table = await numbered(12);
    const page = await table.query("a");
    expect(keys(page)).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(page.next).toBeNull();
    expect(await table.query("b")).toStrictEqual({ items: [], next: null });
  });

  it("sorts strings by their UTF-8 bytes", async () => {
    const table = await make({ sortKey: "string", indexes: [] });
    const sorted = ["10", "9", "A", "Z", "a", "aa", "b", "é", "ｚ", "😀", "😁"];
    await put(table, ...sorted.toReversed().map((sk) => text("a", sk)));
    expect(keys(await table.query("a"))).toStrictEqual(sorted);
    expect(keys(await table.query("a", { descending: true }))).toStrictEqual(sorted.toReversed());
    expect(keys(await table.query("a", { after: "ｚ" }))).toStrictEqual(["😀", "😁"]);
    expect(keys(await table.query("a", { upTo: "A" }))).toStrictEqual(["10", "9", "A"]);
  });

  it("begins after a key and ends with one, both ways", async () => {
    const table = await numbered(12);
    expect(keys(await table.query("a", { after: 9 }))).toStrictEqual([10, 11, 12]);
    expect(keys(await table.query("a", { upTo: 3 }))).toStrictEqual([1, 2, 3]);
    expect(keys(await table.query("a", { after: 2, upTo: 5 }))).toStrictEqual([3, 4, 5]);
    expect(keys(await table.query("a", { after: 10, descending: true }))).toStrictEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(keys(await table.query("a", { upTo: 10, descending: true }))).toStrictEqual([12, 11, 10]);
    expect(keys(await table.query("a", { after: 10, upTo: 8, descending: true }))).toStrictEqual([9, 8]);
    expect(keys(await table.query("a", { after: 12 }))).toStrictEqual([]);
    expect(keys(await table.query("a", { after: 0 }))).toHaveLength(12);
    expect(keys(await table.query("a", { after: 5, upTo: 5 }))).toStrictEqual([]);
    expect(keys(await table.query("a", { after: 5, upTo: 2 }))).toStrictEqual([]);
  });

  it("gives pages of a limit, whose `next` goes on", async () => {
    const table = await numbered(5);
    expect(await table.query("a", { limit: 2 })).toStrictEqual({
      items: [
        { pk: "a", sk: 1, rev: 1 },
        { pk: "a", sk: 2, rev: 1 },
      ],
      next: 2,
    });
    expect(keys(await table.query("a", { limit: 2, after: 2 }))).toStrictEqual([3, 4]);
    const last = await table.query("a", { limit: 2, after: 4 });
    expect(last).toStrictEqual({ items: [{ pk: "a", sk: 5, rev: 1 }], next: null });
    const down = await table.query("a", { limit: 2, descending: true });
    expect([keys(down), down.next]).toStrictEqual([[5, 4], 4]);
    for (const options of [
      { limit: 2 },
      { limit: 5 },
      { limit: 2, descending: true },
      { limit: 1, after: 1, upTo: 4 },
    ]) {
      const walked = await all(queryAll(table, "a", options));
      expect(walked).toStrictEqual((await table.query("a", { ...options, limit: 100 })).items);
    }
    await refused(table.query("a", { limit: 0 }));
  });

  it("ends a page at 1 MB", async () => {
    const table = await make({ sortKey: "number", indexes: [] });
    for (let sk = 1; sk <= 7; sk++) await put(table, wide(sk, 300 * KB));
    const first = await table.query("wide");
    expect(keys(first)).toStrictEqual([1, 2, 3]);
    expect(first.next).toBe(3);
    expect(keys({ items: await all(queryAll(table, "wide")) })).toStrictEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(keys({ items: await all(queryAll(table, "wide", { descending: true, upTo: 2 })) })).toStrictEqual([
      7, 6, 5, 4, 3, 2,
    ]);
  });

  it("gets many keys at once, each item once", async () => {
    const table = await make({ sortKey: "number", indexes: [] });
    const numbers = Array.from({ length: 130 }, (_, at) => at + 1);
    const items = numbers.map((sk) => ({ pk: "a", sk, rev: 1 }));
    for (const part of [items.slice(0, 100), items.slice(100)])
      await table.transact(part.map((item) => ({ put: item, expect: "absent" })));
    const wanted = numbers.map((number) => ({ pk: "a", sk: number * 2 }));
    const found = await table.batchGet([...wanted, { pk: "a", sk: 2 }, { pk: "b", sk: 2 }]);
    expect(found.sort((one, other) => Number(one.sk) - Number(other.sk))).toStrictEqual(
      items.filter(({ sk }) => sk % 2 === 0),
    );
    expect(await table.batchGet([])).toStrictEqual([]);
  });
};

const transactions = (make: () => Promise<Table>) => {
  it("writes all", async () => {
    const table = await make();
    await put(table, text("a", "old"), text("a", "gone"));
    const answer = await table.transact([
      { put: text("a", "new"), expect: "absent" },
      { put: { pk: "a", sk: "old", rev: 2 }, expect: { rev: 1 } },
      { remove: { pk: "a", sk: "gone" }, expect: { rev: 1 } },
      { remove: { pk: "a", sk: "never" }, expect: "anything" },
    ]);
    expect(answer).toBe("written");
    expect((await table.query("a")).items).toStrictEqual([text("a", "new"), { pk: "a", sk: "old", rev: 2 }]);
  });

  it("writes none when one condition does not hold, and tells which and what was there", async () => {
    const table = await make();
    await put(table, text("a", "one"), text("a", "two"));
    const answer = await table.transact([
      { put: text("b", "new"), expect: "absent" },
      { put: text("a", "one", { late: true }), expect: "absent" },
      { remove: { pk: "a", sk: "two" }, expect: { rev: 2 } },
      { put: { pk: "a", sk: "three", rev: 2 }, expect: { rev: 1 } },
      { remove: { pk: "a", sk: "two2" }, expect: "anything" },
    ]);
    expect(answer).toStrictEqual({
      conflicts: [
        { index: 1, found: text("a", "one") },
        { index: 2, found: text("a", "two") },
        { index: 3, found: null },
      ],
    });
    expect((await table.query("a")).items).toStrictEqual([text("a", "one"), text("a", "two")]);
    expect(await table.get({ pk: "b", sk: "new" })).toBeNull();
  });

  it("refuses none, more than a hundred, and one item twice", async () => {
    const table = await make();
    const writes = Array.from({ length: 101 }, (_, at) => ({ put: text("a", `${at}`), expect: "absent" }) as const);
    await refused(table.transact([]));
    await refused(table.transact(writes));
    await refused(table.transact([...writes.slice(0, 2), { remove: { pk: "a", sk: "0" }, expect: "anything" }]));
    expect((await table.query("a")).items).toStrictEqual([]);
    expect(await table.transact(writes.slice(0, 100))).toBe("written");
    expect((await table.query("a")).items).toHaveLength(100);
  });

  it("refuses whole when one item is refused", async () => {
    const table = await make();
    await refused(
      table.transact([
        { put: text("a", "b"), expect: "absent" },
        { put: text("a", ""), expect: "absent" },
      ]),
    );
    await refused(
      table.transact([
        { put: text("a", "b"), expect: "absent" },
        { put: { ...itemOf(MOST_ITEM_BYTES + 1), pk: "c" }, expect: "absent" },
      ]),
    );
    expect(await table.get({ pk: "a", sk: "b" })).toBeNull();
  });

  it("lets one of twenty racing transactions win", async () => {
    const table = await make();
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, writer) =>
        table.transact([
          { put: text("a", "shared", { writer }), expect: "absent" },
          { put: text("b", `${writer}`), expect: "absent" },
        ]),
      ),
    );
    const won = answers.flatMap((answer, writer) =>
      answer.status === "fulfilled" && answer.value === "written" ? [writer] : [],
    );
    expect(won).toHaveLength(1);
    // Two that meet may both be sent away (throttled): nothing was done, and that is all that counts.
    for (const answer of answers)
      if (answer.status === "rejected") expect((answer.reason as Fault).kind).toBe("throttled");
    expect((await table.query("b")).items.map(({ sk }) => Number(sk))).toStrictEqual(won);
  });
};

const indexes = (make: MakeTable) => {
  const registry = () => make({ sortKey: "number", indexes: ["registry"] });
  const inbox = () => make({ sortKey: "string", indexes: ["inbox"] });
  const letter = (name: string, to: string, at: string): Item => text("letters", name, { inbox: to, at, words: name });
  const filled = async () => {
    const table = await inbox();
    await put(
      table,
      letter("c", "anna", "2026-03"),
      letter("a", "anna", "2026-01"),
      letter("d", "anna", "2026-04"),
      letter("b", "anna", "2026-02"),
      letter("x", "bram", "2026-02"),
      text("letters", "none", { at: "2026-02" }),
    );
    await indexed(table, "inbox", "anna", 4);
    await indexed(table, "inbox", "bram", 1);
    return table;
  };
  const names = ({ items: found }: { items: Item[] }) => found.map(({ sk }) => sk).join("");

  it("holds only keys in the registry, of what carries its attribute, in order", async () => {
    const table = await registry();
    const pks = ["b", "a", "d", "c"];
    for (const pk of pks) {
      await put(table, { pk, sk: 1, rev: 1, registry: "streams/1", more: 1 }, { pk, sk: 2, rev: 1, more: 2 });
    }
    await put(table, { pk: "other", sk: 1, rev: 1, registry: "streams/2" });
    expect(await indexed(table, "registry", "streams/1", 4)).toStrictEqual(
      ["a", "b", "c", "d"].map((pk) => ({ pk, sk: 1, registry: "streams/1" })),
    );
    expect(await table.index("registry", "streams/3")).toStrictEqual({ items: [], next: null });
    const walked: string[] = [];
    let cursor: string | null | undefined;
    for (let pages = 0; pages < 9 && cursor !== null; pages++) {
      const page = await table.index("registry", "streams/1", { limit: 3, ...(cursor ? { cursor } : {}) });
      walked.push(...page.items.map(({ pk }) => pk));
      cursor = page.next;
    }
    expect(walked).toStrictEqual(["a", "b", "c", "d"]);
    expect(cursor).toBeNull();
  });

  it("holds whole items in the inbox, by the moment, both ways", async () => {
    const table = await filled();
    const up = await table.index("inbox", "anna");
    expect(up).toStrictEqual({
      items: [
        letter("a", "anna", "2026-01"),
        letter("b", "anna", "2026-02"),
        letter("c", "anna", "2026-03"),
        letter("d", "anna", "2026-04"),
      ],
      next: null,
    });
    expect(names(await table.index("inbox", "anna", { descending: true }))).toBe("dcba");
    expect(names(await table.index("inbox", "bram"))).toBe("x");
  });

  it("begins after a moment and ends with one, both ways", async () => {
    const table = await filled();
    expect(names(await table.index("inbox", "anna", { after: "2026-02" }))).toBe("cd");
    expect(names(await table.index("inbox", "anna", { upTo: "2026-02" }))).toBe("ab");
    expect(names(await table.index("inbox", "anna", { after: "2026-01", upTo: "2026-03" }))).toBe("bc");
    expect(names(await table.index("inbox", "anna", { after: "2026-03", descending: true }))).toBe("ba");
    expect(names(await table.index("inbox", "anna", { upTo: "2026-03", descending: true }))).toBe("dc");
    const both = { after: "2026-04", upTo: "2026-02", descending: true };
    expect(names(await table.index("inbox", "anna", both))).toBe("cb");
    expect((await table.index("inbox", "anna", both)).next).toBeNull();
  });

  it("goes on where its cursor says, both ways, also among equals", async () => {
    const table = await filled();
    await put(table, letter("b2", "anna", "2026-02"), letter("b3", "anna", "2026-02"));
    await indexed(table, "inbox", "anna", 6);
    for (const options of [{}, { descending: true }, { after: "2026-01" }, { after: "2026-01", upTo: "2026-03" }]) {
      const walked: Item[] = [];
      let cursor: string | null | undefined;
      for (let pages = 0; pages < 9 && cursor !== null; pages++) {
        const page = await table.index("inbox", "anna", { ...options, limit: 1, ...(cursor ? { cursor } : {}) });
        walked.push(...page.items);
        cursor = page.next;
      }
      expect(cursor).toBeNull();
      const whole = (await table.index("inbox", "anna", options)).items;
      expect(walked.map(({ at }) => at)).toStrictEqual(whole.map(({ at }) => at));
      expect(walked.sort(bySk)).toStrictEqual(whole.sort(bySk));
    }
  });

  it("forgets an item that is removed or loses its attribute", async () => {
    const table = await filled();
    await table.remove({ pk: "letters", sk: "a" }, "anything");
    await table.put({ pk: "letters", sk: "b", rev: 2, at: "2026-02" }, "anything");
    await table.put({ ...letter("c", "bram", "2026-03"), rev: 2 }, "anything");
    expect(await indexed(table, "inbox", "anna", 1)).toStrictEqual([letter("d", "anna", "2026-04")]);
    expect((await indexed(table, "inbox", "bram", 2)).map(({ sk }) => sk)).toStrictEqual(["x", "c"]);
  });

  it("refuses an item whose index key is empty or no string", async () => {
    const table = await inbox();
    await refused(table.put(letter("a", "", "2026-01"), "absent"));
    await refused(table.put(letter("a", "anna", ""), "absent"));
    await refused(table.put(text("letters", "a", { inbox: 5, at: "2026-01" }), "absent"));
    await refused(table.put(text("letters", "a", { inbox: "anna", at: null }), "absent"));
    expect(await table.get({ pk: "letters", sk: "a" })).toBeNull();
  });

  it("tells a cursor that it never gave", async () => {
    const table = await filled();
    const ofBram = (await table.index("inbox", "bram", { limit: 1 })).next;
    const scanned = forged("scan/0/1", "letters", "a");
    const place = "inbox/anna";
    const wrong = [
      "",
      "%",
      "null",
      "W10",
      "eyJwayI6ImEifQ",
      ofBram ?? "",
      scanned,
      forged(place),
      forged(place, "letters", "a"),
      forged(place, "letters", "a", "2026-01", "more"),
      forged(place, "letters", "a", 5),
      forged(place, "letters", "a", ""),
      forged(place, "", "a", "2026-01"),
      forged(place, 7, "a", "2026-01"),
      forged(place, "letters", "", "2026-01"),
      forged(place, "letters", null, "2026-01"),
      forged(place, "letters", { S: "a" }, "2026-01"),
      forged(place, "letters", 1.5, "2026-01"),
      forged("inbox/", "letters", "a", "2026-01"),
      forged("registry/anna", "letters", "a", "2026-01"),
    ];
    for (const cursor of wrong)
      await expect(table.index("inbox", "anna", { cursor })).rejects.toBeInstanceOf(BadCursor);
    const good = (await table.index("inbox", "anna", { limit: 1 })).next ?? "";
    expect(names(await table.index("inbox", "anna", { cursor: good }))).toBe("bcd");
    for (const outside of [{ after: "2026-01" }, { descending: true, upTo: "2026-02" }])
      await expect(table.index("inbox", "anna", { cursor: good, ...outside })).rejects.toBeInstanceOf(BadCursor);
  });

  it("reads no other partition, however well a cursor is forged", async () => {
    const table = await filled();
    const toBram = forged("inbox/anna", "letters", "x", "2026-02");
    expect(names(await table.index("inbox", "anna", { cursor: toBram }))).toBe("cd");
    const before = forged("inbox/anna", "0", "0", "0");
    expect(names(await table.index("inbox", "anna", { cursor: before }))).toBe("abcd");
  });
};

const scans = (make: MakeTable) => {
  const walk = async (table: Table, segment: number, segments: number) => {
    const pages: Item[][] = [];
    let cursor: string | null | undefined;
    for (let count = 0; count < 50 && cursor !== null; count++) {
      const page = await table.scan(segment, segments, cursor);
      pages.push(page.items);
      cursor = page.next;
    }
    expect(cursor).toBeNull();
    return pages;
  };

  it("walks every item once, in segments side by side", async () => {
    const table = await make({ sortKey: "number", indexes: [] });
    const items = Array.from({ length: 60 }, (_, at) => ({ pk: `p${at % 20}`, sk: Math.floor(at / 20) + 1, rev: 1 }));
    await table.transact(items.map((item) => ({ put: item, expect: "absent" })));
    const name = ({ pk, sk }: Key) => `${pk}/${sk}`;
    const parts: string[][] = [];
    for (const segment of [0, 1, 2]) parts.push((await walk(table, segment, 3)).flat().map(name));
    expect(parts.flat().sort()).toStrictEqual(items.map(name).sort());
    expect((await walk(table, 0, 1)).flat().map(name).sort()).toStrictEqual(items.map(name).sort());
  });

  it("goes on after 1 MB", async () => {
    const table = await make({ sortKey: "number", indexes: [] });
    for (let sk = 1; sk <= 5; sk++) await put(table, wide(sk, 300 * KB));
    const pages = await walk(table, 0, 1);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat().map(({ sk }) => sk)).toStrictEqual([1, 2, 3, 4, 5]);
  });

  it("refuses segments that are none, and cursors that it never gave", async () => {
    const table = await make({ sortKey: "number", indexes: [] });
    await refused(table.scan(0, 0));
    await refused(table.scan(2, 2));
    await refused(table.scan(-1, 2));
    for (const cursor of ["", "x", forged("scan/0/1", "a", "1"), forged("scan/0/2", "a"), forged("scan/0/2", "", 1)])
      await expect(table.scan(0, 2, cursor)).rejects.toBeInstanceOf(BadCursor);
  });
};

/** What every Table does, whatever it is made of. */
export const tableContract = (name: string, make: MakeTable): void => {
  const plain = () => make({ sortKey: "string", indexes: [] });
  describe(`table on ${name}`, () => {
    describe("items", () => items(plain));
    describe("conditions", () => conditions(plain));
    describe("refusals", () => refusals(make));
    describe("queries", () => queries(make));
    describe("transactions", () => transactions(plain));
    describe("indexes", () => indexes(make));
    describe("scans", () => scans(make));
  });
};
