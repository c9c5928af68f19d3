import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makeBaseline } from "./baseline.ts";
import { bugs } from "./bugs.ts";
import { crashPass } from "./crash.ts";
import { faultNames } from "./faults.ts";
import { closeGlobals } from "./globals.ts";
import { keepSeed, keptSeeds, linesOf, play, playKept, startOf, zoneOf } from "./play.ts";
import { MUST_HAPPEN } from "./report.ts";
import { withAliases } from "./school.ts";
import { shrink } from "./shrink.ts";
import type { Result } from "./sim.ts";

/**
 * `--seeds 2000` (with `--report`: and what they reached, and whether that is enough; `--keep`: what is found is kept in
 * `seeds.json`), `--seed 4711` (with `--shrink`), `--crash` (every port call of every command, no chance), `--planted`.
 */

/** What a worker tells of its seeds. */
type Tally = {
  seeds: number;
  steps: number;
  commands: number;
  accepted: number;
  fewest: number;
  kinds: Record<string, number>;
  states: Record<string, number>;
  broken: { seed: number; invariant: string; message: string }[];
  ms: number;
};

const argument = (name: string): string | null => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? "");
};
const has = (name: string): boolean => process.argv.includes(`--${name}`);
const self = fileURLToPath(import.meta.url);

const nothing = (): Tally => ({
  ...{ seeds: 0, steps: 0, commands: 0, accepted: 0, fewest: Number.POSITIVE_INFINITY },
  ...{ kinds: {}, states: {}, broken: [], ms: 0 },
});

const count = (into: Record<string, number>, names: Iterable<string>): void => {
  for (const name of names) into[name] = (into[name] ?? 0) + 1;
};

const tallyOf = async (from: number, until: number, by: number): Promise<Tally> => {
  const tally = nothing();
  const began = performance.now();
  for (let seed = from; seed < until; seed += by) {
    const result = await play(seed);
    tally.seeds += 1;
    tally.steps += result.steps;
    tally.commands += result.commands;
    tally.accepted += result.accepted;
    tally.fewest = Math.min(tally.fewest, result.commands);
    count(tally.kinds, result.kinds);
    count(tally.states, result.states);
    if (result.broken) tally.broken.push({ seed, ...result.broken });
    if (tally.broken.length >= 20) break;
  }
  return { ...tally, ms: performance.now() - began };
};

const sum = (tallies: readonly Tally[]): Tally => {
  const all = nothing();
  for (const tally of tallies) {
    for (const name of ["seeds", "steps", "commands", "accepted", "ms"] as const) all[name] += tally[name];
    all.fewest = Math.min(all.fewest, tally.fewest);
    for (const part of ["kinds", "states"] as const)
      for (const [name, times] of Object.entries(tally[part])) all[part][name] = (all[part][name] ?? 0) + times;
    all.broken.push(...tally.broken);
  }
  return { ...all, broken: all.broken.sort((one, other) => one.seed - other.seed) };
};

/** A worker is a process of its own: the time zone belongs to a process. */
const worker = (from: number, until: number): Promise<Tally> =>
  new Promise((resolve, reject) => {
    const child = fork(self, ["--worker", `${from}:${until}`], { env: { ...process.env, TZ: zoneOf(from) } });
    child.once("message", (tally) => resolve(tally as Tally));
    child.once("exit", (code) => code !== 0 && reject(new Error(`a worker ended with ${code}`)));
  });

const tellStory = ({ story, start }: Result): void => {
  for (const { at, text } of story) {
    const minutes = ((at - start) / 60_000).toFixed(3).padStart(8);
    console.log(`${minutes}′ ${withAliases(text)}`);
  }
};

const explain = async (failed: Result, bug?: string): Promise<void> => {
  const { result, dropped, runs } = await shrink(failed, bug);
  console.log(
    `\nseed ${failed.seed}, invariant ${failed.broken?.invariant}: ${withAliases(failed.broken?.message ?? "")}`,
  );
  console.log(`smallest after ${runs} runs: ${result.hits.length} faults, ${result.commands} commands`);
  for (const hit of result.hits) console.log(`  ✗ ${withAliases(hit)}`);
  tellStory(result);
  console.log(`npm run sim -- --seed ${failed.seed}`);
  if (!has("keep") || bug !== undefined) return;
  const { seed, broken } = failed;
  const small = { seed, start: startOf(seed), lines: linesOf(seed, dropped), faults: result.hits };
  const again = await playKept(small);
  if (again.broken?.invariant === broken?.invariant)
    keepSeed({ ...small, found: broken?.invariant ?? "", story: withAliases(broken?.message ?? "") });
  else console.log("(not kept: what is left of it does not fail by itself)");
};

const runSeeds = async (seeds: number, from: number, workers: number): Promise<Tally> => {
  const tallies =
    workers === 1
      ? [await tallyOf(from, from + seeds, 1)]
      : await Promise.all([worker(from, from + seeds), worker(from + 1, from + seeds)]);
  return sum(tallies);
};

const seedsCommand = async (): Promise<number> => {
  const seeds = Number(argument("seeds") ?? 2_000);
  const from = Number(argument("from") ?? 1);
  const began = performance.now();
  const kept = [];
  for (const one of keptSeeds()) {
    const { broken } = await playKept(one);
    if (broken) kept.push({ seed: one.seed, ...broken });
  }
  const tally = await runSeeds(seeds, from, Number(argument("workers") ?? 2));
  const broken = [...kept, ...tally.broken];
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const share = ((100 * tally.accepted) / Math.max(1, tally.commands)).toFixed(1);
  console.log(
    `${tally.seeds} seeds in ${seconds} s (${(tally.ms / tally.seeds).toFixed(1)} ms each), ${tally.steps} steps, ` +
      `${tally.commands} commands (${share} % accepted), ${broken.length} seeds broken`,
  );
  for (const { seed, invariant, message } of broken.slice(0, 20))
    console.log(`  seed ${seed}: invariant ${invariant}: ${withAliases(message)}`);
  for (const { seed } of tally.broken.slice(0, 3)) await explain(await play(seed));
  const complaints = has("report") ? await report(tally) : [];
  for (const complaint of complaints) console.log(`✗ ${complaint}`);
  return broken.length + complaints.length > 0 ? 1 : 0;
};

/** What must have been reached for the run to mean something. */
const report = async (tally: Tally): Promise<string[]> => {
  const complaints: string[] = [];
  const table = (title: string, counts: Record<string, number>) => {
    console.log(`\n${title}`);
    for (const [name, times] of Object.entries(counts).sort(([, one], [, other]) => other - one))
      console.log(`  ${((100 * times) / tally.seeds).toFixed(1).padStart(5)} %  ${name}`);
  };
  table("faults, in how many seeds", tally.kinds);
  table("states, in how many seeds", tally.states);
  if (tally.commands / tally.seeds < 12 || tally.fewest < 12)
    complaints.push(`a seed has ${tally.fewest} commands at the least: 12 are wanted`);
  if (tally.accepted < 0.8 * tally.commands) complaints.push("less than 80 % of the commands were accepted");
  for (const kind of faultNames) if (!tally.kinds[kind]) complaints.push(`the fault ${kind} never happened`);
  for (const state of MUST_HAPPEN)
    if ((tally.states[state] ?? 0) < 0.01 * tally.seeds) complaints.push(`"${state}" in less than 1 % of the seeds`);
  for (const seed of [11, 12, 13, 14, 15, 16, 17, 18]) {
    const before = process.env.TZ;
    const one = await play(seed);
    process.env.TZ = zoneOf(seed + 1);
    const other = await play(seed);
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    if (one.hash !== other.hash) complaints.push(`seed ${seed} is not the same twice`);
  }
  return complaints;
};

const seedCommand = async (seed: number): Promise<number> => {
  process.env.TZ = zoneOf(seed);
  const result = await play(seed, { tells: true, bug: argument("bug") ?? undefined });
  if (has("shrink") && result.broken) await explain(result, argument("bug") ?? undefined);
  else tellStory(result);
  const { broken, hash, steps, commands, accepted } = result;
  console.log(
    `\nseed ${seed}: ${steps} steps, ${accepted} of ${commands} commands accepted, hash ${hash.toString(16)}`,
  );
  console.log(broken ? `invariant ${broken.invariant}: ${withAliases(broken.message)}` : "everything holds");
  return broken ? 1 : 0;
};

const MOST_SEEDS_A_BUG = 500;

/** Each planted bug must be found; the seed and the invariant that found it are told. */
const plantedCommand = async (): Promise<number> => {
  const wanted = argument("planted") ?? "";
  let missed = 0;
  for (const bug of Object.keys(bugs).filter((name) => !wanted || wanted.startsWith("--") || name.includes(wanted))) {
    let found: Result | null = null;
    let seed = 1;
    for (; seed <= MOST_SEEDS_A_BUG && !found; seed++) {
      const result = await play(seed, { bug });
      if (result.broken) found = result;
    }
    if (!found) missed += 1;
    console.log(
      found
        ? `✓ ${bug}: seed ${found.seed}, invariant ${found.broken?.invariant}: ${withAliases(found.broken?.message ?? "").slice(0, 160)}`
        : `✗ ${bug}: not found in ${MOST_SEEDS_A_BUG} seeds`,
    );
    if (found && has("story")) await explain(found, bug);
  }
  return missed > 0 ? 1 : 0;
};

const crashCommand = async (): Promise<number> => {
  const baseline = await makeBaseline();
  const began = performance.now();
  const open = closeGlobals();
  const { scenes, runs } = await crashPass(baseline, argument("scene") ?? "", Number(argument("every") ?? 1));
  open();
  let failures = 0;
  for (const { scene, runs: times, broken } of scenes) {
    failures += broken.length;
    console.log(`${broken.length === 0 ? "✓" : "✗"} ${scene}: ${times} runs`);
    for (const { forced, result } of broken.slice(0, 5))
      console.log(
        `    ${withAliases(forced)}: ${result.broken?.invariant}: ${withAliases(result.broken?.message ?? "")}`,
      );
  }
  console.log(`${runs} runs in ${((performance.now() - began) / 1000).toFixed(1)} s, ${failures} broken`);
  return failures > 0 ? 1 : 0;
};

const main = async (): Promise<number> => {
  const range = argument("worker");
  if (range !== null) {
    const [from = 0, until = 0] = range.split(":").map(Number);
    const tally = await tallyOf(from, until, 2);
    await new Promise<void>((resolve) => process.send?.(tally, () => resolve()));
    process.disconnect?.();
    return 0;
  }
  const seed = argument("seed");
  if (seed !== null) return seedCommand(Number(seed));
  if (has("planted")) return plantedCommand();
  if (has("crash")) return crashCommand();
  return seedsCommand();
};

process.exitCode = await main();
