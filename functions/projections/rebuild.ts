import type { Clock } from "#shared/ports/clock.ts";
import type { Table } from "#shared/ports/table.ts";
import { REGISTRY_SHARDS, readCommits } from "#shared/store/commits.ts";
import { GENERATIONS_REST_MS, pointerKey } from "#shared/store/views.ts";
import { makeApply } from "./projections.ts";
import { streamsIn } from "./streams.ts";
import type { View } from "./view.ts";

type RebuildPorts = { events: Table; views: Table; clock: Clock };

/** How many streams of a shard are read side by side. */
const AT_ONCE = 8;

/**
 * Writes the next generation of a view beside the live one, then swaps the pointer; whoever reads meanwhile sees the
 * old one whole. Consumers write both from the moment that they have read the new pointer. Answers how many streams.
 */
export const makeRebuild =
  ({ events, views, clock }: RebuildPorts) =>
  async (view: View): Promise<{ generation: number; streams: number }> => {
    const key = pointerKey(view.name);
    const pointer = await views.get(key);
    const live = (pointer?.live as number | undefined) ?? 1;
    // A rebuild that broke off is begun anew, in a generation of its own.
    const building = Math.max(live, (pointer?.building as number | null | undefined) ?? 0) + 1;
    const rev = (pointer?.rev ?? 0) + 1;
    const began = await views.put({ ...key, rev, live, building }, pointer ? { rev: pointer.rev } : "absent");
    if (began !== "written") throw new Error("this view is being rebuilt by somebody else");
    // Until now a consumer may have known only the old generation: what it wrote there is in the stream by then.
    await clock.sleep(GENERATIONS_REST_MS * 2);

    const apply = makeApply({ events, views, clock });
    let streams = 0;
    const walk = async (shard: number) => {
      const list = streamsIn(events, shard, view.category);
      const take = async () => {
        for (let next = await list.next(); !next.done; next = await list.next()) {
          const { school, stream } = next.value;
          const commits = await readCommits(events, school, stream);
          await apply(
            view,
            building,
            school,
            stream,
            commits.flatMap((commit) => commit.events),
          );
          streams += 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, take));
    };
    for (let shard = 0; shard < REGISTRY_SHARDS; shard += 4)
      await Promise.all([0, 1, 2, 3].map((next) => walk(shard + next)));

    const swapped = await views.put({ ...key, rev: rev + 1, live: building, building: null }, { rev });
    if (swapped !== "written") throw new Error("the pointer changed during the rebuild");
    return { generation: building, streams };
  };
