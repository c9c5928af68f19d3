import type { NoticeId, SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import { type Item, queryAll, type Table } from "#shared/ports/table.ts";

/** The due index is spread over this many keys. */
const SHARDS = 4;

/** Look at a notice's ledger again at this moment. */
export type Due = { at: Instant; school: SchoolId; notice: NoticeId };

const shardOf = (notice: string): number => Number.parseInt(notice.slice(0, 2), 16) % SHARDS;

/** Put again for the same moment it is the same row. */
export const addDue = async (table: Table, { at, school, notice }: Due): Promise<void> => {
  await table.put({ pk: `due/${shardOf(notice)}`, sk: `${at}#${notice}`, rev: 1, at, school, notice }, "anything");
};

/** Everything that is due by now, oldest first in each shard; a missed tick loses nothing. */
export async function* dueBy(table: Table, now: Instant): AsyncGenerator<Due & { item: Item }> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of queryAll(table, `due/${shard}`, { upTo: `${now}~` }))
      yield {
        at: item.at as Instant,
        school: item.school as SchoolId,
        notice: item.notice as NoticeId,
        item,
      };
}

export const removeDue = async (table: Table, { pk, sk }: Item): Promise<void> => {
  await table.remove({ pk, sk }, "anything");
};
