import * as z from "zod";
import { event } from "./event.ts";
import { PersonId, PupilId } from "./ids.ts";

/** A member of staff opened a pupil's health data. The pupil's guardians can see who looked, and when. */
export const LookRecorded = event("LookRecorded", 1, {
  person: PersonId,
  pupil: PupilId,
  what: z.enum(["absence-reason"]),
});
export const LookEvent = z.discriminatedUnion("type", [LookRecorded]);
export type LookEvent = z.infer<typeof LookEvent>;
