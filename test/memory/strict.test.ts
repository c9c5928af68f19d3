import { describe, expect, it } from "@jest/globals";
import { Fault } from "#shared/ports/fault.ts";
import { faultOf } from "../contracts/faultOf.ts";
import { storedEvents } from "../contracts/storedEvents.ts";
import { makeMemoryBus } from "./bus.ts";
import { makeMemoryClock } from "./clock.ts";
import { compareKeys } from "./compareKeys.ts";
import { makeMemoryIds } from "./ids.ts";
import { makeMemoryKms } from "./kms.ts";
import { makeMemoryLog } from "./log.ts";
import { makeMemoryMailer } from "./mail.ts";
import { MemoryQueue, makeMemoryQueue } from "./queue.ts";
import { makeMemoryRandom } from "./random.ts";
import { type Change, MemoryStore, makeMemoryTable } from "./table.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("memory table, beyond the contract", () => {
  const letter = (sk: string, at: string) => ({ pk: "p", sk, rev: 1, inbox: "anna", at });

  it("shows an index without as many of the last writes as its hook says", () => {
    let lag = 0;
    const store = new MemoryStore({ indexes: ["inbox"], hooks: { lag: () => lag } });
    store.put(letter("a", "1"), "absent");
    store.put(letter("b", "2"), "absent");
    store.put({ ...letter("a", "3"), rev: 2 }, "anything");
    store.remove({ pk: "p", sk: "b" }, "anything");
    const seen = () => store.index("inbox", "anna").items.map(({ sk, at }) => `${sk}${at}`);
    const views = [0, 1, 2, 3, 4, 99].map((behind) => {
      lag = behind;
      return seen();
    });
    expect(views).toStrictEqual([["a3"], ["b2", "a3"], ["a1", "b2"], ["a1"], [], []]);
    expect(store.get({ pk: "p", sk: "b" })).toBeNull();
  });

  it("tells every change in order, and a failed condition as none", () => {
    const changes: Change[] = [];
    const store = new MemoryStore({ hooks: { changed: (change) => changes.push(change) } });
    const one = { pk: "p", sk: "a", rev: 1 };
    store.put(one, "absent");
    store.put(one, "absent");
    store.remove({ pk: "p", sk: "never" }, "anything");
    store.transact([
      { put: { ...one, rev: 2 }, expect: { rev: 1 } },
      { put: { ...one, sk: "b" }, expect: "absent" },
    ]);
    store.remove({ pk: "p", sk: "a" }, "anything");
    expect(changes).toStrictEqual([
      { before: null, after: one },
      { before: one, after: { ...one, rev: 2 } },
      { before: null, after: { ...one, sk: "b" } },
      { before: { ...one, rev: 2 }, after: null },
    ]);
    expect(store.all()).toStrictEqual([{ ...one, sk: "b" }]);
  });

  it("does nothing before a fault that comes before, and all before one that comes after", async () => {
    let fault: "before" | "after" | null = "before";
    const throws = (when: "before" | "after") => () => {
      if (fault === when) throw new Fault(when === "before" ? "throttled" : "lost", "table put");
    };
    const table = makeMemoryTable({ hooks: { before: throws("before"), after: throws("after") } });
    const item = { pk: "p", sk: "a", rev: 1 };
    await faultOf(table.put(item, "absent"), "throttled");
    fault = null;
    expect(await table.get({ pk: "p", sk: "a" })).toBeNull();
    fault = "after";
    await faultOf(table.put(item, "absent"), "lost");
    fault = null;
    expect(await table.get({ pk: "p", sk: "a" })).toStrictEqual(item);
  });

  it("keeps the names of a map in an order of its own", () => {
    const store = new MemoryStore();
    store.put({ rev: 1, sk: "b", pk: "a", zeta: { y: 1, x: 1 }, alpha: 1 }, "absent");
    expect(JSON.stringify(store.get({ pk: "a", sk: "b" }))).toBe(
      '{"alpha":1,"pk":"a","rev":1,"sk":"b","zeta":{"x":1,"y":1}}',
    );
  });

  it("can have smaller pages, each with at least one item", () => {
    const store = new MemoryStore({ sortKey: "number", pageBytes: 10 });
    for (const sk of [1, 2]) store.put({ pk: "p", sk, rev: 1, words: "long enough" }, "absent");
    expect(store.query("p").next).toBe(1);
    expect(store.query("p", { after: 1 }).next).toBeNull();
  });

  it("refuses a transaction over 4 MB", () => {
    const store = new MemoryStore();
    const puts = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        put: { pk: "p", sk: `${at}`, rev: 1, words: "x".repeat(399 * 1024) },
        expect: "absent" as const,
      }));
    expect(() => store.transact(puts(11))).toThrow(Fault);
    expect(store.all()).toStrictEqual([]);
    expect(store.transact(puts(10))).toBe("written");
  });

  it("orders surrogates above the rest of their plane", () => {
    const sorted = ["", "a", "ab", "b", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"];
    expect(sorted.toReversed().sort(compareKeys)).toStrictEqual(sorted);
    for (const one of sorted)
      for (const other of sorted)
        expect(Math.sign(compareKeys(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect([10, 9, -1, 1.5].sort(compareKeys)).toStrictEqual([-1, 1.5, 9, 10]);
  });
});

describe("memory ids", () => {
  it("follow from the seed, the kind and the count, in the form of a UUID", () => {
    const [one, same, other] = [makeMemoryIds(4), makeMemoryIds(4), makeMemoryIds(5)];
    const ids = Array.from({ length: 500 }, () => one.next("event"));
    // Another kind in between moves nothing.
    const again = ids.map(() => {
      same.next("notice");
      same.draw("event");
      return same.next("event");
    });
    expect(again).toStrictEqual(ids);
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(ids).not.toContain(other.next("event"));
  });

  it("draw evenly from 0 up to 1", () => {
    const ids = makeMemoryIds();
    const draws = Array.from({ length: 4000 }, () => ids.draw("jitter"));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    for (const part of [0, 1, 2, 3]) {
      const share = draws.filter((draw) => Math.floor(draw * 4) === part).length / draws.length;
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });
});

describe("memory clock", () => {
  it("stands still until it is moved, and wakes sleepers in order", async () => {
    const clock = makeMemoryClock();
    const woken: string[] = [];
    const sleeps = [300, 100, 200].map(async (ms) => {
      await clock.sleep(ms);
      woken.push(`${ms} at ${clock.now().slice(17)}`);
    });
    clock.advance(99);
    await Promise.resolve();
    expect(woken).toStrictEqual([]);
    await clock.settle(Promise.all(sleeps));
    expect(woken).toStrictEqual(["100 at 00.100Z", "200 at 00.200Z", "300 at 00.300Z"]);
  });

  it("says so when nothing can go on", async () => {
    await expect(makeMemoryClock().settle(new Promise(() => {}))).rejects.toThrow("nobody sleeps");
  });

  it("hands on what the work answers or throws", async () => {
    const clock = makeMemoryClock();
    expect(await clock.settle(Promise.resolve(5))).toBe(5);
    await expect(clock.settle(Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  });
});

describe("memory queue, beyond the contract", () => {
  it("gives messages in the order that its hook picks", () => {
    const queue = new MemoryQueue({ now: () => 0, hooks: { pick: (count) => count - 1 } });
    queue.send(["a", "b", "c"].map((id) => ({ id, body: id })));
    expect(queue.receive(2).map(({ body }) => body)).toStrictEqual(["c", "b"]);
    expect(queue.bodies()).toStrictEqual(["a", "b", "c"]);
  });

  it("removes nothing by the receipt of an earlier receive", () => {
    let now = 0;
    const queue = new MemoryQueue({ now: () => now, visibilityMs: 10 });
    queue.send([{ id: "a", body: 1 }]);
    const [first] = queue.receive();
    expect(queue.nextAt()).toBe(10);
    now = 10;
    const [second] = queue.receive();
    queue.remove(first?.receipt ?? "");
    expect(queue.bodies()).toStrictEqual([1]);
    queue.hide(second?.receipt ?? "", 0);
    expect(queue.receive()).toHaveLength(1);
  });

  it("refuses a delay over 15 minutes", async () => {
    const { queue } = makeMemoryQueue({ clock: makeMemoryClock() });
    await faultOf(queue.send([{ id: "a", body: 1, delaySeconds: 901 }]), "refused");
  });

  it("sends nothing, or all, around a fault", async () => {
    let fault: "before" | "after" = "before";
    const throws = (when: "before" | "after") => () => {
      if (fault === when) throw new Fault("lost", "queue send");
    };
    const { queue, store } = makeMemoryQueue({
      clock: makeMemoryClock(),
      hooks: { before: throws("before"), after: throws("after") },
    });
    await faultOf(queue.send([{ id: "a", body: 1 }]), "lost");
    expect(store.bodies()).toStrictEqual([]);
    fault = "after";
    await faultOf(queue.send([{ id: "a", body: 1 }]), "lost");
    expect(store.bodies()).toStrictEqual([1]);
  });
});

describe("the other memory ports", () => {
  it("bus: tells per entry what it did not take, and refuses what is too much", async () => {
    const bus = makeMemoryBus({ refuses: ({ version }) => version % 3 === 0 });
    expect(await bus.publish(storedEvents(7))).toStrictEqual({ failed: [2, 5] });
    expect(bus.events.map(({ version }) => version)).toStrictEqual([1, 2, 4, 5, 7]);
    await faultOf(bus.publish([]), "refused");
    await faultOf(bus.publish(storedEvents(3, 90_000)), "refused");
    expect(bus.events).toHaveLength(5);
  });

  it("kms: no byte may change; equal chance, equal keys", async () => {
    const kms = makeMemoryKms(makeMemoryRandom(3));
    const { wrapped, plain } = await kms.generate("school");
    expect(await makeMemoryKms(makeMemoryRandom(3)).generate("school")).toStrictEqual({ wrapped, plain });
    const bytes = Buffer.from(wrapped, "base64");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await faultOf(kms.unwrap(changed.toString("base64"), "school"), "refused");
    }
    expect(kms.calls).toStrictEqual({ generate: 1, unwrap: bytes.length });
  });

  it("mail: says which address it does not take, and refuses tags of other letters", async () => {
    const mailer = makeMemoryMailer({ rejects: ({ to }) => (to.startsWith("gone") ? "MessageRejected" : null) });
    const mail = { from: "a@b.example", subject: "s", html: "h", text: "t", messageId: "<1@b.example>", tags: {} };
    expect(await mailer.send({ ...mail, to: "gone@b.example" })).toStrictEqual({ rejected: "MessageRejected" });
    expect(await mailer.send({ ...mail, to: "here@b.example" })).toStrictEqual({ accepted: "memory-1" });
    await faultOf(mailer.send({ ...mail, to: "here@b.example", tags: { a: "b c" } }), "refused");
    expect(mailer.sent.map(({ to }) => to)).toStrictEqual(["here@b.example"]);
  });

  it("log: keeps a line as it was", () => {
    const log = makeMemoryLog();
    const fields = { count: 1 };
    log.info("first", fields);
    fields.count = 2;
    log.warn("second");
    log.error("third", { code: "x" });
    expect(log.lines).toStrictEqual([
      { level: "info", message: "first", fields: { count: 1 } },
      { level: "warn", message: "second", fields: {} },
      { level: "error", message: "third", fields: { code: "x" } },
    ]);
  });
});
