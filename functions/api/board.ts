import * as z from "zod";
import { NoticeId } from "#events/ids.ts";
import { GroupRef, InSchool, Instant, OfGroup, PersonRef, PupilRef, SchoolDay, TimeOfDay } from "./common.ts";
import * as of from "./example.ts";
import { PhoneRow, phoneRow } from "./notice.ts";
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

const sickRow = {
  pupil: of.pupils.noor,
  since: of.today,
  back: null,
  at: of.reportedAt,
  byOffice: false,
  isToday: true,
};
const awayTeacher = {
  notice: of.notices.away,
  teacher: of.people.fenna,
  until: of.tomorrow,
  outcome: "substitute",
  insteadOf: of.people.marit.name,
};

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
  .meta({
    id: "GroupBoard",
    example: {
      day: of.today,
      now: "07:52",
      group: of.groups.five,
      isOpen: true,
      isOnDuty: true,
      nextWorkingDay: of.tomorrow,
      onDuty: [of.people.marit],
      away: [awayTeacher],
      pupils: 26,
      cutOff: "08:30",
      lessons: of.lessons,
      sick: [sickRow],
      answers: [],
    },
  });

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
  .meta({
    id: "SchoolBoard",
    example: {
      day: of.today,
      now: "08:31",
      isOpen: true,
      pupils: 51,
      cutOff: "08:30",
      groups: [
        {
          group: of.groups.five,
          onDuty: [of.people.marit],
          away: [awayTeacher],
          isHome: false,
          pupils: 26,
          sick: 1,
        },
        { group: of.groups.six, onDuty: [of.people.joris], away: [], isHome: false, pupils: 25, sick: 0 },
      ],
      sick: [sickRow],
      notices: [
        {
          notice: of.notices.away,
          at: of.reportedAt,
          kind: "away",
          groups: [of.groups.five],
          about: of.people.fenna.name,
          families: 22,
          reached: 21,
          spoken: 0,
          toCall: 1,
        },
      ],
      phoneList: [phoneRow],
    },
  });

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
    q: z.string().trim().max(80).default("").meta({
      description: "Any part of the name or the group, capitals and accents aside; empty: everyone.",
      example: "noor",
    }),
    limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: "Rows in one page." }),
    cursor: z.string().max(200).optional().meta({ description: "`next` of the page before; see Pages." }),
  }),
  answer: z
    .object({
      pupils: z.array(PupilRef.extend({ isSick: z.boolean() })),
      next: z.string().nullable().meta({ description: "`cursor` of the next page; null: this is the last." }),
    })
    .meta({ id: "PupilPage", example: { pupils: [{ ...of.pupils.noor, isSick: true }], next: null } }),
  problems: [],
});
export const boardRoutes = [groupBoard, schoolBoard, searchPupils] as const;
