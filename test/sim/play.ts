import { readFileSync, writeFileSync } from "node:fs";
import { makeBaseline } from "./baseline.ts";
import { bugs } from "./bugs.ts";
import type { Baseline, Twist } from "./cloud.ts";
import { type Day, dayOf, type Line } from "./day.ts";
import { closeGlobals } from "./globals.ts";
import { type Result, ratesOf, Sim } from "./sim.ts";

let baseline: Baseline | null = null;

export type Play = {
  muted?: ReadonlySet<string>;
  dropped?: ReadonlySet<number>;
  tells?: boolean;
  bug?: string | undefined;
};

/** One seed, with the globals closed while it runs. */
export const play = async (seed: number, { bug, ...more }: Play = {}): Promise<Result> => {
  baseline ??= await makeBaseline();
  const day: Day = dayOf(seed);
  const twist: Twist | undefined = bug === undefined ? undefined : bugs[bug];
  if (bug !== undefined && !twist) throw new Error(`no planted bug "${bug}"`);
  const open = closeGlobals();
  try {
    // Half of the seeds' second looks cost as much as the storm: one in four is looked at that closely.
    const isThorough = seed % 4 === 0 || more.tells === true;
    const result = await new Sim({ seed, baseline, day, rates: ratesOf(seed), twist, isThorough, ...more }).run();
    return { ...result, seed };
  } finally {
    open();
  }
};

/** Seeds run under two time zones: the even ones under UTC, the odd ones half a world away. */
export const zoneOf = (seed: number): string => (seed % 2 === 0 ? "UTC" : "Pacific/Auckland");

const KEPT = new URL("seeds.json", import.meta.url);
/** A seed that failed once, with what was left of it after shrinking: replayed for ever, whatever the generator becomes. */
export type Kept = { seed: number; found: string; story: string; start: number; lines: Line[]; faults: string[] };
export const keptSeeds = (): Kept[] => JSON.parse(readFileSync(KEPT, "utf8")) as Kept[];
export const keepSeed = (kept: Kept): void => {
  writeFileSync(KEPT, `${JSON.stringify([...keptSeeds(), kept], null, 2)}\n`);
};

/** The lines of a seed's day that were left, each with its place. */
export const linesOf = (seed: number, dropped: ReadonlySet<number>): Line[] =>
  dayOf(seed).lines.flatMap((line, nth) => (dropped.has(nth) ? [] : [{ ...line, nth }]));
export const startOf = (seed: number): number => dayOf(seed).start;

export const playKept = async ({ seed, start, lines, faults }: Omit<Kept, "found" | "story">): Promise<Result> => {
  baseline ??= await makeBaseline();
  const open = closeGlobals();
  try {
    const forced = new Set(faults.length > 0 ? faults : ["none"]);
    return { ...(await new Sim({ seed, baseline, day: { start, lines }, forced }).run()), seed };
  } finally {
    open();
  }
};
