import * as z from "zod";
import { GroupId, NoticeId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import { Instant, SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";
import * as of from "./example.ts";

const school = SchoolId.meta({ description: "The school, as `me` names it.", example: of.school });
const notice = NoticeId.meta({ description: "The notice under which families were told.", example: of.notices.away });
export const InSchool = z.strictObject({ school });
export const OfPupil = z.strictObject({ school, pupil: PupilId.meta({ example: of.pupils.noor.id }) });
export const OfGroup = z.strictObject({ school, group: GroupId.meta({ example: of.groups.five.id }) });
export const OfTeacher = z.strictObject({ school, teacher: PersonId.meta({ example: of.people.fenna.id }) });
export const OfNotice = z.strictObject({ school, notice });
export const OfRecipient = z.strictObject({
  school,
  notice,
  person: PersonId.meta({ description: "Who is phoned.", example: of.people.samira.id }),
});

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
