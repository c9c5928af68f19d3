import * as z from "zod";
import { Outcome } from "#events/duty.ts";
import { GroupId, NoticeId, PersonId } from "#events/ids.ts";
import {
  ClosedDaysAnswer,
  GroupRef,
  InSchool,
  Instant,
  OfNotice,
  OfTeacher,
  PersonRef,
  PupilRef,
  SchoolDay,
  TimeOfDay,
  Week,
} from "./common.ts";
import * as of from "./example.ts";
import { route } from "./route.ts";

/** Longer than a school year nobody is away by one announcement: each of its days is looked at. */
const MOST_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;
const isOfAYear = {
  // Asked of days that are none too: those are NaN here, and have a complaint of their own.
  check: ({ from, until }: { from: SchoolDay; until: SchoolDay }) =>
    !(Date.parse(until) - Date.parse(from) >= MOST_DAYS * DAY_MS),
  params: { path: ["until"], message: `at most ${MOST_DAYS} days from the first` },
};

const AnnounceAbsence = z
  .strictObject({
    teacher: PersonId,
    from: SchoolDay,
    until: SchoolDay.meta({ description: "Last day away, included." }),
    groups: z
      .array(z.strictObject({ group: GroupId, outcome: Outcome }))
      .min(1)
      .max(12)
      .refine((groups) => new Set(groups.map(({ group }) => group)).size === groups.length, "name each group once"),
    note: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .nullable()
      .default(null)
      .meta({ description: "Words of your own beside the ready text." }),
  })
  .refine(isOfAYear.check, isOfAYear.params)
  .meta({
    example: {
      teacher: of.people.fenna.id,
      from: of.today,
      until: of.tomorrow,
      groups: [{ group: of.groups.five.id, outcome: { kind: "substitute", teacher: of.people.marit.id } }],
      note: "Juf Marit kent de groep al.",
    },
  });

const announced = {
  notice: of.notices.away,
  teacher: of.people.fenna,
  from: of.today,
  until: of.tomorrow,
  groups: [{ group: of.groups.five, outcome: { kind: "substitute", teacher: of.people.marit.id } }],
  isCalledOff: false,
};

export const AnnouncedAbsence = z
  .object({
    notice: NoticeId,
    teacher: PersonRef,
    from: SchoolDay,
    until: SchoolDay,
    groups: z.array(z.object({ group: GroupRef, outcome: Outcome })),
    isCalledOff: z.boolean(),
  })
  .meta({ id: "AnnouncedAbsence", example: announced });

export const Teachers = z
  .object({
    day: SchoolDay,
    teachers: z.array(
      PersonRef.extend({
        groups: z.array(GroupRef).meta({ description: "Works for these; empty for a substitute from the pool." }),
        isWorking: z.boolean().meta({ description: "Has a window today and is not away." }),
        days: z.array(z.string()).meta({ description: "ISO weekdays with a window, `1` is Monday." }),
        away: z.object({ notice: NoticeId, from: SchoolDay, until: SchoolDay }).nullable(),
      }),
    ),
    groups: z.array(GroupRef),
  })
  .meta({
    id: "Teachers",
    example: {
      day: of.today,
      teachers: [
        {
          ...of.people.fenna,
          groups: [of.groups.five],
          isWorking: false,
          days: ["1", "2", "3"],
          away: { notice: of.notices.away, from: of.today, until: of.tomorrow },
        },
        { ...of.people.joris, groups: [of.groups.six], isWorking: true, days: ["1", "2", "4", "5"], away: null },
        { ...of.people.marit, groups: [], isWorking: true, days: ["1", "2", "3", "4", "5"], away: null },
      ],
      groups: [of.groups.five, of.groups.six],
    },
  });

export const Audience = z
  .object({
    groups: z
      .array(GroupRef)
      .meta({ description: "The groups this teacher works for in those days: each needs an outcome." }),
    pupils: z.int(),
    guardians: z.int(),
    families: z.int(),
    withoutAddress: z.int().meta({ description: "Guardians with no e-mail address: they get it in the app only." }),
  })
  .meta({
    id: "Audience",
    example: { groups: [of.groups.five], pupils: 26, guardians: 43, families: 22, withoutAddress: 1 },
  });

export const ContactMoments = z
  .object({
    school: z.object({ name: z.string(), phone: z.string(), cutOff: TimeOfDay }),
    day: SchoolDay,
    isOpen: z.boolean(),
    children: z.array(
      z.object({
        pupil: PupilRef,
        lessons: Week,
        teachers: z.array(
          PersonRef.extend({
            windows: Week.meta({ description: "When this teacher can be reached." }),
            isWorkingToday: z.boolean(),
            nextWorkingDay: SchoolDay.nullable(),
            times: z.array(z.object({ from: TimeOfDay, until: TimeOfDay })).meta({
              description:
                "When this teacher may be phoned today: the windows without lessons, within 08:00–16:30 (T2).",
            }),
            phone: z
              .object({
                fits: z.boolean().meta({ description: "Whether this is a moment to phone." }),
                at: Instant.nullable().meta({
                  description: "If not: the next one; null when it fits, or none for weeks.",
                }),
              })
              .meta({ description: "May this teacher be phoned now (T2)?" }),
          }),
        ),
      }),
    ),
    closed: z.array(ClosedDaysAnswer),
  })
  .meta({
    id: "ContactMoments",
    example: {
      school: { ...of.schoolName, cutOff: "08:30" },
      day: of.today,
      isOpen: true,
      children: [
        {
          pupil: of.pupils.daan,
          lessons: { 1: of.lessons, 2: of.lessons, 4: of.lessons, 5: of.lessons },
          teachers: [
            {
              ...of.people.joris,
              windows: { 1: of.windows, 2: of.windows, 4: of.windows, 5: of.windows },
              isWorkingToday: true,
              nextWorkingDay: of.today,
              times: of.windows,
              phone: { fits: false, at: "2026-11-24T13:45:00.000Z" },
            },
          ],
        },
      ],
      closed: [{ name: "Studiedag", kind: "closing-day", from: "2026-12-07", until: "2026-12-07" }],
    },
  });

export const announceAbsence = route({
  operationId: "announceAbsence",
  method: "post",
  path: "/v1/schools/{school}/teacher-absences",
  function: "commands",
  auth: "login",
  summary: "A teacher is away (S4): every guardian of the groups has it in the app and by mail. Office and head.",
  params: InSchool,
  body: AnnounceAbsence,
  answer: AnnouncedAbsence,
  problems: [
    "away-in-the-past",
    "until-before-from",
    "already-away",
    "group-without-outcome",
    "not-their-group",
    "not-available",
  ],
});
export const callOffAbsence = route({
  operationId: "callOffAbsence",
  method: "post",
  path: "/v1/schools/{school}/teacher-absences/{notice}/call-off",
  function: "commands",
  auth: "login",
  summary: "The teacher is there after all; who was told is told this too.",
  params: OfNotice,
  body: z.strictObject({ teacher: PersonId }).meta({ example: { teacher: of.people.fenna.id } }),
  answer: AnnouncedAbsence.meta({ example: { ...announced, isCalledOff: true } }),
  problems: ["not-announced"],
});
export const teachers = route({
  operationId: "teachers",
  method: "get",
  path: "/v1/schools/{school}/teachers",
  function: "queries",
  auth: "login",
  summary: "All teachers and who works today: office and head.",
  params: InSchool,
  answer: Teachers,
  problems: [],
});
export const audience = route({
  operationId: "audience",
  method: "get",
  path: "/v1/schools/{school}/teachers/{teacher}/audience",
  function: "queries",
  auth: "login",
  summary: "Who would be told of this teacher's absence, in numbers: office and head.",
  params: OfTeacher,
  query: z
    .strictObject({
      from: SchoolDay.meta({ description: "First day away.", example: of.today }),
      until: SchoolDay.meta({ description: "Last day away, included.", example: of.tomorrow }),
    })
    .refine(isOfAYear.check, isOfAYear.params),
  answer: Audience,
  problems: ["until-before-from"],
});
export const contactMoments = route({
  operationId: "contactMoments",
  method: "get",
  path: "/v1/schools/{school}/contact-moments",
  function: "queries",
  auth: "login",
  summary: "Who can be reached when and how, for a guardian's children.",
  params: InSchool,
  answer: ContactMoments,
  problems: [],
});
export const dutyRoutes = [announceAbsence, callOffAbsence, teachers, audience, contactMoments] as const;
