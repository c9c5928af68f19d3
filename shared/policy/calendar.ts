import type { ClosedDays, SchoolSettings } from "#events/calendar.ts";
import type { SchoolDay, WeekTimes } from "#events/time.ts";
import { addDays, weekdayOf } from "./days.ts";

/** A school's own facts: settings, groups with their lesson times, and the days on which there is no school. */
export type SchoolCalendar = {
  settings: SchoolSettings;
  groups: Record<string, { name: string; lessons: WeekTimes }>;
  closed: ClosedDays[];
};

/** The holiday or closing day that a day falls in; null: none. */
export const closedOn = ({ closed }: SchoolCalendar, day: SchoolDay): ClosedDays | null =>
  closed.find(({ from, until }) => from <= day && day <= until) ?? null;

/** There is school on Monday to Friday, but for holidays and closing days. */
export const isOpen = (calendar: SchoolCalendar, day: SchoolDay): boolean =>
  weekdayOf(day) < "6" && closedOn(calendar, day) === null;

/** The longest that a school can be closed on end, in days: past it, the calendar is wrong. */
const LONGEST_CLOSED_DAYS = 120;

/** This day when there is school, otherwise the next on which there is; the day itself when none comes. */
export const nextOpenDay = (calendar: SchoolCalendar, from: SchoolDay): SchoolDay => {
  let day = from;
  for (let count = 0; count < LONGEST_CLOSED_DAYS; count++) {
    if (isOpen(calendar, day)) return day;
    day = addDays(day, 1);
  }
  return from;
};
