import * as z from "zod";
import { HouseholdId, NoticeId, PupilId } from "#events/ids.ts";
import { HomeAnswer } from "#events/notice.ts";
import { Erased } from "#events/sealed.ts";
import { GroupRef, InSchool, Instant, OfNotice, OfRecipient, PersonRef, PupilRef, SchoolDay } from "./common.ts";
import * as of from "./example.ts";
import { route } from "./route.ts";

const Why = z.enum(["bounced", "complained", "rejected", "no-address", "not-sent", "not-opened", "no-answer"]);

/** A guardian's message, with what is asked and for which child. */
export const InboxItem = z
  .object({
    notice: NoticeId,
    kind: z.enum(["away", "away-over", "notice"]),
    at: Instant,
    groups: z.array(GroupRef),
    pupils: z.array(PupilRef),
    teacher: PersonRef.nullable(),
    days: z.object({ from: SchoolDay, until: SchoolDay }).nullable(),
    outcome: z.enum(["duo", "substitute", "split", "home"]).nullable(),
    insteadOf: z.string().meta({ description: "Who or which groups take over, in words." }),
    title: z.union([z.string(), Erased]).nullable(),
    note: z.union([z.string(), Erased]).nullable(),
    asks: z
      .object({ until: Instant, answers: z.array(z.object({ pupil: PupilId, answer: HomeAnswer.nullable() })) })
      .nullable()
      .meta({ description: "`stays-home` or `needs-care` per child; changeable until it closes." }),
    seenAt: Instant.nullable(),
    isCalledOff: z.boolean(),
  })
  .meta({ id: "InboxItem" });

const away = {
  notice: of.notices.away,
  kind: "away",
  at: of.reportedAt,
  groups: [of.groups.five],
  teacher: of.people.fenna,
  days: { from: of.today, until: of.tomorrow },
};

export const Home = z
  .object({
    day: SchoolDay,
    children: z.array(
      z.object({
        pupil: PupilRef,
        mayReportSick: z.boolean(),
        sick: z.object({ since: SchoolDay, back: SchoolDay.nullable(), at: Instant }).nullable(),
        isOpen: z.boolean(),
        isHome: z.boolean(),
        onDuty: z.array(PersonRef),
      }),
    ),
    items: z.array(InboxItem),
    next: z.string().nullable().meta({ description: "`cursor` of the next page; null: this is the last." }),
  })
  .meta({
    id: "Home",
    example: {
      day: of.today,
      children: [
        {
          pupil: of.pupils.noor,
          mayReportSick: true,
          sick: null,
          isOpen: true,
          isHome: true,
          onDuty: [],
        },
      ],
      items: [
        {
          ...away,
          pupils: [of.pupils.noor],
          outcome: "home",
          insteadOf: "",
          title: null,
          note: "Er is helaas geen vervanging. Opvang op school is er wel.",
          asks: { until: "2026-11-25T15:30:00.000Z", answers: [{ pupil: of.pupils.noor.id, answer: null }] },
          seenAt: null,
          isCalledOff: false,
        },
      ],
      next: null,
    },
  });

const Channel = z.object({
  state: z.enum([
    "none",
    "queued",
    "sending",
    "sent",
    "delivered",
    "bounced",
    "complained",
    "rejected",
    "suppressed",
    "withheld",
  ]),
  at: Instant.nullable(),
});

const recipient = {
  person: of.people.samira,
  household: of.household,
  pupils: [of.pupils.noor],
  app: { at: of.reportedAt, seenAt: null },
  mail: { state: "bounced", at: of.seenAt },
  answers: [],
  isReached: false,
  why: "bounced",
  spoken: null,
  phones: ["06 12 34 56 78"],
};
/** A family whose mail came back and who did not open the app. */
export const phoneRow = { notice: of.notices.away, at: of.reportedAt, groups: [of.groups.five], recipient };

export const Recipient = z
  .object({
    person: PersonRef,
    household: z.object({ id: HouseholdId.nullable(), name: z.string() }),
    pupils: z.array(PupilRef),
    app: z.object({ at: Instant.nullable(), seenAt: Instant.nullable() }),
    mail: Channel,
    answers: z.array(z.object({ pupil: PupilId, answer: HomeAnswer })),
    isReached: z.boolean(),
    why: Why.nullable(),
    spoken: z.object({ at: Instant, by: PersonRef }).nullable(),
    phones: z.array(z.string()),
  })
  .meta({ id: "Recipient", example: recipient });

/** One family still to be phoned about one notice. */
export const PhoneRow = z
  .object({ notice: NoticeId, at: Instant, groups: z.array(GroupRef), recipient: Recipient })
  .meta({ id: "PhoneRow" });

export const Delivery = z
  .object({
    notice: NoticeId,
    kind: z.enum(["away", "away-over", "notice"]),
    at: Instant,
    author: PersonRef.nullable(),
    groups: z.array(GroupRef),
    teacher: PersonRef.nullable(),
    days: z.object({ from: SchoolDay, until: SchoolDay }).nullable(),
    asked: z.array(GroupRef).meta({ description: "The groups without lessons: their families are asked to answer." }),
    isCalledOff: z.boolean(),
    overNotice: NoticeId.nullable().meta({ description: "The notice that told families that the absence is over." }),
    families: z.object({ total: z.int(), reached: z.int(), spoken: z.int(), toCall: z.int() }),
    listedAt: Instant.meta({ description: "From then on, who is not reached is on the phone list." }),
    isListed: z.boolean(),
    recipients: z.array(Recipient),
  })
  .meta({
    id: "Delivery",
    example: {
      ...away,
      author: of.people.ilse,
      asked: [],
      isCalledOff: false,
      overNotice: null,
      families: { total: 22, reached: 21, spoken: 0, toCall: 1 },
      listedAt: "2026-11-24T07:12:10.000Z",
      isListed: true,
      recipients: [recipient],
    },
  });

export const home = route({
  operationId: "home",
  method: "get",
  path: "/v1/schools/{school}/home",
  function: "queries",
  auth: "login",
  summary:
    "A guardian's children and messages, newest first; with `cursor` for the next page. Poll with If-None-Match.",
  params: InSchool,
  query: z.strictObject({
    cursor: z.string().max(600).optional().meta({ description: "`next` of the page before; see Pages." }),
    limit: z.coerce.number().int().min(1).max(50).default(20).meta({ description: "Messages in one page." }),
  }),
  answer: Home,
  problems: [],
});
export const noticeSeen = route({
  operationId: "noticeSeen",
  method: "post",
  path: "/v1/schools/{school}/notices/{notice}/seen",
  function: "commands",
  auth: "login",
  summary: "The caller has seen this notice in the app.",
  params: OfNotice,
  body: z.strictObject({}).meta({ example: {} }),
  answer: z
    .object({ notice: NoticeId, seenAt: Instant })
    .meta({ id: "NoticeSeen", example: { notice: of.notices.away, seenAt: of.seenAt } }),
  problems: [],
});
export const answerNotice = route({
  operationId: "answerNotice",
  method: "post",
  path: "/v1/schools/{school}/notices/{notice}/answers",
  function: "commands",
  auth: "login",
  summary: "Answer for one child whether it stays home or needs care; a later answer replaces it.",
  params: OfNotice,
  body: z
    .strictObject({ pupil: PupilId, answer: HomeAnswer })
    .meta({ example: { pupil: of.pupils.noor.id, answer: "needs-care" } }),
  answer: z.object({ notice: NoticeId, pupil: PupilId, answer: HomeAnswer, at: Instant }).meta({
    id: "NoticeAnswer",
    example: { notice: of.notices.away, pupil: of.pupils.noor.id, answer: "needs-care", at: of.seenAt },
  }),
  problems: ["not-asked", "closed"],
});
export const noticeDelivery = route({
  operationId: "noticeDelivery",
  method: "get",
  path: "/v1/schools/{school}/notices/{notice}/delivery",
  function: "queries",
  auth: "login",
  summary:
    "Per guardian and channel who was reached and when, and who was not: office and head. Poll with If-None-Match.",
  params: OfNotice,
  answer: Delivery,
  problems: [],
});
export const recipientSpoken = route({
  operationId: "recipientSpoken",
  method: "post",
  path: "/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken",
  function: "commands",
  auth: "login",
  summary: "The office spoke with this person: the row of the phone list is closed.",
  params: OfRecipient,
  body: z.strictObject({}).meta({ example: {} }),
  answer: Recipient.meta({
    example: {
      ...recipient,
      isReached: true,
      why: null,
      spoken: { at: "2026-11-24T07:20:00.000Z", by: of.people.ilse },
    },
  }),
  problems: [],
});
export const recipientSpokenUndone = route({
  operationId: "recipientSpokenUndone",
  method: "post",
  path: "/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken/undo",
  function: "commands",
  auth: "login",
  summary: "Not spoken with after all: back on the phone list.",
  params: OfRecipient,
  body: z.strictObject({}).meta({ example: {} }),
  answer: Recipient,
  problems: [],
});
export const noticeRoutes = [
  home,
  noticeSeen,
  answerNotice,
  noticeDelivery,
  recipientSpoken,
  recipientSpokenUndone,
] as const;
