import type { Instant, TimeOfDay } from "#events/time.ts";
import { addDays, dayOf, momentOf } from "./days.ts";

/** A guardian's own, every day: from (included) until (excluded), past midnight when `until` is the earlier time. */
export type QuietHours = { from: TimeOfDay; until: TimeOfDay };

/**
 * When the quiet hours end that it is now; null: it is not quiet. Moments are compared, not clock times: on the night
 * that shows an hour twice, a clock time would be quiet again after its end.
 */
export const endOfQuiet = ({ from, until }: QuietHours, now: Instant): Instant | null => {
  const today = dayOf(now);
  for (const day of [addDays(today, -1), today]) {
    const end = momentOf(until < from ? addDays(day, 1) : day, until);
    if (momentOf(day, from) <= now && now < end) return end;
  }
  return null;
};
