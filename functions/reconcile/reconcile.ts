import { categoryOf } from "#events/catalog.ts";
import type { Instant } from "#events/time.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Table } from "#shared/ports/table.ts";
import { REGISTRY_SHARDS, readCommits } from "#shared/store/commits.ts";
import { pointerKey } from "#shared/store/views.ts";
import { streamsIn } from "../projections/streams.ts";
import type { View } from "../projections/view.ts";
import { accessDrifts, type DriftKind, hasHole, ledgerDrifts, viewDrifts } from "./drift.ts";

export type ReconcilePorts = { events: Table; views: Table; access: Table; deliveries: Table; log: Log };

export type Found = { streams: number; drift: Record<DriftKind, number> };

/** What is younger than this may still be on its way: no drift. */
const YOUNG_MS = 5 * 60_000;
/** Streams looked at side by side. */
const AT_ONCE = 8;

/**
 * Walks every stream there is and checks what follows from it: views, access rows, ledger. Reads only. `now` is an
 * argument, so that a test can look at what was written a moment ago.
 */
export const makeReconcile =
  ({ events, views, access, deliveries, log }: ReconcilePorts, all: readonly View[]) =>
  async (now: Instant): Promise<Found> => {
    const found: Found = { streams: 0, drift: { hole: 0, view: 0, access: 0, ledger: 0 } };
    const live = new Map<string, number>();
    for (const { name } of all) live.set(name, ((await views.get(pointerKey(name)))?.live as number | undefined) ?? 1);

    const look = async (school: Parameters<typeof readCommits>[1], stream: string): Promise<void> => {
      const commits = await readCommits(events, school, stream);
      const last = commits.at(-1);
      if (last && Date.parse(now) - Date.parse(last.at) < YOUNG_MS) return;
      found.streams += 1;
      const tell = (kind: DriftKind, view?: string) => {
        found.drift[kind] += 1;
        log.warn("drift", { kind, school, stream, ...(view ? { code: view } : {}) });
      };
      if (hasHole(commits)) tell("hole");
      const category = categoryOf(stream);
      for (const view of all)
        if (
          view.category === category &&
          (await viewDrifts(views, view, live.get(view.name) ?? 1, school, stream, commits))
        )
          tell("view", view.name);
      if (category === "person" && (await accessDrifts(access, school, commits))) tell("access");
      if (category === "duty" && (await ledgerDrifts(deliveries, school, commits))) tell("ledger");
    };

    for (let shard = 0; shard < REGISTRY_SHARDS; shard++) {
      const streams = streamsIn(events, shard);
      const work = async () => {
        for (let next = await streams.next(); !next.done; next = await streams.next())
          await look(next.value.school, next.value.stream);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
    return found;
  };
