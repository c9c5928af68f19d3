import { stat } from "node:fs/promises";
import type { Item, Table, Write } from "#shared/ports/table.ts";
import type { TableName, Twist } from "./cloud.ts";
import type { Row } from "./watch.ts";

type OverTable = NonNullable<Twist["table"]>;

/** A twist of one function's hold on one table. */
const on = (fn: string, of: TableName, over: (table: Table) => Partial<Table>): { table: OverTable } => ({
  table: (at, name, table) => (at === fn && name === of ? { ...table, ...over(table) } : table),
});

const whatever = (writes: Write[]): Write[] => writes.map((write) => ({ ...write, expect: "anything" }));
const mailOf = (item: Item): Row["mail"] | undefined => (item.delivery as unknown as Row | undefined)?.mail;
const withMail = (item: Item | null, state: string): Item | null => {
  if (!item?.delivery) return item;
  const row = item.delivery as unknown as Row;
  return { ...item, delivery: { ...row, mail: { ...row.mail, state } } };
};
const isHead = ({ sk }: { sk: string | number }): boolean => sk === "head";

/** Mistakes that were made, or nearly: each is one switch, and each must be found. */
export const bugs: Record<string, Twist> = {
  "the relay does not look which entries failed": {
    bus: (bus) => ({ publish: (events) => bus.publish(events).then(() => ({ failed: [] })) }),
  },
  "the relay takes a lost answer for a success": {
    bus: (bus) => ({ publish: (events) => bus.publish(events).catch(() => ({ failed: [] })) }),
  },
  "a view's head is written without its revision": on("projections", "views", (table) => ({
    transact: (writes) => table.transact(whatever(writes)),
  })),
  "a projection trusts that events come in order": on("projections", "events", () => ({
    query: async () => ({ items: [], next: null }),
  })),
  "a projection writes rows before the head, not with it": on("projections", "views", (table) => ({
    transact: async (writes) => {
      for (const write of [...writes].reverse())
        if ("put" in write) await table.put(write.put, write.expect);
        else await table.remove(write.remove, write.expect);
      return "written" as const;
    },
  })),
  "a rebuild is not fed by who consumes meanwhile": on("projections", "views", (table) => ({
    get: async (key) => {
      const item = await table.get(key);
      return item && key.pk.startsWith("pointer/") ? { ...item, building: null } : item;
    },
  })),
  "an access row is written whatever is there": on("projections", "access", (table) => ({
    get: async () => null,
    put: (item) => table.put(item, "anything"),
  })),
  "the notice's header is written without a condition": on("expand", "deliveries", (table) => ({
    put: (item) => table.put(item, "anything"),
  })),
  "expand takes a chunk that the queue refused as sent": {
    chunks: (fn, queue) => (fn === "expand" ? { send: (messages) => queue.send(messages).catch(() => {}) } : queue),
  },
  "a chunk's rows are written without a condition": on("deliver", "deliveries", (table) => ({
    transact: (writes) => table.transact(whatever(writes)),
  })),
  "a mail is sent without a claim": on("deliver", "deliveries", (table) => ({
    put: async (item, expect) => (mailOf(item)?.state === "sending" ? "written" : table.put(item, expect)),
  })),
  "rights are read once a container": {
    table: (fn, name, table) => {
      if (fn !== "deliver" || name !== "access") return table;
      const held = new Map<string, Item[]>();
      return {
        ...table,
        batchGet: async (keys) => {
          const lists = [];
          for (const key of keys) {
            const found = held.get(key.pk) ?? (await table.batchGet([key]));
            held.set(key.pk, found);
            lists.push(...found);
          }
          return lists;
        },
      };
    },
  },
  "that a mail was sent is noted on nobody's row": on("deliver", "deliveries", (table) => ({
    put: async (item, expect) => (mailOf(item)?.state === "sent" ? "written" : table.put(item, expect)),
  })),
  "a lost race is answered as won": on("commands", "events", (table) => ({
    put: (item, expect) => table.put(item, expect).then(() => "written" as const),
  })),
  "each try of a command has a key of its own": {
    request: (request, nth) => ({
      ...request,
      headers: request.correlation.endsWith("1")
        ? { "idempotency-key": `${request.headers["idempotency-key"]}-${nth}` }
        : request.headers,
    }),
  },
  "news of a mail goes backward": on("mailEvents", "deliveries", (table) => ({
    get: async (key) => withMail(await table.get(key), "queued"),
  })),
  "news that comes too early is dropped": {
    message: (fn, handle) => (fn === "mailEvents" ? (body) => handle(body).catch(() => {}) : handle),
  },
  "a message that failed is removed all the same": {
    message: (fn, handle) => (fn === "expand" ? (body) => handle(body).catch(() => {}) : handle),
  },
  "the tick does not bring again what waits": {
    chunks: (fn, queue) => (fn === "tick" ? { send: async () => {} } : queue),
  },
  "what is due is looked at, and stays": on("tick", "due", () => ({ remove: async () => "written" as const })),
  "sent is counted as reached": {
    answer: (answer) => ({
      ...answer,
      body: answer.body.replace(/("mail":\{"state":"sent"[^}]*\},"answers":\[\],"isReached":)false/g, "$1true"),
    }),
  },
  "addresses are taken in another order": on("deliver", "people", (table) => ({
    batchGet: async (keys) => {
      const items = await table.batchGet(keys);
      return items.map((item, index) => ({ ...item, email: items[(index + 1) % items.length]?.email ?? null }));
    },
  })),
  "a handler waits on what is no port": {
    mailer: ({ send }) => ({ send: (mail) => stat(".").then(() => send(mail)) }),
  },
  "a handler looks at a clock of its own": {
    mailer: ({ send }) => ({ send: async (mail) => send({ ...mail, subject: `${mail.subject} ${Date.now()}` }) }),
  },
  "a view's old rows stay": on("projections", "views", (table) => ({
    transact: (writes) => table.transact(writes.filter((write) => "put" in write)),
  })),
  "a head is read before it can be trusted": on("projections", "views", (table) => {
    const heads = new Map<string, Item | null>();
    return {
      get: async (key) => {
        if (!isHead(key)) return table.get(key);
        const held = heads.get(key.pk);
        const now = await table.get(key);
        heads.set(key.pk, now);
        return held === undefined ? now : held;
      },
      transact: (writes) => table.transact(whatever(writes)),
    };
  }),
};
