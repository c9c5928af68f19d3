import type { Outcome } from "#events/duty.ts";
import type { GroupId, NoticeId, PersonId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { isOpen, type SchoolCalendar } from "./calendar.ts";
import type { TeacherDuty } from "./duty.ts";
import { isAway, windowsOn, workingOn } from "./working.ts";

/** Who has a group on a day. The office always has it too, so it is never no one. */
export type OnDuty = {
  open: boolean;
  teachers: PersonId[];
  away: { teacher: PersonId; outcome: Outcome; notice: NoticeId }[];
  /** No lessons: the children stay home. */
  isHome: boolean;
  /** The groups that the children are with. */
  splitOver: GroupId[];
};

/**
 * The teachers with a window that day, a substitute in place of who is away (the policy's "On duty").
 * Of a split group, whoever has the groups that its children are with has them too.
 */
export const onDuty = (calendar: SchoolCalendar, duties: TeacherDuty[], group: GroupId, day: SchoolDay): OnDuty => {
  const none: OnDuty = { open: false, teachers: [], away: [], isHome: false, splitOver: [] };
  if (!isOpen(calendar, day)) return none;
  const own = teachersOf(duties, group, day);
  const away = duties.flatMap((duty) =>
    duty.away
      .filter(({ from, until }) => from <= day && day <= until)
      .flatMap(({ notice, groups }) =>
        groups
          .filter((plan) => plan.group === group && windowsOn(duty, day).length > 0)
          .map(({ outcome }) => ({ teacher: duty.teacher, outcome, notice })),
      ),
  );
  const present = own.filter((duty) => !isAway(duty, day)).map(({ teacher }) => teacher);
  const takingOver = away.flatMap(({ outcome }) => ("teacher" in outcome ? [outcome.teacher] : []));
  const able = takingOver.filter((id) => !duties.some((duty) => duty.teacher === id && isAway(duty, day)));
  const splitOver = [...new Set(away.flatMap(({ outcome }) => (outcome.kind === "split" ? outcome.over : [])))];
  const hosts = splitOver.flatMap((host) =>
    teachersOf(duties, host, day)
      .filter((duty) => !isAway(duty, day))
      .map(({ teacher }) => teacher),
  );
  const teachers = [...new Set([...present, ...able, ...hosts])];
  const isHome = teachers.length === 0 && away.some(({ outcome }) => outcome.kind === "home");
  return { open: true, teachers, away, isHome, splitOver };
};

const teachersOf = (duties: TeacherDuty[], group: GroupId, day: SchoolDay): TeacherDuty[] =>
  duties.filter((duty) => windowsOn(duty, day).length > 0 && workingOn(duty, day)?.groups.includes(group));
