import { AbsenceAnnounced, AbsenceCalledOff, type DutyEvent, type Outcome, WorkingTimeSet } from "#events/duty.ts";
import type { GroupId, NoticeId, PersonId } from "#events/ids.ts";
import type { Erased } from "#events/sealed.ts";
import type { SchoolDay, WeekTimes } from "#events/time.ts";
import type { Away } from "../policy/duty.ts";

/** One teacher: when they work, and when they are away. */
export type Duty = { working: { from: SchoolDay; groups: GroupId[]; windows: WeekTimes }[]; away: Away[] };

export const start: Duty = { working: [], away: [] };

export const evolve = (state: Duty, { type, data }: DutyEvent): Duty => {
  switch (type) {
    case "WorkingTimeSet": {
      const { from, groups, windows } = data;
      return {
        ...state,
        working: [...state.working.filter((other) => other.from !== from), { from, groups, windows }],
      };
    }
    case "AbsenceAnnounced": {
      const { notice, from, until, groups } = data;
      return { ...state, away: [...state.away, { notice, from, until, groups }] };
    }
    case "AbsenceCalledOff":
      return { ...state, away: state.away.filter(({ notice }) => notice !== data.notice) };
  }
};

type Announced = {
  notice: NoticeId;
  teacher: PersonId;
  from: SchoolDay;
  until: SchoolDay;
  groups: { group: GroupId; outcome: Outcome }[];
  note: string | Erased | null;
};

/**
 * What the edge knows and the stream does not: the groups this teacher works for in those days, who may take over
 * (teachers who are not away then), and the school's groups.
 */
type Facts = { today: SchoolDay; theirs: GroupId[]; available: PersonId[]; groups: GroupId[] };

export type DutyCommand =
  | { type: "SetWorkingTime"; data: { teacher: PersonId; groups: GroupId[]; windows: WeekTimes; from: SchoolDay } }
  | { type: "AnnounceAbsence"; data: Announced; facts: Facts }
  | { type: "CallOffAbsence"; data: { notice: NoticeId; teacher: PersonId } };

export type DutyRefusal =
  | { refused: "away-in-the-past"; today: SchoolDay }
  | { refused: "until-before-from"; from: SchoolDay }
  | { refused: "already-away"; from: SchoolDay; until: SchoolDay }
  | { refused: "group-without-outcome"; groups: GroupId[] }
  | { refused: "not-their-group"; groups: GroupId[] }
  | { refused: "not-available"; group: GroupId }
  | { refused: "not-announced" };

const canTakeOver = ({ group, outcome }: Announced["groups"][number], teacher: PersonId, facts: Facts): boolean => {
  switch (outcome.kind) {
    case "duo":
    case "substitute":
      return outcome.teacher !== teacher && facts.available.includes(outcome.teacher);
    case "split":
      return outcome.over.every((other) => other !== group && facts.groups.includes(other));
    case "home":
      return true;
  }
};

const problemWith = (
  state: Duty,
  { data, facts }: Extract<DutyCommand, { type: "AnnounceAbsence" }>,
): DutyRefusal | null => {
  const { from, until, groups } = data;
  if (until < from) return { refused: "until-before-from", from };
  if (until < facts.today) return { refused: "away-in-the-past", today: facts.today };
  const clash = state.away.find((other) => other.from <= until && from <= other.until);
  if (clash) return { refused: "already-away", from: clash.from, until: clash.until };
  const named = new Set(groups.map(({ group }) => group));
  const foreign = [...named].filter((group) => !facts.theirs.includes(group));
  if (foreign.length > 0) return { refused: "not-their-group", groups: foreign };
  const forgotten = facts.theirs.filter((group) => !named.has(group));
  if (forgotten.length > 0) return { refused: "group-without-outcome", groups: forgotten };
  const impossible = groups.find((plan) => !canTakeOver(plan, data.teacher, facts));
  return impossible ? { refused: "not-available", group: impossible.group } : null;
};

export const decide = (command: DutyCommand, state: Duty): DutyEvent[] | DutyRefusal => {
  switch (command.type) {
    case "SetWorkingTime": {
      const { from, groups, windows } = command.data;
      const held = state.working.find((other) => other.from === from);
      const isSame = held && JSON.stringify([held.groups, held.windows]) === JSON.stringify([groups, windows]);
      return isSame ? [] : [WorkingTimeSet.of(command.data)];
    }
    case "AnnounceAbsence":
      // The same notice again is a repeat, not a clash with itself.
      if (state.away.some(({ notice }) => notice === command.data.notice)) return [];
      return problemWith(state, command) ?? [AbsenceAnnounced.of(command.data)];
    case "CallOffAbsence":
      return state.away.some(({ notice }) => notice === command.data.notice)
        ? [AbsenceCalledOff.of(command.data)]
        : { refused: "not-announced" };
  }
};

export const duty = { category: "duty", start, evolve, decide } as const;
