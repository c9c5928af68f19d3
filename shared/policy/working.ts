import type { GroupId, PersonId } from "#events/ids.ts";
import type { SchoolDay, TimeSpan } from "#events/time.ts";
import { isOpen, type SchoolCalendar } from "./calendar.ts";
import { addDays, weekdayOf } from "./days.ts";
import type { TeacherDuty } from "./duty.ts";

/** How many days ahead a next moment is looked for: longer than any holiday. */
export const DAYS_SEARCHED = 56;

/** The working time in force on a day: the last that began on it or before. */
export const workingOn = (duty: TeacherDuty, day: SchoolDay): TeacherDuty["working"][number] | null =>
  duty.working.findLast(({ from }) => from <= day) ?? null;

/** When the teacher can be reached on a day, away or not. */
export const windowsOn = (duty: TeacherDuty, day: SchoolDay): TimeSpan[] =>
  workingOn(duty, day)?.windows[weekdayOf(day)] ?? [];

/** Away on any of these days, both included. */
export const isAway = ({ away }: TeacherDuty, from: SchoolDay, until: SchoolDay = from): boolean =>
  away.some((other) => other.from <= until && from <= other.until);

/** A teacher's own windows on a day; none when there is no school, when away, or when nobody knows the working times. */
export const reachableOn = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  teacher: PersonId,
  day: SchoolDay,
): TimeSpan[] =>
  isOpen(calendar, day)
    ? duties.filter((duty) => duty.teacher === teacher && !isAway(duty, day)).flatMap((duty) => windowsOn(duty, day))
    : [];

/** The groups a teacher works for on the open days from … until: those that need an outcome when the teacher is away. */
export const groupsOf = (calendar: SchoolCalendar, duty: TeacherDuty, from: SchoolDay, until: SchoolDay): GroupId[] => {
  const groups = new Set<GroupId>();
  for (let day = from; day <= until; day = addDays(day, 1))
    if (isOpen(calendar, day) && windowsOn(duty, day).length > 0)
      for (const group of workingOn(duty, day)?.groups ?? []) groups.add(group);
  return [...groups];
};

/** The first day from this one on that the teacher works and is not away; null: none in the next eight weeks. */
export const nextWorkingDay = (calendar: SchoolCalendar, duty: TeacherDuty, from: SchoolDay): SchoolDay | null => {
  const last = addDays(from, DAYS_SEARCHED);
  for (let day = from; day <= last; day = addDays(day, 1))
    if (isOpen(calendar, day) && windowsOn(duty, day).length > 0 && !isAway(duty, day)) return day;
  return null;
};
