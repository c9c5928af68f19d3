import type { Clock } from "#shared/ports/clock.ts";
import type { Item, Table, Write } from "#shared/ports/table.ts";
import { makeMemoryClock } from "../memory/clock.ts";
import { type Change, MemoryStore, type Operation, tableOf } from "../memory/table.ts";

export const tableNames = ["events", "keys", "views", "people", "access", "deliveries", "due", "limits"] as const;
export type TableName = (typeof tableNames)[number];

/** One request to a table. */
export type Asked = { table: TableName; operation: Operation };

const sent = (item: Item): Item => JSON.parse(JSON.stringify(item)) as Item;
/** As over the wire: under jest what `structuredClone` gives has another realm's prototype, and the store refuses it. */
const wired = (table: Table): Table => ({
  ...table,
  put: (item, expect) => table.put(sent(item), expect),
  transact: (writes) =>
    table.transact(writes.map((write): Write => ("put" in write ? { ...write, put: sent(write.put) } : write))),
});

/** All tables of the stack, as sharp as DynamoDB, with every request noted and every commit told. */
export const makeTables = (committed: (change: Change) => void = () => {}) => {
  const asked: Asked[] = [];
  const storeOf = (name: TableName): MemoryStore => {
    const before = (operation: Operation) => {
      asked.push({ table: name, operation });
    };
    switch (name) {
      case "events":
        return new MemoryStore({ sortKey: "number", indexes: ["registry"], hooks: { before, changed: committed } });
      case "deliveries":
        return new MemoryStore({ indexes: ["inbox"], hooks: { before } });
      default:
        return new MemoryStore({ hooks: { before } });
    }
  };
  const stores = Object.fromEntries(tableNames.map((name) => [name, storeOf(name)])) as Record<TableName, MemoryStore>;
  const tables = Object.fromEntries(tableNames.map((name) => [name, wired(tableOf(stores[name]))])) as Record<
    TableName,
    Table
  >;
  return {
    ...{ stores, tables, asked },
    /** Everything that is stored, as text: two of these are equal when nothing was written between them. */
    contents: (): string => JSON.stringify(tableNames.map((name) => [name, stores[name].all()])),
  };
};

/** Time that moves only when it is moved, or when somebody waits. */
export const makeClock = (start?: Parameters<typeof makeMemoryClock>[0]) => {
  const memory = makeMemoryClock(start);
  const sleep: Clock["sleep"] = async (ms) => memory.advance(ms);
  return { now: memory.now, set: memory.set, advance: memory.advance, sleep };
};
