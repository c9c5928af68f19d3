import type { Baseline } from "./cloud.ts";
import type { Day, Kind, Line } from "./day.ts";
import { type Result, Sim } from "./sim.ts";

/** What happens to one port call. */
const ENDS = ["crash", "crashAfter", "lost"] as const;

/** Of no meaning but for which of two answers comes first. */
const SEED = 2;
const MINUTE = 60_000;
const line = (kind: Kind, minute: number, more: Partial<Line> = {}): Line => ({
  ...{ kind, at: minute * MINUTE, who: 1, what: 1, how: 1 },
  ...more,
});

/**
 * Each command by itself, after what must have been before it. Things go wrong with the last line and what follows from
 * it, or with the line that `tested` names, when what comes after it is the point.
 */
const SCENES: Record<string, Line[] | { tested: number; lines: Line[] }> = {
  "a sick report with a reason": [line("sick", 1)],
  "a second report of the same": [line("sick", 1), line("sick", 5, { who: 2 })],
  "a corrected report": [line("sick", 1), line("correct", 5)],
  "a report withdrawn": [line("sick", 1), line("withdraw", 5)],
  "a recovery": [line("sick", 1), line("recover", 5)],
  "an absence announced": [line("announce", 1, { what: 2 })],
  "an absence called off": [line("announce", 1, { what: 2 }), line("callOff", 15)],
  "a notice seen": [line("announce", 1, { what: 2 }), line("seen", 15)],
  "a notice answered": [line("announce", 1, { what: 2, how: 0 }), line("answer", 15)],
  "a phone call": [line("announce", 1, { what: 2 }), line("spoken", 15)],
  "a phone call undone": [line("announce", 1, { what: 2 }), line("spoken", 12), line("unspoken", 15)],
  "a restriction": [line("restrict", 1, { who: 3 })],
  "a restriction in the middle of an announcement": [line("announce", 1, { what: 2 }), line("restrict", 1, { who: 4 })],
  "a restriction and its end": [line("restrict", 1, { who: 3 }), line("relate", 5)],
  "a look at a reason": [line("sick", 1), line("look", 5)],
  "an announcement, and a court's word before its second try": {
    tested: 0,
    lines: [line("announce", 1, { what: 2 }), line("restrict", 4, { who: 5, what: 0 })],
  },
  // The second look comes when the pointers of the views still rest, and what they point at does not.
  "a look at the home page, and later at who is on duty": {
    tested: 3,
    lines: [
      line("sick", 1, { what: 0 }),
      line("announce", 2, { what: 0 }),
      line("home", 5),
      line("home", 5.05),
      line("callOff", 15),
    ],
  },
  "a view rebuilt": [line("sick", 1), line("rebuild", 5, { what: 6 })],
};

/** 30: without faults a chunk comes into everyone's inbox with one read of rights and one write, however many they are. */
const IN_APP = / (access\.batchGet|deliveries\.transact|deliveries\.batchGet) /;
const costs = ({ made }: Result): string | null => {
  const chunks = new Map<string, number>();
  for (const { call } of made)
    if (call.startsWith("chunks ") && IN_APP.test(call)) {
      const name = call.slice(0, call.indexOf("#"));
      chunks.set(name, (chunks.get(name) ?? 0) + 1);
    }
  const dear = [...chunks].find(([, count]) => count !== 2);
  return dear ? `${dear[0]} took ${dear[1]} requests in-app, not 2` : null;
};

export type Crashed = { scene: string; runs: number; broken: { forced: string; result: Result }[] };

/**
 * Each command and each event after it: one run to see all port calls, then one run for each of them and each way in
 * which it can end. No chance: always the same runs.
 */
export const crashPass = async (
  baseline: Baseline,
  only = "",
  every = 1,
): Promise<{ scenes: Crashed[]; runs: number }> => {
  const scenes: Crashed[] = [];
  let runs = 0;
  for (const [scene, one] of Object.entries(SCENES)) {
    if (!scene.includes(only)) continue;
    const { lines, tested } = Array.isArray(one) ? { lines: one, tested: one.length - 1 } : one;
    const day: Day = { start: Date.parse("2026-11-23T06:30:00.000Z"), lines };
    const play = (forced: string[], tells: boolean) =>
      new Sim({ seed: SEED, baseline, day, forced: new Set(forced), tells, isThorough: false }).run();
    const clean = await play(["none"], true);
    const crashed: Crashed = { scene, runs: 1, broken: [] };
    const dear = costs(clean);
    const broken = clean.broken ?? (dear ? { invariant: "30", message: dear } : null);
    if (broken) crashed.broken.push({ forced: "nothing", result: { ...clean, broken } });
    // What came before the last command is a scene of its own.
    const begins = day.start + (lines[tested]?.at ?? 0);
    const ends = day.start + (lines[tested + 1]?.at ?? Number.POSITIVE_INFINITY);
    const calls = clean.made.filter(({ at }) => at >= begins && at < ends).map(({ call }) => call);
    for (const [index, call] of calls.entries()) {
      if (index % every !== 0) continue;
      for (const end of ENDS) {
        const forced = `${end} ${call}`;
        const result = await play([forced], false);
        crashed.runs += 1;
        if (result.broken) crashed.broken.push({ forced, result });
        else if (!result.hits.includes(forced))
          crashed.broken.push({
            forced,
            result: { ...result, broken: { invariant: "crash", message: "this fault did not happen" } },
          });
      }
    }
    runs += crashed.runs;
    scenes.push(crashed);
  }
  return { scenes, runs };
};
