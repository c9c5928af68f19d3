import fc from "fast-check";

/** What one line of a day asks for; who and what are indexes modulo what exists when its time comes. */
export type Line = {
  kind: Kind;
  /** Milliseconds after the day's first moment. */
  at: number;
  who: number;
  what: number;
  how: number;
  /** Its place in the day that it was kept from. */
  nth?: number;
};
export type Kind =
  | "sick"
  | "correct"
  | "withdraw"
  | "recover"
  | "announce"
  | "callOff"
  | "seen"
  | "answer"
  | "spoken"
  | "unspoken"
  | "restrict"
  | "relate"
  | "look"
  | "home"
  | "board"
  | "rebuild"
  | "wrong";
export type Day = { start: number; lines: Line[] };

const MINUTE = 60_000;

/** The night of it: at 01:00 UTC, half an hour later, it is 02:00 again. */
export const CLOCK_GOES_BACK = Date.parse("2026-10-25T00:00:00.000Z");

/** An ordinary Monday, a Friday, the Sunday before a closing day, the Monday after the clock went back, New Year. */
const STARTS = [
  "2026-11-23T06:30:00.000Z",
  "2026-11-23T06:30:00.000Z",
  "2026-11-27T06:30:00.000Z",
  "2026-12-06T18:30:00.000Z",
  "2026-10-26T06:30:00.000Z",
  "2026-10-25T22:30:00.000Z",
  "2026-12-18T22:40:00.000Z",
]
  .map((text) => Date.parse(text))
  .concat(CLOCK_GOES_BACK);

const index = fc.nat({ max: 9_999 });

/** Mostly between a quarter to eight and half past eight; often the same minute, sometimes the rest of the morning. */
const moment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 15 * MINUTE, max: 60 * MINUTE }) },
  { weight: 3, arbitrary: fc.integer({ min: 60 * MINUTE, max: 61 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 150 * MINUTE }) },
);

const kind = fc.oneof(
  ...(
    [
      [30, "sick"],
      [7, "correct"],
      [5, "withdraw"],
      [9, "recover"],
      [13, "announce"],
      [6, "callOff"],
      [10, "seen"],
      [9, "answer"],
      [6, "spoken"],
      [4, "unspoken"],
      [6, "restrict"],
      [3, "relate"],
      [5, "look"],
      [7, "home"],
      [3, "board"],
      [3, "rebuild"],
      [4, "wrong"],
    ] as const
  ).map(([weight, name]) => ({ weight, arbitrary: fc.constant(name as Kind) })),
);

const line: fc.Arbitrary<Line> = fc.record({ kind, at: moment, who: index, what: index, how: index });

const day: fc.Arbitrary<Day> = fc.record({
  start: fc.constantFrom(...STARTS),
  lines: fc.array(line, { minLength: 22, maxLength: 50, size: "max" }),
});

/** The day of a seed. */
export const dayOf = (seed: number): Day => {
  const [one] = fc.sample(day, { seed, numRuns: 1 });
  if (!one) throw new Error("a seed without a day");
  return one;
};
