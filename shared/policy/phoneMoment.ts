import type { PersonId } from "#events/ids.ts";
import type { Instant, SchoolDay, TimeOfDay, TimeSpan } from "#events/time.ts";
import type { SchoolCalendar } from "./calendar.ts";
import type { TeacherDuty } from "./duty.ts";
import { freeTimesOn } from "./freeTimes.ts";
import { firstMoment, within } from "./spans.ts";

/** The outer bounds of phoning and talking (T2), however wide a teacher's windows are. */
const BOUNDS: TimeSpan = { from: "08:00" as TimeOfDay, until: "16:30" as TimeOfDay };

/** When a teacher can be phoned or spoken with on a day (T2). */
export const phoneTimesOn = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  teacher: PersonId,
  day: SchoolDay,
): TimeSpan[] => within(freeTimesOn(calendar, duties, teacher, day), BOUNDS);

/** `at`: the next moment to phone; null: none for weeks. */
export type PhoneMoment = { fits: true } | { fits: false; at: Instant | null };

/** Whether this is a moment to phone this teacher (T2). */
export const phoneMoment = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  teacher: PersonId,
  now: Instant,
): PhoneMoment => {
  const at = firstMoment((day) => phoneTimesOn(calendar, duties, teacher, day), now);
  return at === now ? { fits: true } : { fits: false, at };
};
