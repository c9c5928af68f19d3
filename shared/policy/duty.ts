import type { Outcome } from "#events/duty.ts";
import type { GroupId, NoticeId, PersonId } from "#events/ids.ts";
import type { SchoolDay, WeekTimes } from "#events/time.ts";

/** A teacher is away from … until, both included, with what happens to each group meanwhile. */
export type Away = {
  notice: NoticeId;
  from: SchoolDay;
  until: SchoolDay;
  groups: { group: GroupId; outcome: Outcome }[];
};

/** When a teacher works: `working` ascending by `from`, the last whose `from` has come holds. */
export type TeacherDuty = {
  teacher: PersonId;
  working: { from: SchoolDay; groups: GroupId[]; windows: WeekTimes }[];
  away: Away[];
};
