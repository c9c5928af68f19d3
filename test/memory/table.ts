import { BadCursor } from "#shared/ports/badCursor.ts";
import { Fault } from "#shared/ports/fault.ts";
import type {
  Conflict,
  Expect,
  Item,
  Json,
  Key,
  Page,
  QueryOptions,
  Table,
  TransactConflict,
  Write,
} from "#shared/ports/table.ts";
import { readIndexCursor, readScanCursor, writeCursor } from "#shared/store/cursor.ts";
import { compareKeys } from "./compareKeys.ts";
import { itemBytes } from "./itemSize.ts";
import { stored } from "./stored.ts";

const MOST_ITEM_BYTES = 400 * 1024;
const MOST_TRANSACT_BYTES = 4 * 1024 * 1024;
const MOST_WRITES = 100;
const MOST_PK_BYTES = 2048;
const MOST_SK_BYTES = 1024;
const MOST_SEGMENTS = 1_000_000;
const PAGE_BYTES = 1024 * 1024;
/** How many of the last writes an index may be behind at most. */
const LONGEST_LAG = 64;

/** The sparse indexes that the stack gives its tables, and what of an item they hold. */
const INDEXES = {
  registry: { hash: "registry", range: "pk", holds: "keys" },
  inbox: { hash: "inbox", range: "at", holds: "all" },
} as const;
export type IndexName = keyof typeof INDEXES;

/** One item's change, as the table's stream tells it. */
export type Change = { before: Item | null; after: Item | null };
export type Operation = "get" | "batchGet" | "query" | "index" | "put" | "remove" | "transact" | "scan";

export type Hooks = {
  /** Before anything is done: what it throws is the answer, and nothing was done. */
  before?: (operation: Operation) => void;
  /** After it was done: what it throws is the answer instead (a lost one). */
  after?: (operation: Operation) => void;
  /** How many of the last writes an index does not show yet. Default: none. */
  lag?: (index: IndexName) => number;
  /** Every change of an item, in order; those of one transaction one after another. */
  changed?: (change: Change) => void;
};

export type MemoryOptions = {
  /** The type of the sort key; it can't be changed, as in DynamoDB. */
  sortKey?: "string" | "number";
  indexes?: readonly IndexName[];
  hooks?: Hooks;
  /** Smaller pages make short walks of what would need megabytes. */
  pageBytes?: number;
};

type IndexOptions = { limit?: number; descending?: boolean; cursor?: string; after?: string; upTo?: string };

const keyName = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const copyOf = <Value extends Json | undefined>(value: Value): Value => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as unknown as Value;
  const copy: Record<string, Json | undefined> = {};
  for (const name in value) copy[name] = copyOf((value as Record<string, Json | undefined>)[name]);
  return copy as Value;
};

/** Spreads partitions over the segments of a scan; FNV-1a. */
const spread = (pk: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < pk.length; at++) hash = Math.imul(hash ^ pk.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The place of a sort key in a sorted partition: its own, or where it would stand. */
const placeOf = (items: readonly Item[], sk: string | number): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = items[middle];
    if (at && compareKeys(at.sk, sk) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * A table that refuses what DynamoDB refuses, and answers as it answers. Every method is done when it returns: no
 * promise, no timer, no chance, so that a simulation can put it at any moment of its own time.
 */
export class MemoryStore {
  private readonly partitions = new Map<string, Item[]>();
  /** What the last writes replaced, newest last: an index that lags shows this instead. */
  private readonly undo: { key: Key; before: Item | null }[] = [];
  private readonly sortKey: "string" | "number";
  private readonly indexes: readonly IndexName[];
  private readonly hooks: Hooks;
  private readonly pageBytes: number;

  constructor({ sortKey = "string", indexes = [], hooks = {}, pageBytes = PAGE_BYTES }: MemoryOptions = {}) {
    this.sortKey = sortKey;
    this.indexes = indexes;
    this.hooks = hooks;
    this.pageBytes = pageBytes;
  }

  get(key: Key): Item | null {
    return this.does("get", "table get", () => {
      this.checkKey(key);
      const found = this.find(key);
      return found && copyOf(found);
    });
  }

  batchGet(keys: readonly Key[]): Item[] {
    return this.does("batchGet", "table batch get", () => {
      for (const key of keys) this.checkKey(key);
      const wanted = new Map(keys.map((key) => [keyName(key), key]));
      return [...wanted.values()].flatMap((key) => {
        const found = this.find(key);
        return found ? [copyOf(found)] : [];
      });
    });
  }

  query(pk: string, { after, upTo, limit, descending = false }: QueryOptions = {}): Page {
    return this.does("query", "table query", () => {
      this.checkPk(pk);
      for (const bound of [after, upTo]) if (bound !== undefined) this.checkSk(bound);
      const all = this.partitions.get(pk) ?? [];
      const sign = descending ? -1 : 1;
      const within = (descending ? all.toReversed() : all).filter(
        ({ sk }) =>
          (after === undefined || sign * compareKeys(sk, after) > 0) &&
          (upTo === undefined || sign * compareKeys(sk, upTo) <= 0),
      );
      const { items, hasMore } = this.page(within, limit);
      return { items: items.map(copyOf), next: hasMore ? (items.at(-1)?.sk ?? null) : null };
    });
  }

  index(name: string, pk: string, options: IndexOptions = {}): { items: Item[]; next: string | null } {
    return this.does("index", "table index", () => {
      const index = this.indexes.find((one) => one === name);
      if (!index) throw new Error(`no index ${name}`);
      this.checkPk(pk);
      const { limit, descending = false, cursor, after, upTo } = options;
      for (const bound of [after, upTo]) if (bound === "") throw new Error("an empty bound");
      const { hash, range, holds } = INDEXES[index];
      const sign = descending ? -1 : 1;
      const rangeOf = (item: Item) => item[range] as string;
      const compare = (one: Item, other: Item) =>
        sign *
        (compareKeys(rangeOf(one), rangeOf(other)) || compareKeys(one.pk, other.pk) || compareKeys(one.sk, other.sk));
      const isWithin = (value: string) =>
        (after === undefined || sign * compareKeys(value, after) > 0) &&
        (upTo === undefined || sign * compareKeys(value, upTo) <= 0);
      const place = `${index}/${pk}`;
      const start = cursor === undefined ? null : this.startOf(readIndexCursor(cursor, place), range);
      if (start && !isWithin(rangeOf(start))) throw new BadCursor();
      const within = this.seenBy(index)
        .filter((item) => item[hash] === pk && item[range] !== undefined && isWithin(rangeOf(item)))
        .filter((item) => !start || compare(item, start) > 0)
        .sort(compare)
        .map((item) => (holds === "all" ? item : ({ pk: item.pk, sk: item.sk, [hash]: pk } as unknown as Item)));
      const { items, hasMore } = this.page(within, limit);
      const last = hasMore ? items.at(-1) : undefined;
      return {
        items: items.map(copyOf),
        next: last ? writeCursor(place, { pk: last.pk, sk: last.sk, range: rangeOf(last) }) : null,
      };
    });
  }

  put(item: Item, expect: Expect): "written" | Conflict {
    return this.does("put", "table put", () => {
      const next = this.checkItem(item);
      return this.conflictOf(next, expect) ?? this.set(next, next);
    });
  }

  remove(key: Key, expect: Expect): "written" | Conflict {
    return this.does("remove", "table remove", () => {
      this.checkKey(key);
      return this.conflictOf(key, expect) ?? this.set(key, null);
    });
  }

  transact(writes: readonly Write[]): "written" | TransactConflict {
    return this.does("transact", "table transact", () => {
      if (writes.length === 0 || writes.length > MOST_WRITES) throw new Error("1 to 100 writes in a transaction");
      const steps = writes.map((write) => {
        if ("put" in write) {
          const next = this.checkItem(write.put);
          return { key: next as Key, next, expect: write.expect };
        }
        this.checkKey(write.remove);
        return { key: write.remove, next: null, expect: write.expect };
      });
      if (new Set(steps.map(({ key }) => keyName(key))).size < steps.length)
        throw new Error("the same item twice in a transaction");
      const bytes = steps.reduce((sum, { next }) => sum + (next ? itemBytes(next) : 0), 0);
      if (bytes > MOST_TRANSACT_BYTES) throw new Error("a transaction over 4 MB");
      const conflicts = steps.flatMap(({ key, expect }, index) => {
        const conflict = this.conflictOf(key, expect);
        return conflict ? [{ index, found: conflict.conflict }] : [];
      });
      if (conflicts.length > 0) return { conflicts };
      for (const { key, next } of steps) this.set(key, next);
      return "written";
    });
  }

  scan(segment: number, segments: number, cursor?: string): { items: Item[]; next: string | null } {
    return this.does("scan", "table scan", () => {
      if (!Number.isInteger(segments) || segments < 1 || segments > MOST_SEGMENTS) throw new Error("so many segments");
      if (!Number.isInteger(segment) || segment < 0 || segment >= segments) throw new Error("no such segment");
      const place = `scan/${segment}/${segments}`;
      const start = cursor === undefined ? null : readScanCursor(cursor, place);
      if (start) this.startOf(start, "pk");
      const pks = [...this.partitions.keys()].filter((pk) => spread(pk) % segments === segment);
      const inPlaces = (one: string, other: string) => spread(one) - spread(other) || compareKeys(one, other);
      const within = pks
        .sort(inPlaces)
        .filter((pk) => !start || inPlaces(pk, start.pk) >= 0)
        .flatMap((pk) => this.partitions.get(pk) ?? [])
        .filter((item) => !start || item.pk !== start.pk || compareKeys(item.sk, start.sk) > 0);
      const { items, hasMore } = this.page(within);
      const last = hasMore ? items.at(-1) : undefined;
      return { items: items.map(copyOf), next: last ? writeCursor(place, { pk: last.pk, sk: last.sk }) : null };
    });
  }

  /** Every item there is, for assertions: not an operation of a table. */
  all(): Item[] {
    return [...this.partitions.values()].flat().map(copyOf);
  }

  /** What breaks a rule of DynamoDB is `refused`, as its ValidationException is. */
  private does<T>(operation: Operation, where: string, work: () => T): T {
    this.hooks.before?.(operation);
    let answer: T;
    try {
      answer = work();
    } catch (cause) {
      if (cause instanceof BadCursor) throw cause;
      throw new Fault("refused", where, { cause });
    }
    this.hooks.after?.(operation);
    return answer;
  }

  private checkPk(pk: unknown): void {
    if (typeof pk !== "string") throw new Error("pk is a string");
    if (pk === "") throw new Error("an empty key");
    if (Buffer.byteLength(pk) > MOST_PK_BYTES) throw new Error("pk over 2,048 bytes");
  }

  private checkSk(sk: unknown): void {
    if (typeof sk !== this.sortKey) throw new Error(`sk is a ${this.sortKey}`);
    if (sk === "") throw new Error("an empty key");
    if (typeof sk === "string" && Buffer.byteLength(sk) > MOST_SK_BYTES) throw new Error("sk over 1,024 bytes");
    stored(sk as Json);
  }

  private checkKey(key: Key): void {
    this.checkPk(key.pk);
    this.checkSk(key.sk);
    if (Object.entries(key).some(([name, value]) => name !== "pk" && name !== "sk" && value !== undefined))
      throw new Error("a key of more than pk and sk");
  }

  private checkItem(item: Item): Item {
    this.checkPk(item.pk);
    this.checkSk(item.sk);
    const next = stored(item) as Item;
    for (const name of Object.keys(next)) if (name === "") throw new Error("an attribute without a name");
    for (const index of this.indexes) {
      const { hash, range } = INDEXES[index];
      for (const [name, most] of [
        [hash, MOST_PK_BYTES],
        [range, MOST_SK_BYTES],
      ] as const) {
        const value = next[name];
        // Absent is allowed: the index is sparse.
        if (value === undefined) continue;
        if (typeof value !== "string" || value === "") throw new Error(`${name} is a key of the index ${index}`);
        if (hash in next && Buffer.byteLength(value) > most) throw new Error(`${name} is too long for a key`);
      }
    }
    if (itemBytes(next) > MOST_ITEM_BYTES) throw new Error("an item over 400 KB");
    return next;
  }

  private find({ pk, sk }: Key): Item | null {
    const items = this.partitions.get(pk) ?? [];
    const item = items[placeOf(items, sk)];
    return item?.sk === sk ? item : null;
  }

  private conflictOf(key: Key, expect: Expect): Conflict | null {
    if (expect === "anything") return null;
    if (expect !== "absent" && !Number.isSafeInteger(expect.rev)) throw new Error("an expectation of no known kind");
    const found = this.find(key);
    const holds = expect === "absent" ? !found : found?.rev === expect.rev;
    return holds ? null : { conflict: found && copyOf(found) };
  }

  private set({ pk, sk }: Key, next: Item | null): "written" {
    const items = this.partitions.get(pk) ?? [];
    const place = placeOf(items, sk);
    const before = items[place]?.sk === sk ? (items[place] ?? null) : null;
    if (next || before) {
      items.splice(place, before ? 1 : 0, ...(next ? [next] : []));
      if (items.length > 0) this.partitions.set(pk, items);
      else this.partitions.delete(pk);
      this.undo.push({ key: { pk, sk }, before });
      if (this.undo.length > LONGEST_LAG) this.undo.shift();
      this.hooks.changed?.({ before: before && copyOf(before), after: next && copyOf(next) });
    }
    return "written";
  }

  /** Every item as an index sees it: without the last writes, when it lags. */
  private seenBy(index: IndexName): Item[] {
    const lag = Math.max(0, Math.min(this.hooks.lag?.(index) ?? 0, this.undo.length));
    const older = new Map<string, Item | null>();
    // Newest first, so that the oldest of an item's unseen writes is the one that counts.
    for (const { key, before } of this.undo.slice(this.undo.length - lag).reverse()) older.set(keyName(key), before);
    const now = [...this.partitions.values()].flat();
    if (older.size === 0) return now;
    return [...now.filter((item) => !older.has(keyName(item))), ...[...older.values()].filter((item) => item !== null)];
  }

  /** A cursor's key, or BadCursor when it is none of this table's. */
  private startOf({ pk, sk, range }: Key & { range?: string }, name: string): Item {
    try {
      this.checkPk(pk);
      this.checkSk(sk);
    } catch (cause) {
      throw new BadCursor({ cause });
    }
    return { [name]: range, pk, sk, rev: 0 } as Item;
  }

  /** What fits: at most `limit` items, and no more bytes than a page has, but always one item. */
  private page(items: readonly Item[], limit?: number): { items: Item[]; hasMore: boolean } {
    if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) throw new Error("a limit of at least 1");
    const taken: Item[] = [];
    let bytes = 0;
    for (const item of items) {
      // DynamoDB stops at its limit without looking whether there was more.
      if (taken.length === limit) break;
      bytes += itemBytes(item);
      if (taken.length > 0 && bytes > this.pageBytes) break;
      taken.push(item);
    }
    return { items: taken, hasMore: taken.length < items.length || (taken.length > 0 && taken.length === limit) };
  }
}

/** The Table port over a MemoryStore: each promise is settled at once. */
export const tableOf = (store: MemoryStore): Table => ({
  get: async (key) => store.get(key),
  batchGet: async (keys) => store.batchGet(keys),
  query: async (pk, options) => store.query(pk, options),
  index: async (name, pk, options) => store.index(name, pk, options),
  put: async (item, expect) => store.put(item, expect),
  remove: async (key, expect) => store.remove(key, expect),
  transact: async (writes) => store.transact(writes),
  scan: async (segment, segments, cursor) => store.scan(segment, segments, cursor),
});

export const makeMemoryTable = (options: MemoryOptions = {}): Table => tableOf(new MemoryStore(options));
