import type { DutyEvent } from "#events/duty.ts";
import type { Recorded } from "#events/event.ts";
import type { PersonId } from "#events/ids.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import { view } from "./view.ts";

const evolve = (state: TeacherDuty | null, { type, data }: Recorded & DutyEvent): TeacherDuty => {
  const duty: TeacherDuty = state ?? { teacher: data.teacher, working: [], away: [] };
  switch (type) {
    case "WorkingTimeSet": {
      const { from, groups, windows } = data;
      const others = duty.working.filter((working) => working.from !== from);
      return { ...duty, working: [...others, { from, groups, windows }].sort((a, b) => (a.from < b.from ? -1 : 1)) };
    }
    case "AbsenceAnnounced": {
      const { notice, from, until, groups } = data;
      return { ...duty, away: [...duty.away, { notice, from, until, groups }] };
    }
    case "AbsenceCalledOff":
      return { ...duty, away: duty.away.filter(({ notice }) => notice !== data.notice) };
  }
};

/** Who works when and who is away: list `teachers`, by teacher. */
export const duty = view<"duty", TeacherDuty | null>({
  name: "duty",
  category: "duty",
  start: null,
  evolve,
  rows: (state, teacher) => (state ? [{ list: "teachers", key: teacher as PersonId, data: state }] : []),
});
