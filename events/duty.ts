import * as z from "zod";
import { event } from "./event.ts";
import { GroupId, NoticeId, PersonId } from "./ids.ts";
import { sealed } from "./sealed.ts";
import { SchoolDay, WeekTimes } from "./time.ts";

/** What happens to a group while its teacher is away, in the order schools try: see `school-facts`. */
export const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("duo"), teacher: PersonId }),
  z.strictObject({ kind: z.literal("substitute"), teacher: PersonId }),
  z.strictObject({ kind: z.literal("split"), over: z.array(GroupId).min(1).max(12) }),
  /** Children stay home; families answer "stays home" or "needs care". */
  z.strictObject({ kind: z.literal("home") }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The groups a teacher works for and when the teacher can be reached, from a day on. */
export const WorkingTimeSet = event("WorkingTimeSet", 1, {
  teacher: PersonId,
  groups: z.array(GroupId).max(12),
  windows: WeekTimes,
  from: SchoolDay,
});

/**
 * A teacher is away, both days included (S4). `notice` is the id under which every family is told.
 * Why the teacher is away is nowhere: that is the teacher's own.
 */
export const AbsenceAnnounced = event("AbsenceAnnounced", 1, {
  notice: NoticeId,
  teacher: PersonId,
  from: SchoolDay,
  until: SchoolDay,
  groups: z
    .array(z.strictObject({ group: GroupId, outcome: Outcome }))
    .min(1)
    .max(12),
  /** Words of the office's own beside the ready text. */
  note: sealed(z.string().max(1000), "teacher").nullable(),
});

/** The absence named by its notice is over or was a mistake; who was told is told this too. */
export const AbsenceCalledOff = event("AbsenceCalledOff", 1, { notice: NoticeId, teacher: PersonId });

export const DutyEvent = z.discriminatedUnion("type", [WorkingTimeSet, AbsenceAnnounced, AbsenceCalledOff]);
export type DutyEvent = z.infer<typeof DutyEvent>;
