import type { SchoolId } from "#events/ids.ts";
import type { Table } from "#shared/ports/table.ts";
import { registryKey } from "#shared/store/commits.ts";

/** One stream of the registry. */
export type Stream = { school: SchoolId; stream: string };

const PAGE = 500;

/** Every stream of one shard of the registry, or those of one category, page after page: memory stays flat. */
export async function* streamsIn(events: Table, shard: number, category?: string): AsyncGenerator<Stream> {
  let cursor: string | undefined;
  do {
    const page = await events.index("registry", registryKey(shard), { limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const { pk } of page.items) {
      const at = pk.indexOf("#");
      const stream = pk.slice(at + 1);
      if (!category || stream.startsWith(`${category}/`)) yield { school: pk.slice(0, at) as SchoolId, stream };
    }
    cursor = page.next ?? undefined;
  } while (cursor);
}
