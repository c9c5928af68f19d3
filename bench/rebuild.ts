import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { systemClock } from "../functions/adapters/clock.ts";
import { sick } from "../functions/projections/absence.ts";
import { makeRebuild } from "../functions/projections/rebuild.ts";
import type { Item } from "../shared/ports/table.ts";
import { toItem } from "../shared/store/commits.ts";
import { makeDynamoTable } from "../shared/store/dynamo.ts";
import { makeViews } from "../shared/store/views.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { createTable, fill, startDynamoLocal } from "./dynamoLocal.ts";
import { isMain } from "./isMain.ts";
import { median } from "./median.ts";
import { heapMb } from "./memory.ts";
import { commitOf, SCHOOL } from "./sample.ts";

const LEAST = 0.5;
/** "Flat": what a rebuild of everything holds is no more than this over what its first tenth held. */
const MOST_GROWTH_MB = 16;
/** As many segments at once as a rebuild walks shards. */
const SEGMENTS = 4;

const scanAll = async (client: DynamoDBClient): Promise<number> => {
  let found = 0;
  const segment = async (Segment: number) => {
    let ExclusiveStartKey: Record<string, never> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: "events",
          Segment,
          TotalSegments: SEGMENTS,
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        }),
      );
      found += page.Items?.length ?? 0;
      ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
    } while (ExclusiveStartKey);
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, nth) => segment(nth)));
  return found;
};

export type Options = { events?: number; perStream?: number; rounds?: number };

/** A view over all events of a table written anew, beside reading the whole table once and doing nothing with it. */
export const rebuild = async ({ events = 200_000, perStream = 100, rounds = 1 }: Options = {}): Promise<Figure[]> => {
  const streams = Math.round(events / perStream);
  const { client, stop } = await startDynamoLocal();
  try {
    await createTable(client, { name: "events", sortKey: "N" }, { index: "registry", hash: "registry", range: "pk" });
    await createTable(client, { name: "views" });
    const items = function* (): Generator<Item> {
      // Not stream after stream: a table is not written in that order either.
      for (let nth = 1; nth <= perStream; nth++)
        for (let pupil = 0; pupil < streams; pupil++) yield toItem(commitOf(pupil, nth));
    };
    await fill(client, "events", items());

    const views = makeDynamoTable({ client, name: "views" });
    let written = 0;
    const held: number[] = [];
    const counted = {
      ...views,
      transact: async (writes: Parameters<typeof views.transact>[0]) => {
        const answer = await views.transact(writes);
        written += 1;
        if (written % Math.ceil(streams / 10) === 0) held.push(heapMb());
        return answer;
      },
    };
    // The wait for other containers to see the new generation is no work.
    const clock = { ...systemClock, sleep: async () => {} };
    const rebuildView = makeRebuild({ events: makeDynamoTable({ client, name: "events" }), views: counted, clock });

    const seconds = { scan: [] as number[], rebuild: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const before = performance.now();
      const found = await scanAll(client);
      seconds.scan.push((performance.now() - before) / 1_000);
      if (found !== streams * perStream) throw new Error(`the scan found ${found} items`);
      const began = performance.now();
      const done = await rebuildView(sick);
      seconds.rebuild.push((performance.now() - began) / 1_000);
      if (done.streams !== streams) throw new Error(`${done.streams} streams of ${streams} were walked`);
    }
    let rows = 0;
    for await (const { data } of makeViews({ table: views, clock }).each("sick", SCHOOL, "now")) if (data) rows += 1;
    if (rows !== streams) throw new Error(`${rows} rows of ${streams} are in the view`);

    const [scan, ours] = [median(seconds.scan), median(seconds.rebuild)];
    const [first = 0, ...later] = held;
    const growth = Math.max(...later) - first;
    const perSecond = (took: number) => `${((streams * perStream) / took / 1_000).toFixed(1)}k events/s`;
    return [
      figure(
        `rebuild over ${streams * perStream} events, ${perStream} a stream`,
        `≥ ${LEAST} × scan`,
        `${(scan / ours).toFixed(2)} × (${perSecond(ours)}, scan ${perSecond(scan)})`,
        scan / ours >= LEAST,
      ),
      figure(
        "rebuild: heap",
        "flat",
        `${first.toFixed(0)} MB, then ${growth >= 0 ? "+" : ""}${growth.toFixed(1)} MB at most`,
        growth <= MOST_GROWTH_MB,
      ),
    ];
  } finally {
    await stop();
  }
};

if (isMain(import.meta.url))
  printFigures(
    await rebuild({ events: Number(process.argv[2] ?? 200_000), perStream: Number(process.argv[3] ?? 100) }),
  );
