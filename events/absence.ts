import * as z from "zod";
import { event } from "./event.ts";
import { PupilId } from "./ids.ts";
import { sealed } from "./sealed.ts";
import { SchoolDay } from "./time.ts";

const report = {
  pupil: PupilId,
  /** First day at home. */
  from: SchoolDay,
  /** Expected first day back at school; null: not known yet. */
  back: SchoolDay.nullable(),
  /** Health data (P1): shown to who is on duty and the office, never mailed or logged. */
  reason: sealed(z.string().max(500), "pupil").nullable(),
};

export const SickReported = event("SickReported", 1, report);
/** The same absence told better: other dates or another reason. What was said before stays in the history. */
export const SickReportCorrected = event("SickReportCorrected", 1, report);
/** Taken back: the pupil was not sick after all. */
export const SickReportWithdrawn = event("SickReportWithdrawn", 1, { pupil: PupilId });
/** `on` is the first day back at school. */
export const RecoveryReported = event("RecoveryReported", 1, { pupil: PupilId, on: SchoolDay });

export type SickReport = z.infer<typeof SickReported>["data"];
export const AbsenceEvent = z.discriminatedUnion("type", [
  SickReported,
  SickReportCorrected,
  SickReportWithdrawn,
  RecoveryReported,
]);
export type AbsenceEvent = z.infer<typeof AbsenceEvent>;
