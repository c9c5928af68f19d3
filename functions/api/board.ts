import * as z from "zod";
import { NoticeId } from "#events/ids.ts";
import { GroupRef, InSchool, Instant, OfGroup, PersonRef, PupilRef, SchoolDay, TimeOfDay } from "./common.ts";
import { PhoneRow } from "./notice.ts";
import { route } from "./route.ts";

export const SickRow = z
  .object({
    pupil: PupilRef,
    since: SchoolDay,
    back: SchoolDay.nullable(),
    at: Instant.meta({ description: "When it was last told." }),
    byOffice: z.boolean(),
    isToday: z.boolean().meta({ description: "False: the first sick day is still to come." }),
  })
  .meta({ id: "SickRow" });

const AwayTeacher = z
  .object({
    notice: NoticeId,
    teacher: PersonRef,
    until: SchoolDay,
    outcome: z.enum(["duo", "substitute", "split", "home"]),
    insteadOf: z
      .string()
      .meta({ description: "Who or which groups take over, in words; empty when children stay home." }),
  })
  .meta({ id: "AwayTeacher" });

export const GroupBoard = z
  .object({
    day: SchoolDay,
    now: TimeOfDay,
    group: GroupRef,
    isOpen: z.boolean(),
    isOnDuty: z.boolean().meta({ description: "Whether the caller is. Who is off gets no names of who is sick." }),
    nextWorkingDay: SchoolDay.nullable(),
    onDuty: z.array(PersonRef),
    away: z.array(AwayTeacher),
    pupils: z.int(),
    cutOff: TimeOfDay,
    lessons: z.array(z.object({ from: TimeOfDay, until: TimeOfDay })),
    sick: z.array(SickRow),
    answers: z
      .array(z.object({ pupil: PupilRef, answer: z.enum(["stays-home", "needs-care"]) }))
      .meta({ description: "When children were asked to stay home: what families answered." }),
  })
  .meta({ id: "GroupBoard" });

export const SchoolBoard = z
  .object({
    day: SchoolDay,
    now: TimeOfDay,
    isOpen: z.boolean(),
    pupils: z.int(),
    cutOff: TimeOfDay,
    groups: z.array(
      z.object({
        group: GroupRef,
        onDuty: z.array(PersonRef),
        away: z.array(AwayTeacher),
        isHome: z.boolean(),
        pupils: z.int(),
        sick: z.int(),
      }),
    ),
    sick: z.array(SickRow),
    notices: z.array(
      z.object({
        notice: NoticeId,
        at: Instant,
        kind: z.enum(["away", "away-over", "notice"]),
        groups: z.array(GroupRef),
        about: z.string().meta({ description: "The teacher's name, for an absence." }),
        families: z.int(),
        reached: z.int(),
        spoken: z.int(),
        toCall: z.int(),
      }),
    ),
    phoneList: z.array(PhoneRow),
  })
  .meta({ id: "SchoolBoard" });

export const groupBoard = route({
  operationId: "groupBoard",
  method: "get",
  path: "/v1/schools/{school}/groups/{group}/board",
  function: "queries",
  auth: "login",
  summary:
    "The group's board of today: for its teachers, who is on duty for it, and the office. Poll with If-None-Match.",
  params: OfGroup,
  answer: GroupBoard,
  problems: [],
});
export const schoolBoard = route({
  operationId: "schoolBoard",
  method: "get",
  path: "/v1/schools/{school}/board",
  function: "queries",
  auth: "login",
  summary: "All groups on one board, for office and head. Poll with If-None-Match.",
  params: InSchool,
  answer: SchoolBoard,
  problems: [],
});
export const searchPupils = route({
  operationId: "searchPupils",
  method: "get",
  path: "/v1/schools/{school}/pupils",
  function: "queries",
  auth: "login",
  summary: "Pupils by any part of their name, for office and head; with `cursor` for the next page.",
  params: InSchool,
  query: z.strictObject({
    q: z.string().trim().max(80).default(""),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(200).optional(),
  }),
  answer: z
    .object({ pupils: z.array(PupilRef.extend({ isSick: z.boolean() })), next: z.string().nullable() })
    .meta({ id: "PupilPage" }),
  problems: [],
});
export const boardRoutes = [groupBoard, schoolBoard, searchPupils] as const;
