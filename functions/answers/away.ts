import type { Outcome } from "#events/duty.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import type { OnDuty } from "#shared/policy/onDuty.ts";
import type { Names } from "../reference.ts";
import { personRef } from "./refs.ts";

/** Who or which groups take over, as names; empty when children stay home. */
export const insteadOf = (outcome: Outcome, names: Names, calendar: SchoolCalendar): string => {
  switch (outcome.kind) {
    case "duo":
    case "substitute":
      return names.person(outcome.teacher);
    case "split":
      return outcome.over.map((group) => calendar.groups[group]?.name ?? "").join(", ");
    case "home":
      return "";
  }
};

/** The teachers of a group who are away, with who takes over. */
export const awayOf = ({ away }: OnDuty, duties: TeacherDuty[], names: Names, calendar: SchoolCalendar) =>
  away.map(({ teacher, outcome, notice }) => ({
    notice,
    teacher: personRef(names, teacher),
    until:
      duties.find((duty) => duty.teacher === teacher)?.away.find((other) => other.notice === notice)?.until ??
      (() => {
        throw new Error("an absence of no teacher");
      })(),
    outcome: outcome.kind,
    insteadOf: insteadOf(outcome, names, calendar),
  }));
