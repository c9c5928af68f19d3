/** What an item may hold: JSON. Absent and `undefined` are the same; `undefined` is never stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

export type Key = { pk: string; sk: string | number };

/** `rev` counts the writes of an item, from 1; it is what a later write expects. */
export type Item = Key & { rev: number; [name: string]: Json | undefined };

/** What must hold for a write to happen: no such item yet, exactly this revision, or nothing at all. */
export type Expect = "absent" | "anything" | { rev: number };

/** `rev` of the item to write is set by the caller: 1 for a new one, one more than was read for a later one. */
export type Write = { put: Item; expect: Expect } | { remove: Key; expect: Expect };

/** `found` is the item as it was when the write was refused (ALL_OLD); null: there was none. */
export type Conflict = { conflict: Item | null };
export type TransactConflict = { conflicts: { index: number; found: Item | null }[] };

export type Page = { items: Item[]; next: string | number | null };

export type QueryOptions = {
  /** Only sort keys greater than this (or less, when descending). */
  after?: string | number;
  /** Only sort keys up to and including this. */
  upTo?: string | number;
  /** At most this many items; a page may hold fewer for its size (1 MB) and still have a `next`. */
  limit?: number;
  descending?: boolean;
};

/**
 * One DynamoDB table. Every read is strongly consistent but for `index`.
 * Faults are thrown as `Fault`; a condition that does not hold is an answer, not a fault.
 */
export type Table = {
  get(key: Key): Promise<Item | null>;
  /** Any number of keys; items that do not exist are left out; order is not kept. */
  batchGet(keys: Key[]): Promise<Item[]>;
  query(pk: string, options?: QueryOptions): Promise<Page>;
  /** Eventually consistent. `next` is opaque: hand it back as `cursor`. */
  index(
    name: string,
    pk: string,
    options?: { limit?: number; descending?: boolean; cursor?: string; after?: string; upTo?: string },
  ): Promise<{ items: Item[]; next: string | null }>;
  put(item: Item, expect: Expect): Promise<"written" | Conflict>;
  remove(key: Key, expect: Expect): Promise<"written" | Conflict>;
  /** All or none; at most 100 writes, each to another item. */
  transact(writes: Write[]): Promise<"written" | TransactConflict>;
  /** Every item once, in no order, in pages; `segment` of `segments` for a parallel walk. Not consistent. */
  scan(segment: number, segments: number, cursor?: string): Promise<{ items: Item[]; next: string | null }>;
};

/** All items of a partition, page after page. */
export async function* queryAll(table: Table, pk: string, options: QueryOptions = {}): AsyncGenerator<Item> {
  let after = options.after;
  while (true) {
    const page = await table.query(pk, after === undefined ? options : { ...options, after });
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
