import type { GroupId, PupilId } from "#events/ids.ts";
import { PupilEnrolled, type PupilEvent, PupilLeft, PupilMoved } from "#events/people.ts";
import type { SchoolDay } from "#events/time.ts";

export type Pupil = { phase: "unknown" } | { phase: "here"; group: GroupId } | { phase: "left" };

export const start: Pupil = { phase: "unknown" };

export const evolve = (_: Pupil, { type, data }: PupilEvent): Pupil => {
  switch (type) {
    case "PupilEnrolled":
    case "PupilMoved":
      return { phase: "here", group: data.group };
    case "PupilLeft":
      return { phase: "left" };
  }
};

export type PupilCommand =
  | { type: "EnrolPupil"; data: { pupil: PupilId; group: GroupId; on: SchoolDay } }
  | { type: "LeaveSchool"; data: { pupil: PupilId; on: SchoolDay } };

/** Enrolling a pupil who is here moves them. */
export const decide = (command: PupilCommand, state: Pupil): PupilEvent[] => {
  switch (command.type) {
    case "EnrolPupil":
      if (state.phase !== "here") return [PupilEnrolled.of(command.data)];
      return state.group === command.data.group ? [] : [PupilMoved.of(command.data)];
    case "LeaveSchool":
      return state.phase === "here" ? [PupilLeft.of(command.data)] : [];
  }
};

export const pupil = { category: "pupil", start, evolve, decide } as const;
