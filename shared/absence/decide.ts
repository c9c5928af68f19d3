import {
  type AbsenceEvent,
  RecoveryReported,
  type SickReport,
  SickReportCorrected,
  SickReported,
  SickReportWithdrawn,
} from "#events/absence.ts";
import type { PupilId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { addDays } from "../policy/days.ts";
import { type Absence, evolve, start } from "./evolve.ts";

/** How far back and ahead a first sick day may lie, in days: further is a slip of the finger. */
export const MAX_DAYS_BACK = 7;
export const MAX_DAYS_AHEAD = 14;
/** The longest dated absence, in days; longer is reported with an open end. */
export const MAX_DAYS_SICK = 60;

/** `today` and `isOpen` (is there school on the first day?) are facts the edge brings: the thinking knows no clock. */
type Facts = { today: SchoolDay; isOpen: boolean };
export type AbsenceCommand =
  | { type: "ReportSick"; data: SickReport; facts: Facts }
  | { type: "CorrectSickReport"; data: SickReport; facts: Facts }
  | { type: "WithdrawSickReport"; data: { pupil: PupilId } }
  | { type: "ReportRecovery"; data: { pupil: PupilId; on: SchoolDay }; facts: Pick<Facts, "today"> };

export type AbsenceRefusal =
  | { refused: "sick-too-long-ago"; earliest: SchoolDay }
  | { refused: "sick-too-far-ahead"; latest: SchoolDay }
  | { refused: "back-before-sick"; since: SchoolDay }
  | { refused: "back-too-far-ahead"; latest: SchoolDay }
  | { refused: "school-closed"; day: SchoolDay }
  | { refused: "not-sick" };

const isSame = (one: SickReport, other: SickReport): boolean =>
  one.from === other.from &&
  one.back === other.back &&
  (one.reason === other.reason || (typeof one.reason === "object" && typeof other.reason === "object"));

const problemWith = ({ from, back }: SickReport, { today, isOpen }: Facts): AbsenceRefusal | null => {
  const earliest = addDays(today, -MAX_DAYS_BACK);
  const latest = addDays(today, MAX_DAYS_AHEAD);
  if (from < earliest) return { refused: "sick-too-long-ago", earliest };
  if (from > latest) return { refused: "sick-too-far-ahead", latest };
  if (back !== null && back <= from) return { refused: "back-before-sick", since: from };
  if (back !== null && back > addDays(from, MAX_DAYS_SICK))
    return { refused: "back-too-far-ahead", latest: addDays(from, MAX_DAYS_SICK) };
  if (!isOpen) return { refused: "school-closed", day: from };
  return null;
};

/** A dated absence that is over: a new report begins a new one. */
const isOver = (state: Absence, today: SchoolDay): boolean =>
  state.phase === "sick" && state.report.back !== null && state.report.back <= today;

export const decide = (command: AbsenceCommand, state: Absence): AbsenceEvent[] | AbsenceRefusal => {
  switch (command.type) {
    case "ReportSick": {
      const goesOn = state.phase === "sick" && !isOver(state, command.facts.today);
      // Two households often report the same absence; what differs is news about it, not a second one.
      // Whoever gives no reason takes none away.
      const report = goesOn ? { ...command.data, reason: command.data.reason ?? state.report.reason } : command.data;
      if (state.phase === "sick" && isSame(state.report, report)) return [];
      const problem = problemWith(report, command.facts);
      if (problem) return problem;
      return goesOn ? [SickReportCorrected.of(report)] : [SickReported.of(report)];
    }
    case "CorrectSickReport": {
      if (state.phase === "present") return { refused: "not-sick" };
      if (isSame(state.report, command.data)) return [];
      // A first day that was right when it was said stays right: a long illness, a day that the school closed since.
      const isKept = command.data.from === state.report.from;
      const facts = isKept ? { today: state.report.from, isOpen: true } : command.facts;
      return problemWith(command.data, facts) ?? [SickReportCorrected.of(command.data)];
    }
    case "WithdrawSickReport":
      return state.phase === "present" ? [] : [SickReportWithdrawn.of(command.data)];
    case "ReportRecovery": {
      if (state.phase === "present") return [];
      if (command.data.on < state.report.from) return { refused: "back-before-sick", since: state.report.from };
      const latest = addDays(command.facts.today, MAX_DAYS_AHEAD);
      if (command.data.on > latest) return { refused: "back-too-far-ahead", latest };
      return [RecoveryReported.of(command.data)];
    }
  }
};

export const absence = { category: "absence", start, evolve, decide } as const;
