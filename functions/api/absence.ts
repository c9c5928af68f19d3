import * as z from "zod";
import { PupilId } from "#events/ids.ts";
import { Erased } from "#events/sealed.ts";
import { InSchool, Instant, OfPupil, PersonRef, PupilRef, SchoolDay, TimeOfDay } from "./common.ts";
import * as of from "./example.ts";
import { route } from "./route.ts";

const dates = {
  from: SchoolDay.meta({ description: "First day at home.", example: "2026-11-24" }),
  back: SchoolDay.nullable().meta({ description: "Expected first day back; null: not known yet." }),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .nullable()
    .default(null)
    .meta({ description: "Optional, and health data." }),
};
const ReportSick = z
  .strictObject({ pupil: PupilId, ...dates })
  .meta({ example: { pupil: of.pupils.noor.id, from: of.today, back: null, reason: "Koorts sinds vannacht." } });
const CorrectSick = z
  .strictObject(dates)
  .meta({ example: { from: of.today, back: "2026-11-26", reason: "Griep, waarschijnlijk donderdag terug." } });
const Recovery = z
  .strictObject({ on: SchoolDay.meta({ description: "First day back at school." }) })
  .meta({ example: { on: "2026-11-26" } });

const samira = { ...of.people.samira, role: "guardian", isYou: true };
const Who = PersonRef.extend({ role: z.enum(["guardian", "teacher", "office"]), isYou: z.boolean() });

export const AbsenceNow = z
  .object({
    pupil: PupilRef,
    phase: z.enum(["present", "sick"]),
    from: SchoolDay.nullable(),
    back: SchoolDay.nullable(),
    reason: z.union([z.string(), Erased]).nullable(),
    reportedAt: Instant.nullable(),
    reportedBy: Who.nullable(),
    holders: z.array(PersonRef.extend({ role: z.literal("teacher") })).meta({
      description:
        "On duty for the group on the first sick day (or today, if that is later). The office always has it too.",
    }),
    heldSince: Instant.nullable().meta({ description: "Since when it stands on their board." }),
    history: z.array(
      z.object({
        at: Instant,
        by: Who,
        what: z.enum(["reported", "corrected", "withdrawn", "recovered"]),
        from: SchoolDay.nullable(),
        back: SchoolDay.nullable(),
      }),
    ),
    looks: z.array(z.object({ at: Instant, by: PersonRef })).meta({ description: "Which staff opened the reason." }),
  })
  .meta({
    id: "AbsenceNow",
    example: {
      pupil: of.pupils.noor,
      phase: "sick",
      from: of.today,
      back: null,
      reason: "Koorts sinds vannacht.",
      reportedAt: of.reportedAt,
      reportedBy: samira,
      holders: [{ ...of.people.fenna, role: "teacher" }],
      heldSince: of.reportedAt,
      history: [{ at: of.reportedAt, by: samira, what: "reported", from: of.today, back: null }],
      looks: [{ at: of.seenAt, by: of.people.fenna }],
    },
  });
export type AbsenceNow = z.infer<typeof AbsenceNow>;

export const OnDuty = z
  .object({
    day: SchoolDay,
    isOpen: z.boolean(),
    nextOpenDay: SchoolDay,
    teachers: z.array(PersonRef),
    isHome: z.boolean().meta({ description: "The group has no lessons that day: children stay home." }),
    cutOff: TimeOfDay.meta({ description: "Reports are wanted before this time." }),
    schoolPhone: z.string(),
  })
  .meta({
    id: "OnDuty",
    example: {
      day: of.today,
      isOpen: true,
      nextOpenDay: of.today,
      teachers: [of.people.fenna],
      isHome: false,
      cutOff: "08:30",
      schoolPhone: of.schoolName.phone,
    },
  });

export const reportSick = route({
  operationId: "reportSick",
  method: "post",
  path: "/v1/schools/{school}/absences",
  function: "commands",
  auth: "login",
  summary: "Report a pupil sick (P1): a guardian who may, or the office. On the board of who is on duty at once.",
  params: InSchool,
  body: ReportSick,
  answer: AbsenceNow,
  problems: ["sick-too-long-ago", "sick-too-far-ahead", "back-before-sick", "back-too-far-ahead", "school-closed"],
});
export const correctSickReport = route({
  operationId: "correctSickReport",
  method: "post",
  path: "/v1/schools/{school}/absences/{pupil}/correction",
  function: "commands",
  auth: "login",
  summary: "Change the dates or the reason; what was said before stays in the history.",
  params: OfPupil,
  body: CorrectSick,
  answer: AbsenceNow,
  problems: [
    "not-sick",
    "sick-too-long-ago",
    "sick-too-far-ahead",
    "back-before-sick",
    "back-too-far-ahead",
    "school-closed",
  ],
});
export const reportRecovery = route({
  operationId: "reportRecovery",
  method: "post",
  path: "/v1/schools/{school}/absences/{pupil}/recovery",
  function: "commands",
  auth: "login",
  summary: "Report the pupil better.",
  params: OfPupil,
  body: Recovery,
  answer: AbsenceNow,
  problems: ["back-before-sick", "back-too-far-ahead"],
});
export const withdrawSickReport = route({
  operationId: "withdrawSickReport",
  method: "post",
  path: "/v1/schools/{school}/absences/{pupil}/withdrawal",
  function: "commands",
  auth: "login",
  summary: "Take the sick report back: it was a mistake.",
  params: OfPupil,
  body: z.strictObject({}).meta({ example: {} }),
  answer: AbsenceNow,
  problems: [],
});
export const absenceOf = route({
  operationId: "absenceOf",
  method: "get",
  path: "/v1/schools/{school}/absences/{pupil}",
  function: "queries",
  auth: "login",
  summary: "A pupil's absence with reason and history. A look by staff is recorded.",
  params: OfPupil,
  answer: AbsenceNow,
  problems: [],
});
export const onDutyFor = route({
  operationId: "onDutyFor",
  method: "get",
  path: "/v1/schools/{school}/pupils/{pupil}/on-duty",
  function: "queries",
  auth: "login",
  summary: "Who will have a sick report for this day: said before it is sent.",
  params: OfPupil,
  query: z.strictObject({
    day: SchoolDay.optional().meta({ description: "The first sick day; today if not given.", example: of.today }),
  }),
  answer: OnDuty,
  problems: [],
});
export const absenceRoutes = [
  reportSick,
  correctSickReport,
  reportRecovery,
  withdrawSickReport,
  absenceOf,
  onDutyFor,
] as const;
