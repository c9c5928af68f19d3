import { describe, expect, it } from "@jest/globals";
import { ERASED } from "#events/sealed.ts";
import { Fault } from "#shared/ports/fault.ts";
import { type Keys, makeKeys, type SealContext } from "#shared/store/keys.ts";
import { faultOf } from "../contracts/faultOf.ts";
import { makeMemoryClock } from "../memory/clock.ts";
import { makeMemoryKms } from "../memory/kms.ts";
import { makeMemoryRandom } from "../memory/random.ts";
import { type Hooks, MemoryStore, tableOf } from "../memory/table.ts";
import { ELSEWHERE, KIEZELBOOM, NOOR, SAM } from "./world.ts";

const CONTEXT: SealContext = { school: KIEZELBOOM, stream: `absence/${NOOR}`, field: "reason" };
const FIVE_MINUTES = 5 * 60_000;

const makeWorld = (hooks: Hooks = {}) => {
  const clock = makeMemoryClock();
  const store = new MemoryStore({ hooks });
  const random = makeMemoryRandom();
  const kms = makeMemoryKms(random);
  const container = (): Keys => makeKeys({ table: tableOf(store), kms, clock, random });
  return { clock, store, kms, container, keys: container() };
};

describe("sealed text", () => {
  it.each(["koorts", "", "één & 日本 😀", "x".repeat(4000)])("opens to what it was: %s", async (text) => {
    const { keys } = makeWorld();
    const sealed = await keys.seal(text, NOOR, CONTEXT);
    expect(Object.keys(sealed)).toStrictEqual(["sealed"]);
    expect(await keys.open(sealed, NOOR, CONTEXT)).toBe(text);
  });

  it("is a format byte, a nonce of its own, a tag and the ciphertext", async () => {
    const { keys } = makeWorld();
    const [one, other] = [await keys.seal("koorts", NOOR, CONTEXT), await keys.seal("koorts", NOOR, CONTEXT)];
    const bytes = Buffer.from(one.sealed, "base64");
    expect([bytes.length, bytes[0]]).toStrictEqual([1 + 12 + 16 + 6, 1]);
    expect(bytes.includes("koorts")).toBe(false);
    expect(Buffer.from(other.sealed, "base64").subarray(1, 13)).not.toStrictEqual(bytes.subarray(1, 13));
  });

  it.each<[string, Partial<SealContext>]>([
    ["school", { school: ELSEWHERE }],
    ["stream", { stream: `absence/${SAM}` }],
    ["field", { field: "note" }],
  ])("moved to another %s does not open", async (_, moved) => {
    const { keys } = makeWorld();
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    await keys.seal("other", NOOR, { ...CONTEXT, ...moved });
    expect(await keys.open(sealed, NOOR, { ...CONTEXT, ...moved })).toStrictEqual(ERASED);
  });

  it("does not open under the key of another subject", async () => {
    const { keys } = makeWorld();
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    await keys.seal("other", SAM, CONTEXT);
    expect(await keys.open(sealed, SAM, CONTEXT)).toStrictEqual(ERASED);
  });

  it("changed in any byte, or cut off anywhere, does not open and does not throw", async () => {
    const { keys } = makeWorld();
    const bytes = Buffer.from((await keys.seal("koorts", NOOR, CONTEXT)).sealed, "base64");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await keys.open({ sealed: changed.toString("base64") }, NOOR, CONTEXT)).toStrictEqual(ERASED);
      const cut = bytes.subarray(0, at).toString("base64");
      expect(await keys.open({ sealed: cut }, NOOR, CONTEXT)).toStrictEqual(ERASED);
    }
  });
});

describe("keys", () => {
  it("rest wrapped: the school's by KMS, a subject's by the school's", async () => {
    const { keys, store, kms } = makeWorld();
    await keys.seal("koorts", NOOR, CONTEXT);
    expect(store.all()).toStrictEqual([
      { pk: KIEZELBOOM, sk: "school", rev: 1, wrapped: expect.any(String) },
      { pk: KIEZELBOOM, sk: `subject/${NOOR}`, rev: 1, wrapped: expect.any(String) },
    ]);
    const [school, subject] = store.all().map(({ wrapped }) => Buffer.from(wrapped as string, "base64"));
    expect([school?.length, subject?.length, subject?.[0]]).toStrictEqual([12 + 16 + 32, 1 + 12 + 16 + 32, 1]);
    expect(kms.calls).toStrictEqual({ generate: 1, unwrap: 0 });
  });

  it("of a subject are made to seal, never to open", async () => {
    const { keys, container, store, kms } = makeWorld();
    expect(await keys.open({ sealed: "AAAA" }, NOOR, CONTEXT)).toStrictEqual(ERASED);
    expect([store.all(), kms.calls]).toStrictEqual([[], { generate: 0, unwrap: 0 }]);
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    expect(await container().open(sealed, NOOR, CONTEXT)).toBe("koorts");
    expect(store.all()).toHaveLength(2);
  });

  it("of one school are asked of KMS once by a warm container, for any number of pupils", async () => {
    const { keys, container, kms } = makeWorld();
    const texts = await Promise.all([NOOR, SAM].map((pupil) => keys.seal("koorts", pupil, CONTEXT)));
    const cold = container();
    for (let time = 0; time < 3; time++)
      for (const [at, pupil] of [NOOR, SAM].entries())
        expect(await cold.open(texts[at] ?? { sealed: "" }, pupil, CONTEXT)).toBe("koorts");
    expect(kms.calls.unwrap).toBeLessThanOrEqual(2);
    const calls = { ...kms.calls };
    await cold.seal("koorts", NOOR, CONTEXT);
    expect(kms.calls).toStrictEqual(calls);
  });

  it("rest in memory for five minutes and not longer", async () => {
    let gets = 0;
    const { keys, clock, kms } = makeWorld({
      before: (operation) => {
        if (operation === "get") gets += 1;
      },
    });
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    gets = 0;
    clock.advance(FIVE_MINUTES - 1);
    await keys.open(sealed, NOOR, CONTEXT);
    expect([gets, kms.calls.unwrap]).toStrictEqual([0, 0]);
    clock.advance(1);
    expect(await keys.open(sealed, NOOR, CONTEXT)).toBe("koorts");
    expect([gets, kms.calls.unwrap]).toStrictEqual([2, 1]);
    await keys.open(sealed, NOOR, CONTEXT);
    expect([gets, kms.calls.unwrap]).toStrictEqual([2, 1]);
  });

  it("made by two containers at once are one", async () => {
    const { keys, container, store } = makeWorld();
    const other = container();
    const [one, two] = await Promise.all([keys.seal("een", NOOR, CONTEXT), other.seal("twee", NOOR, CONTEXT)]);
    expect(store.all()).toHaveLength(2);
    for (const reader of [keys, other, container()]) {
      expect(await reader.open(one, NOOR, CONTEXT)).toBe("een");
      expect(await reader.open(two, NOOR, CONTEXT)).toBe("twee");
    }
  });

  it("made at once for two subjects by one container open both", async () => {
    const { keys, container } = makeWorld();
    const [one, two] = await Promise.all([keys.seal("een", NOOR, CONTEXT), keys.seal("twee", SAM, CONTEXT)]);
    const cold = container();
    expect(await cold.open(one, NOOR, CONTEXT)).toBe("een");
    expect(await cold.open(two, SAM, CONTEXT)).toBe("twee");
  });

  it("that were copied to another subject or school are told, not used", async () => {
    const { keys, container, store } = makeWorld();
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    const [school, subject] = store.all();
    store.put({ ...subject, pk: KIEZELBOOM, sk: `subject/${SAM}`, rev: 1 }, "absent");
    await expect(container().open(sealed, SAM, CONTEXT)).rejects.toThrow(
      "a subject's key does not open under its school's key",
    );
    store.put({ ...school, pk: ELSEWHERE, sk: "school", rev: 1 }, "absent");
    await faultOf(container().seal("x", NOOR, { ...CONTEXT, school: ELSEWHERE }), "refused");
  });

  it("are random by default", async () => {
    const [one, other] = [1, 2].map(() => {
      const table = tableOf(new MemoryStore());
      return makeKeys({ table, kms: makeMemoryKms(), clock: makeMemoryClock() });
    });
    expect(await one?.seal("koorts", NOOR, CONTEXT)).not.toStrictEqual(await other?.seal("koorts", NOOR, CONTEXT));
  });
});

describe("an erased subject", () => {
  it("reads as erased at once where it was erased, and within five minutes elsewhere", async () => {
    const { keys, container, store, clock } = makeWorld();
    const warm = container();
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    expect(await warm.open(sealed, NOOR, CONTEXT)).toBe("koorts");
    await keys.erase(KIEZELBOOM, NOOR);
    expect(store.get({ pk: KIEZELBOOM, sk: `subject/${NOOR}` })).toBeNull();
    expect(await keys.open(sealed, NOOR, CONTEXT)).toStrictEqual(ERASED);
    expect(await warm.open(sealed, NOOR, CONTEXT)).toBe("koorts");
    clock.advance(FIVE_MINUTES);
    expect(await warm.open(sealed, NOOR, CONTEXT)).toStrictEqual(ERASED);
  });

  it("is kept no longer by a container that stood still between asking for the key and having it", async () => {
    const world = makeWorld();
    const sealed = await world.keys.seal("koorts", NOOR, CONTEXT);
    const still = makeKeys({
      table: {
        ...tableOf(world.store),
        get: async (key) => {
          const item = await tableOf(world.store).get(key);
          if (key.sk !== "school") world.clock.advance(FIVE_MINUTES - 1);
          return item;
        },
      },
      kms: world.kms,
      clock: world.clock,
    });
    expect(await still.open(sealed, NOOR, CONTEXT)).toBe("koorts");
    await world.keys.erase(KIEZELBOOM, NOOR);
    world.clock.advance(1);
    expect(await still.open(sealed, NOOR, CONTEXT)).toStrictEqual(ERASED);
  });

  it("stays erased when something new is sealed", async () => {
    const { keys } = makeWorld();
    const old = await keys.seal("oud", NOOR, CONTEXT);
    await keys.erase(KIEZELBOOM, NOOR);
    const fresh = await keys.seal("nieuw", NOOR, CONTEXT);
    expect(await keys.open(old, NOOR, CONTEXT)).toStrictEqual(ERASED);
    expect(await keys.open(fresh, NOOR, CONTEXT)).toBe("nieuw");
  });

  it("takes no other subject along, and may be erased twice or before there was a key", async () => {
    const { keys } = makeWorld();
    await keys.erase(KIEZELBOOM, NOOR);
    const sealed = await keys.seal("koorts", SAM, CONTEXT);
    await keys.erase(KIEZELBOOM, NOOR);
    await keys.erase(ELSEWHERE, SAM);
    expect(await keys.open(sealed, SAM, CONTEXT)).toBe("koorts");
  });
});

describe("a fault", () => {
  it("of the table is told, and is no erased text", async () => {
    let isDown = false;
    const { keys, container } = makeWorld({
      before: () => {
        if (isDown) throw new Fault("lost", "table get");
      },
    });
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    isDown = true;
    await faultOf(container().open(sealed, NOOR, CONTEXT), "lost");
    await faultOf(container().seal("x", NOOR, CONTEXT), "lost");
    await faultOf(keys.erase(KIEZELBOOM, NOOR), "lost");
    // What rests in memory needs no table.
    expect(await keys.open(sealed, NOOR, CONTEXT)).toBe("koorts");
  });

  it("of a lost write leaves a key that the next try uses", async () => {
    let isLost = true;
    const { keys, store, container } = makeWorld({
      after: (operation) => {
        if (operation === "put" && isLost) throw new Fault("lost", "table put");
      },
    });
    await faultOf(keys.seal("koorts", NOOR, CONTEXT), "lost");
    await faultOf(keys.seal("koorts", NOOR, CONTEXT), "lost");
    isLost = false;
    const before = store.all();
    expect(before).toHaveLength(2);
    const sealed = await keys.seal("koorts", NOOR, CONTEXT);
    expect(store.all()).toStrictEqual(before);
    expect(await container().open(sealed, NOOR, CONTEXT)).toBe("koorts");
  });

  it("is told when a key vanishes between two looks", async () => {
    const clock = makeMemoryClock();
    const table = { ...tableOf(new MemoryStore()), put: async () => ({ conflict: null }) };
    const noSchool = makeKeys({ table, kms: makeMemoryKms(), clock });
    await expect(noSchool.seal("x", NOOR, CONTEXT)).rejects.toThrow("the school's key was there and is not");
    const real = tableOf(new MemoryStore());
    const noSubject = makeKeys({
      table: {
        ...real,
        put: async (item, expect) => (item.sk === "school" ? real.put(item, expect) : { conflict: null }),
      },
      kms: makeMemoryKms(),
      clock,
    });
    await expect(noSubject.seal("x", NOOR, CONTEXT)).rejects.toThrow("a subject's key was there and is not");
  });
});
