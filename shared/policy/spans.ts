import type { Instant, SchoolDay, TimeOfDay, TimeSpan } from "#events/time.ts";
import { addDays, dayOf, momentOf } from "./days.ts";
import { DAYS_SEARCHED } from "./working.ts";

const later = <T extends TimeOfDay | Instant>(one: T, other: T): T => (one > other ? one : other);
const earlier = <T extends TimeOfDay | Instant>(one: T, other: T): T => (one < other ? one : other);

/** What of these spans lies inside the bounds. */
export const within = (spans: TimeSpan[], bounds: TimeSpan): TimeSpan[] =>
  spans
    .map(({ from, until }) => ({ from: later(from, bounds.from), until: earlier(until, bounds.until) }))
    .filter(({ from, until }) => from < until);

/** What is left of these spans outside the others. */
export const without = (spans: TimeSpan[], others: TimeSpan[]): TimeSpan[] =>
  others.reduce(
    (left, other) =>
      left
        .flatMap(({ from, until }) => [
          { from, until: earlier(until, other.from) },
          { from: later(from, other.until), until },
        ])
        .filter(({ from, until }) => from < until),
    spans,
  );

/** The first moment from `now` on (maybe `now` itself) inside a day's spans; null: none for weeks. */
export const firstMoment = (spansOn: (day: SchoolDay) => TimeSpan[], now: Instant): Instant | null => {
  const today = dayOf(now);
  for (let ahead = 0; ahead <= DAYS_SEARCHED; ahead++) {
    const day = addDays(today, ahead);
    const [first] = spansOn(day)
      .map(({ from, until }) => ({ start: later(momentOf(day, from), now), end: momentOf(day, until) }))
      .filter(({ start, end }) => start < end)
      .map(({ start }) => start)
      .sort();
    if (first) return first;
  }
  return null;
};
