import type { SchoolId } from "#events/ids.ts";
import type { Clock } from "../ports/clock.ts";
import { type Json, queryAll, type Table } from "../ports/table.ts";

/** Which generation of a view is read, and which one a rebuild is writing beside it. */
export type Generations = { live: number; building: number | null };

/** How long a container may go on with the generations it read. A rebuild waits longer than this before it walks. */
export const GENERATIONS_REST_MS = 5_000;

export const rowsKey = (view: string, generation: number, school: SchoolId, list: string): string =>
  `${view}@${generation}/${school}/${list}`;

export const headKey = (view: string, generation: number, school: SchoolId, stream: string) => ({
  pk: `${view}@${generation}/${school}/#${stream}`,
  sk: "head",
});

export const pointerKey = (view: string) => ({ pk: `pointer/${view}`, sk: "live" });

export type ViewRow = { key: string; data: Json };

/** Reads the live generation of every view. All reads are consistent with what the projection has written. */
export type Views = {
  row(view: string, school: SchoolId, list: string, key: string): Promise<Json | null>;
  list(view: string, school: SchoolId, list: string): Promise<ViewRow[]>;
  /** The same, a page at a time: for lists as long as a school. */
  each(view: string, school: SchoolId, list: string): AsyncGenerator<ViewRow>;
  batch(view: string, school: SchoolId, keys: { list: string; key: string }[]): Promise<ViewRow[]>;
};

/** The generations of a view, read from its pointer at most every few seconds. */
export const makeGenerations = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }) => {
  const resting = new Map<string, { generations: Generations; until: number }>();
  return async (view: string): Promise<Generations> => {
    const now = Date.parse(clock.now());
    const held = resting.get(view);
    if (held && held.until > now) return held.generations;
    const pointer = await table.get(pointerKey(view));
    const generations: Generations = pointer
      ? { live: pointer.live as number, building: (pointer.building as number | null) ?? null }
      : { live: 1, building: null };
    resting.set(view, { generations, until: now + GENERATIONS_REST_MS });
    return generations;
  };
};

export const makeViews = (ports: { table: Table; clock: Pick<Clock, "now"> }): Views => {
  const { table } = ports;
  const generations = makeGenerations(ports);
  const partition = async (view: string, school: SchoolId, list: string) =>
    rowsKey(view, (await generations(view)).live, school, list);
  const each = async function* (view: string, school: SchoolId, list: string): AsyncGenerator<ViewRow> {
    for await (const item of queryAll(table, await partition(view, school, list)))
      yield { key: item.sk as string, data: item.data ?? null };
  };
  return {
    each,
    async row(view, school, list, key) {
      const item = await table.get({ pk: await partition(view, school, list), sk: key });
      return item?.data ?? null;
    },
    async list(view, school, list) {
      const rows: ViewRow[] = [];
      for await (const row of each(view, school, list)) rows.push(row);
      return rows;
    },
    async batch(view, school, keys) {
      const { live } = await generations(view);
      const items = await table.batchGet(
        keys.map(({ list, key }) => ({ pk: rowsKey(view, live, school, list), sk: key })),
      );
      return items.map((item) => ({ key: item.sk as string, data: item.data ?? null }));
    },
  };
};
