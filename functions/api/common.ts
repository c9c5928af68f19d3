import * as z from "zod";
import { GroupId, NoticeId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import { Instant, SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";

export const InSchool = z.strictObject({ school: SchoolId });
export const OfPupil = z.strictObject({ school: SchoolId, pupil: PupilId });
export const OfGroup = z.strictObject({ school: SchoolId, group: GroupId });
export const OfTeacher = z.strictObject({ school: SchoolId, teacher: PersonId });
export const OfNotice = z.strictObject({ school: SchoolId, notice: NoticeId });
export const OfRecipient = z.strictObject({ school: SchoolId, notice: NoticeId, person: PersonId });

export const PersonRef = z.object({ id: PersonId, name: z.string() }).meta({ id: "PersonRef" });
export const GroupRef = z.object({ id: GroupId, name: z.string() }).meta({ id: "GroupRef" });
export const PupilRef = z.object({ id: PupilId, name: z.string(), group: GroupRef }).meta({ id: "PupilRef" });
export type PersonRef = z.infer<typeof PersonRef>;
export type GroupRef = z.infer<typeof GroupRef>;
export type PupilRef = z.infer<typeof PupilRef>;

export const ClosedDaysAnswer = z
  .object({ name: z.string(), kind: z.enum(["holiday", "closing-day"]), from: SchoolDay, until: SchoolDay })
  .meta({ id: "ClosedDays" });
export const Week = WeekTimes.meta({ id: "WeekTimes" });
export { Instant, SchoolDay, TimeOfDay };
