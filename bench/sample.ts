import { SickReportCorrected, SickReported } from "../events/absence.ts";
import type { PersonId, PupilId, SchoolId } from "../events/ids.ts";
import type { Instant, SchoolDay } from "../events/time.ts";
import type { Commit, StoredEvent } from "../shared/store/stored.ts";

const hex = (number: number): string => number.toString(16).padStart(12, "0");
const uuid = (kind: number, number: number) => `0000000${kind}-0000-4000-8000-${hex(number)}`;

export const SCHOOL = uuid(1, 1) as SchoolId;
export const PARENT = uuid(2, 1) as PersonId;
export const pupilOf = (number: number): PupilId => uuid(3, number) as PupilId;
export const streamOf = (number: number): string => `absence/${pupilOf(number)}`;
export const AT = "2026-11-24T06:50:00.000Z" as Instant;

/** The nth commit of a pupil's absence: one event, sick first and then corrected each time. */
export const commitOf = (pupil: number, nth: number): Commit => {
  const from = `2026-11-${String((nth % 20) + 1).padStart(2, "0")}` as SchoolDay;
  const data = { pupil: pupilOf(pupil), from, back: null, reason: null };
  const command = `${PARENT}:${uuid(4, nth)}`;
  const event: StoredEvent = {
    id: uuid(5, pupil * 1_000 + nth),
    school: SCHOOL,
    stream: streamOf(pupil),
    version: nth,
    at: AT,
    by: PARENT,
    correlation: uuid(6, nth),
    causation: command,
    ...(nth === 1 ? SickReported.of(data) : SickReportCorrected.of(data)),
  };
  const { school, stream, at, by } = event;
  return { school, stream, number: nth, base: nth - 1, command, at, by, events: [event] };
};
