import type { AbsenceEvent, SickReport } from "#events/absence.ts";

/** `present` knows nothing more: the history is the stream itself. */
export type Absence = { phase: "present" } | { phase: "sick"; report: SickReport };

export const start: Absence = { phase: "present" };

export const evolve = (_: Absence, event: AbsenceEvent): Absence => {
  switch (event.type) {
    case "SickReported":
    case "SickReportCorrected":
      return { phase: "sick", report: event.data };
    case "SickReportWithdrawn":
    case "RecoveryReported":
      return { phase: "present" };
  }
};
