import type * as z from "zod";
import type { GroupId, NoticeId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import { type Back, type Delivery, familyOf, isReached, whyToCall } from "#shared/notice/delivery.ts";
import { addMinutes } from "#shared/policy/days.ts";
import type { SchoolBoard } from "../api/board.ts";
import type { Delivery as DeliveryAnswer, PhoneRow, Recipient } from "../api/notice.ts";
import type { Caller } from "../api/operation.ts";
import { type Header, readNotice } from "../ledger.ts";
import { overOf } from "../notify/over.ts";
import type { Ports } from "../ports.ts";
import type { AnnouncedRow, AnswerRow, SpokenRow } from "../projections/notice.ts";
import type { Names, SchoolDuty } from "../reference.ts";
import { byName, groupRef, personRef, pupilRef } from "./refs.ts";

/** A notice with its ledger and what came back on it. */
type Told = {
  header: Header;
  rows: Delivery[];
  answers: Record<string, AnswerRow>;
  spoken: Record<string, SpokenRow>;
};

export const toldOf = async (
  school: SchoolId,
  notice: NoticeId,
  { deliveries, views }: Pick<Ports, "deliveries" | "views">,
): Promise<Told | null> => {
  const [ledger, back] = await Promise.all([
    readNotice(deliveries, school, notice),
    views.row("answers", school, `notice/${notice}`, "told"),
  ]);
  return ledger && { ...ledger, ...((back as Pick<Told, "answers" | "spoken"> | null) ?? { answers: {}, spoken: {} }) };
};

/** The groups whose families are asked: those that have no lessons. */
const askedGroups = ({ groups }: Header): ReadonlySet<GroupId> =>
  new Set(groups.flatMap(({ group, outcome }) => (outcome?.kind === "home" ? [group] : [])));

const asksOf = ({ pupils }: Delivery, asked: ReadonlySet<GroupId>): boolean =>
  pupils.some(({ group }) => asked.has(group));

/** What a family did counts for each of its people: one answer, one phone call is enough. */
type Family = { rows: Delivery[]; back: Back; asks: boolean };

const familiesOf = ({ header, rows, answers, spoken }: Told): Family[] => {
  const asked = askedGroups(header);
  const byFamily = new Map<string, Delivery[]>();
  // Who lost the right to it is no part of the audience any more.
  for (const row of rows)
    if (row.shownAt !== null) byFamily.set(familyOf(row), [...(byFamily.get(familyOf(row)) ?? []), row]);
  return [...byFamily.values()].map((theirs) => {
    const people = new Set<string>(theirs.map(({ person }) => person));
    const children = new Map(theirs.flatMap(({ pupils }) => pupils.map(({ pupil, group }) => [pupil, group])));
    const toAnswer = [...children].filter(([, group]) => asked.has(group)).map(([pupil]) => pupil);
    return {
      rows: theirs,
      asks: toAnswer.length > 0,
      back: {
        // The other household's answer is about the same child, and it is the child who needs care or does not.
        hasAnswered: toAnswer.length > 0 && toAnswer.every((pupil) => answers[pupil]),
        isSpoken: Object.keys(spoken).some((person) => people.has(person)),
      },
    };
  });
};

const isFamilyReached = ({ rows, back }: Family): boolean => rows.some((row) => isReached(row, back));

/** Nobody of the family has it, or they have not answered. */
const isToCall = ({ rows, back, asks }: Family): boolean => {
  if (back.isSpoken) return false;
  return rows.some((row) => isReached(row, back)) ? asks && !back.hasAnswered : true;
};

/** Nobody is phoned before the set time, to hear that a teacher is back, or about what no longer holds. */
const isForPhone = ({ kind, listedAt }: Header, isCalledOff: boolean, now: Instant): boolean =>
  now >= listedAt && kind !== "away-over" && !isCalledOff;

const countsOf = (families: Family[], isPhoned: boolean) => ({
  total: families.length,
  reached: families.filter(isFamilyReached).length,
  spoken: families.filter(({ back }) => back.isSpoken).length,
  toCall: isPhoned ? families.filter(isToCall).length : 0,
});

const peopleIn = ({ header, rows, spoken }: Told): { persons: Set<PersonId>; pupils: Set<PupilId> } => ({
  persons: new Set([
    ...rows.map(({ person }) => person),
    ...(header.teacher ? [header.teacher] : []),
    ...(header.by === "system" ? [] : [header.by]),
    ...Object.values(spoken).flatMap(({ by }) => (by === "system" ? [] : [by])),
  ]),
  pupils: new Set(rows.flatMap(({ pupils }) => pupils.map(({ pupil }) => pupil))),
});

const namesFor = async (school: SchoolId, all: Told[], { reference }: Pick<Ports, "reference">): Promise<Names> => {
  const people = all.map(peopleIn);
  return reference.names(school, {
    persons: new Set(people.flatMap(({ persons }) => [...persons])),
    pupils: new Set(people.flatMap(({ pupils }) => [...pupils])),
    households: new Set(all.flatMap(({ rows }) => rows.flatMap(({ household }) => (household ? [household] : [])))),
  });
};

const recipientOf = (
  { answers, spoken }: Told,
  family: Family,
  row: Delivery,
  names: Names,
  { calendar }: SchoolDuty,
  asked: ReadonlySet<GroupId>,
): z.infer<typeof Recipient> => {
  const said = spoken[row.person];
  return {
    person: personRef(names, row.person),
    household: { id: row.household, name: row.household ? names.household(row.household) : "" },
    pupils: row.pupils.map(({ pupil, group }) => pupilRef(names, calendar, pupil, group)).sort(byName),
    app: { at: row.shownAt, seenAt: row.seenAt },
    mail: { state: row.mail.state, at: row.mail.at },
    answers: row.pupils.flatMap(({ pupil }) => {
      const answer = answers[pupil];
      return answer ? [{ pupil, answer: answer.answer }] : [];
    }),
    isReached: isReached(row, family.back),
    why: whyToCall(row, family.back, asksOf(row, asked)),
    spoken: said && said.by !== "system" ? { at: said.at, by: personRef(names, said.by) } : null,
    phones: names.phones(row.person),
  };
};

/** Who of a family is phoned: somebody with a number. */
const firstToCall = ({ rows }: Family, names: Names): Delivery | undefined =>
  rows.find(({ person }) => names.phones(person).length > 0) ?? rows[0];

const phoneListOf = (told: Told, families: Family[], names: Names, duty: SchoolDuty): z.infer<typeof PhoneRow>[] => {
  const asked = askedGroups(told.header);
  const { notice, at, groups } = told.header;
  return families.filter(isToCall).flatMap((family) => {
    const row = firstToCall(family, names);
    const theirs = new Set(family.rows.flatMap(({ pupils }) => pupils.map(({ group }) => group)));
    return row
      ? [
          {
            notice,
            at,
            groups: groups.filter(({ group }) => theirs.has(group)).map(({ group }) => groupRef(duty.calendar, group)),
            recipient: recipientOf(told, family, row, names, duty, asked),
          },
        ]
      : [];
  });
};

/** How long a notice stays on the office's board, and how many at most. */
const ON_BOARD_MINUTES = 3 * 24 * 60;
const MOST = 12;

/** The latest notices with how many families they reached, and who is still to be phoned about them. */
export const noticeSummaries = async (
  { school }: Caller,
  now: Instant,
  ports: Ports,
): Promise<Pick<z.infer<typeof SchoolBoard>, "notices" | "phoneList">> => {
  const since = addMinutes(now, -ON_BOARD_MINUTES);
  const recent = (await ports.views.list("notices", school, "announced"))
    .map(({ data }) => data as AnnouncedRow)
    .flatMap(({ notice, at, calledOffAt }) => [
      { notice, at, isCalledOff: calledOffAt !== null },
      ...(calledOffAt ? [{ notice: overOf(notice), at: calledOffAt, isCalledOff: false }] : []),
    ])
    .filter(({ at }) => at >= since)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MOST);
  const [duty, ...all] = await Promise.all([
    ports.reference.duty(school),
    ...recent.map(({ notice }) => toldOf(school, notice, ports)),
  ]);
  const there = all.filter((told): told is Told => told !== null);
  const names = await namesFor(school, there, ports);
  const calledOff = new Set(recent.flatMap(({ notice, isCalledOff }) => (isCalledOff ? [notice] : [])));
  const summed = there.map((told) => ({
    told,
    families: familiesOf(told),
    isPhoned: isForPhone(told.header, calledOff.has(told.header.notice), now),
  }));
  return {
    notices: summed.map(({ told: { header }, families, isPhoned }) => {
      const { total, ...counts } = countsOf(families, isPhoned);
      return {
        notice: header.notice,
        at: header.at,
        kind: header.kind,
        groups: header.groups.map(({ group }) => groupRef(duty.calendar, group)).sort(byName),
        about: header.teacher ? names.person(header.teacher) : "",
        families: total,
        ...counts,
      };
    }),
    phoneList: summed.flatMap(({ told, families, isPhoned }) =>
      isPhoned ? phoneListOf(told, families, names, duty) : [],
    ),
  };
};

const byFamilyName = (a: z.infer<typeof Recipient>, b: z.infer<typeof Recipient>): number =>
  a.household.name.localeCompare(b.household.name, "nl") || byName(a.person, b.person);

/** The ledger of one notice as the office reads it: per guardian and channel, and how many families are reached. */
export const deliveryOf = async (
  { school }: Caller,
  told: Told,
  now: Instant,
  ports: Ports,
): Promise<z.infer<typeof DeliveryAnswer>> => {
  const { header } = told;
  const [duty, names, announced] = await Promise.all([
    ports.reference.duty(school),
    namesFor(school, [told], ports),
    header.kind === "away" ? ports.views.row("notices", school, "announced", header.notice) : null,
  ]);
  const isCalledOff = Boolean((announced as AnnouncedRow | null)?.calledOffAt);
  const asked = askedGroups(header);
  const families = familiesOf(told);
  return {
    notice: header.notice,
    kind: header.kind,
    at: header.at,
    author: header.by === "system" ? null : personRef(names, header.by),
    groups: header.groups.map(({ group }) => groupRef(duty.calendar, group)).sort(byName),
    teacher: header.teacher && personRef(names, header.teacher),
    days: header.days,
    asked: [...asked].map((group) => groupRef(duty.calendar, group)).sort(byName),
    isCalledOff,
    overNotice: isCalledOff ? overOf(header.notice) : null,
    families: countsOf(families, isForPhone(header, isCalledOff, now)),
    listedAt: header.listedAt,
    isListed: now >= header.listedAt,
    recipients: families
      .flatMap((family) => family.rows.map((row) => recipientOf(told, family, row, names, duty, asked)))
      .sort(byFamilyName),
  };
};
