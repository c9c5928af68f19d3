import { type Play, play } from "./play.ts";
import type { Result } from "./sim.ts";

/** Delta debugging (Zeller's ddmin): the fewest of these that still fail. */
const ddmin = async <T>(all: readonly T[], fails: (kept: readonly T[]) => Promise<boolean>): Promise<readonly T[]> => {
  if (await fails([])) return [];
  let kept = all;
  let parts = 2;
  while (kept.length > 1) {
    const size = Math.ceil(kept.length / parts);
    let isSmaller = false;
    for (let from = 0; from < kept.length; from += size) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (!(await fails(without))) continue;
      kept = without;
      parts = Math.max(2, parts - 1);
      isSmaller = true;
      break;
    }
    if (isSmaller) continue;
    if (parts >= kept.length) break;
    parts = Math.min(kept.length, parts * 2);
  }
  return kept;
};

export type Shrunk = { result: Result; muted: ReadonlySet<string>; dropped: ReadonlySet<number>; runs: number };

/** First the faults, then the lines of the day: what is left is the story. */
export const shrink = async (failed: Result, bug?: string, mostRuns = 400): Promise<Shrunk> => {
  let runs = 0;
  const isSame = async (more: Play): Promise<boolean> => {
    if (++runs > mostRuns) return false;
    const { broken } = await play(failed.seed, { ...more, bug });
    return broken?.invariant === failed.broken?.invariant;
  };
  const without = <T>(all: readonly T[], kept: readonly T[]) => new Set(all.filter((one) => !kept.includes(one)));
  const lines = Array.from({ length: 60 }, (_, index) => index);
  let { hits } = failed;
  let kept = await ddmin(hits, (some) => isSame({ muted: without(hits, some) }));
  let muted: Set<string> = without(hits, kept);
  const left = await ddmin(lines, (some) => isSame({ muted, dropped: without(lines, some) }));
  const dropped = without(lines, left);
  // With fewer lines, fewer faults are needed.
  ({ hits } = await play(failed.seed, { muted, dropped, bug }));
  kept = await ddmin(hits, (some) => isSame({ muted: new Set([...muted, ...without(hits, some)]), dropped }));
  muted = new Set([...muted, ...without(hits, kept)]);
  const result = await play(failed.seed, { muted, dropped, bug, tells: true });
  return { result, muted, dropped, runs };
};
