import type { GroupId, PersonId } from "#events/ids.ts";
import type { SchoolDay, TimeSpan } from "#events/time.ts";
import type { SchoolCalendar } from "./calendar.ts";
import { weekdayOf } from "./days.ts";
import type { TeacherDuty } from "./duty.ts";
import { onDuty } from "./onDuty.ts";
import { without } from "./spans.ts";
import { reachableOn } from "./working.ts";

/** When a teacher is in lessons with a group: its lesson times on a day that the teacher has it. */
export const lessonsWith = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  teacher: PersonId,
  group: GroupId,
  day: SchoolDay,
): TimeSpan[] =>
  onDuty(calendar, duties, group, day).teachers.includes(teacher)
    ? (calendar.groups[group]?.lessons[weekdayOf(day)] ?? [])
    : [];

/** When a teacher can be disturbed on a day: in the own windows, but never in lesson time (R2), closed or away. */
export const freeTimesOn = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  teacher: PersonId,
  day: SchoolDay,
): TimeSpan[] => {
  const windows = reachableOn(calendar, duties, teacher, day);
  // On most of the days looked ahead: then nobody need ask who is on duty in every group.
  if (windows.length === 0) return [];
  const groups = Object.keys(calendar.groups) as GroupId[];
  return without(
    windows,
    groups.flatMap((group) => lessonsWith(calendar, duties, teacher, group, day)),
  );
};
