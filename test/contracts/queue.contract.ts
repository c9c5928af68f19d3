import { describe, expect, it } from "@jest/globals";
import type { Queue } from "#shared/ports/queue.ts";
import type { Json } from "#shared/ports/table.ts";
import { eventually } from "./eventually.ts";
import { faultOf } from "./faultOf.ts";

export type QueueWorld = {
  queue: Queue;
  /** What a worker gets now, at most 10. */
  receive(): Promise<{ receipt: string; body: Json; receives: number }[]>;
  remove(receipt: string): Promise<void>;
  /** The bodies among the dead letters. */
  dead(): Promise<Json[]>;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
};
/** A queue that hides a message for 1 s and gives it up after 2 receives. */
export type MakeQueue = () => Promise<QueueWorld>;

const VISIBILITY_MS = 1_000;
const LATER_MS = VISIBILITY_MS + 300;

const numbered = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `m${at}`, body: { number: at } }));
const numberOf = (body: Json): number => (body as { number: number }).number;

/** What every Queue does, whatever it is made of. */
export const queueContract = (name: string, make: MakeQueue): void => {
  describe(`queue on ${name}`, () => {
    it("delivers what was sent, any number of messages", async () => {
      const { queue, receive, remove } = await make();
      await queue.send(numbered(23));
      const bodies: Json[] = [];
      await eventually(
        async () => {
          const messages = await receive();
          expect(messages.length).toBeLessThanOrEqual(10);
          for (const { body, receipt } of messages) {
            bodies.push(body);
            await remove(receipt);
          }
        },
        () => bodies.length >= 23,
      );
      expect(bodies.map(numberOf).sort((one, other) => one - other)).toStrictEqual(
        numbered(23).map(({ body }) => body.number),
      );
      expect(await receive()).toStrictEqual([]);
    });

    it("sends nothing when there is nothing", async () => {
      const { queue, receive } = await make();
      await queue.send([]);
      expect(await receive()).toStrictEqual([]);
    });

    it("keeps a body as it was", async () => {
      const { queue, receive } = await make();
      const body = { words: 'één & <twee> "drie" 😀', list: [1, null, true], empty: {} };
      await queue.send([{ id: "one", body }]);
      expect((await receive()).map((message) => message.body)).toStrictEqual([body]);
    });

    it("hides a received message, shows it again, and forgets it once removed", async () => {
      const { queue, receive, remove, pass } = await make();
      await queue.send(numbered(1));
      const [first] = await receive();
      expect(first?.receives).toBe(1);
      expect(await receive()).toStrictEqual([]);
      await pass(LATER_MS);
      const [second] = await receive();
      expect([second?.body, second?.receives]).toStrictEqual([{ number: 0 }, 2]);
      await remove(second?.receipt ?? "");
      await pass(LATER_MS);
      expect(await receive()).toStrictEqual([]);
    });

    it("gives a message up after its last receive, to the dead letters", async () => {
      const { queue, receive, dead, pass } = await make();
      await queue.send(numbered(1));
      for (let receives = 1; receives <= 2; receives++) {
        expect((await receive()).map((message) => message.receives)).toStrictEqual([receives]);
        await pass(LATER_MS);
      }
      expect(await receive()).toStrictEqual([]);
      expect(await eventually(dead, (bodies) => bodies.length > 0)).toStrictEqual([{ number: 0 }]);
    });

    it("holds a message back for as long as was asked", async () => {
      const { queue, receive, pass } = await make();
      await queue.send([
        { id: "later", body: { number: 1 }, delaySeconds: 2 },
        { id: "now", body: { number: 2 } },
      ]);
      expect((await receive()).map(({ body }) => body)).toStrictEqual([{ number: 2 }]);
      await pass(2_300);
      expect((await receive()).map(({ body }) => numberOf(body))).toContain(1);
    });

    it("refuses ids that are not apart or not of its letters, and more than 1 MB", async () => {
      const { queue, receive } = await make();
      await faultOf(queue.send([...numbered(2), ...numbered(1)]), "refused");
      await faultOf(queue.send([{ id: "a/b", body: 1 }]), "refused");
      await faultOf(queue.send([{ id: "a", body: "x".repeat(1024 * 1024) }]), "refused");
      const half = "x".repeat(512 * 1024);
      await faultOf(queue.send(["a", "b"].map((id) => ({ id, body: half }))), "refused");
      expect(await receive()).toStrictEqual([]);
    });
  });
};
