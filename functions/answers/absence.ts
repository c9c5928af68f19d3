import type { AbsenceEvent } from "#events/absence.ts";
import type { Recorded } from "#events/event.ts";
import type { PersonId, PupilId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { evolve, start } from "#shared/absence/evolve.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import type { AbsenceNow } from "../api/absence.ts";
import { notFound } from "../api/http.ts";
import type { Caller } from "../api/operation.ts";
import type { LookRow } from "../projections/look.ts";
import type { Reference } from "../reference.ts";
import { personRef, pupilRef } from "./refs.ts";

const said: Record<AbsenceEvent["type"], AbsenceNow["history"][number]["what"]> = {
  SickReported: "reported",
  SickReportCorrected: "corrected",
  SickReportWithdrawn: "withdrawn",
  RecoveryReported: "recovered",
};

const datesOf = (event: AbsenceEvent): { from: SchoolDay | null; back: SchoolDay | null } => {
  switch (event.type) {
    case "SickReported":
    case "SickReportCorrected":
      return { from: event.data.from, back: event.data.back };
    case "RecoveryReported":
      return { from: null, back: event.data.on };
    case "SickReportWithdrawn":
      return { from: null, back: null };
  }
};

type Told = {
  pupil: PupilId;
  events: (Recorded & AbsenceEvent)[];
  looks?: LookRow[];
  caller: Caller;
  today: SchoolDay;
};

/** A pupil's absence as it now is, told to this caller: with who has it, since when, and what was said before. */
export const absenceNow = async (
  reference: Reference,
  { pupil, events, looks = [], caller, today }: Told,
): Promise<AbsenceNow> => {
  const { school } = caller;
  const [{ calendar, duties, office }, group] = await Promise.all([
    reference.duty(school),
    reference.groupOf(school, pupil),
  ]);
  if (!group) throw notFound();
  const state = events.reduce(evolve, start);
  const last = events.at(-1);
  const first = state.phase === "sick" ? state.report.from : today;
  const holders = onDuty(calendar, duties, group, first > today ? first : today).teachers;
  const authors = events.flatMap(({ by }) => (by === "system" ? [] : [by]));
  const names = await reference.names(school, {
    persons: new Set([...holders, ...authors, ...looks.map(({ person }) => person)]),
    pupils: [pupil],
  });
  const who = (by: Recorded["by"]): AbsenceNow["history"][number]["by"] => {
    const id = (by === "system" ? caller.person : by) as PersonId;
    // Only guardians and the office report.
    return { ...personRef(names, id), role: office.has(id) ? "office" : "guardian", isYou: id === caller.person };
  };
  const told = state.phase === "sick" && last ? last : null;
  return {
    pupil: pupilRef(names, calendar, pupil, group),
    phase: state.phase,
    from: state.phase === "sick" ? state.report.from : null,
    back: state.phase === "sick" ? state.report.back : null,
    reason: state.phase === "sick" ? state.report.reason : null,
    reportedAt: told?.at ?? null,
    reportedBy: told ? who(told.by) : null,
    holders: told ? holders.map((id) => ({ ...personRef(names, id), role: "teacher" as const })) : [],
    heldSince: told?.at ?? null,
    history: events.map((event) => ({ at: event.at, by: who(event.by), what: said[event.type], ...datesOf(event) })),
    looks: looks.map(({ at, person }) => ({ at, by: personRef(names, person) })),
  };
};
