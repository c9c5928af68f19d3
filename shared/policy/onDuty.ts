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
  const away = awayFrom(duties, group, day);
  const splitOver = [...new Set(away.flatMap(({ outcome }) => (outcome.kind === "split" ? outcome.over : [])))];
  const teachers = [...new Set([group, ...splitOver].flatMap((one) => inFrontOf(duties, one, day)))];
  const isHome = teachers.length === 0 && away.some(({ outcome }) => outcome.kind === "home");
  return { open: true, teachers, away, isHome, splitOver };
};

/** The teachers of a group who would have a window that day but are away, with what happens to the group. */
const awayFrom = (duties: TeacherDuty[], group: GroupId, day: SchoolDay): OnDuty["away"] =>
  duties
    .filter((duty) => windowsOn(duty, day).length > 0)
    .flatMap(({ teacher, away }) =>
      away
        .filter(({ from, until }) => from <= day && day <= until)
        .flatMap(({ notice, groups }) =>
          groups.filter((plan) => plan.group === group).map(({ outcome }) => ({ teacher, outcome, notice })),
        ),
    );

/** Who stands before a group itself: its own teachers who are there, and whoever takes over from those who are not. */
const inFrontOf = (duties: TeacherDuty[], group: GroupId, day: SchoolDay): PersonId[] => {
  const isThere = (id: PersonId) => !duties.some((duty) => duty.teacher === id && isAway(duty, day));
  const own = duties
    .filter((duty) => windowsOn(duty, day).length > 0 && workingOn(duty, day)?.groups.includes(group))
    .map(({ teacher }) => teacher);
  const takingOver = awayFrom(duties, group, day).flatMap(({ outcome }) =>
    "teacher" in outcome ? [outcome.teacher] : [],
  );
  return [...own, ...takingOver].filter(isThere);
};
