import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Outcome } from "#events/duty.ts";
import type { DomainEvent } from "#events/event.ts";
import type { GroupId, PersonId } from "#events/ids.ts";
import type { Instant, SchoolDay, TimeSpan } from "#events/time.ts";
import { type AbsenceCommand, absence } from "#shared/absence/decide.ts";
import { type CalendarCommand, calendar as calendarDecider } from "#shared/calendar/decide.ts";
import { type DutyCommand, duty } from "#shared/duty/decide.ts";
import { type NoticeCommand, notice as noticeDecider } from "#shared/notice/decide.ts";
import { type PersonCommand, person as personDecider } from "#shared/people/decide.ts";
import { isOpen } from "#shared/policy/calendar.ts";
import { addDays, addMinutes, dayOf, momentOf, timeOf, weekdayOf } from "#shared/policy/days.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import { phoneMoment, phoneTimesOn } from "#shared/policy/phoneMoment.ts";
import { endOfQuiet } from "#shared/policy/quietHours.ts";
import { type Message, maySound } from "#shared/policy/sound.ts";
import { groupsOf, isAway, nextWorkingDay, windowsOn, workingOn } from "#shared/policy/working.ts";
import { type PupilCommand, pupil as pupilDecider } from "#shared/pupil/decide.ts";
import {
  ank,
  around,
  at,
  awayFor,
  bears,
  bram,
  calendar,
  cleo,
  day,
  dirk,
  eva,
  foxes,
  household,
  lions,
  login,
  notice,
  on,
  otters,
  person,
  pupil,
  settings,
  span,
  time,
  works,
} from "./kiezelboom.ts";

// The same inputs on every run: a red run is red again.
fc.configureGlobal({ seed: 20261123 });

const FIRST = day("2026-10-12"); // the week before the autumn holiday
const DAYS = 70; // past the holiday, the change to winter time and the study day
const teachers = [ank, bram, cleo, dirk, eva];
const groups = [lions, bears, otters, foxes];

const schoolDay = fc.nat({ max: DAYS }).map((days): SchoolDay => addDays(FIRST, days));
const clock = fc
  .nat({ max: 24 * 12 - 1 })
  .map((five) => time(`${String(Math.floor(five / 12)).padStart(2, "0")}:${String((five % 12) * 5).padStart(2, "0")}`));
const moment = fc
  .tuple(schoolDay, fc.nat({ max: 24 * 60 * 60_000 - 1 }))
  .map(([one, ms]) => new Date(Date.parse(`${one}T00:00Z`) + ms).toISOString() as Instant);
const timeSpan = fc
  .tuple(clock, clock)
  .filter(([from, until]) => from < until)
  .map(([from, until]): TimeSpan => ({ from, until }));
const windows = fc.oneof(
  fc.constant(around),
  fc.constant([span("07:00", "18:00")]),
  fc.array(timeSpan, { maxLength: 2 }),
);
const someGroups = fc.subarray(groups, { minLength: 1 });
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom("duo" as const, "substitute" as const), teacher: fc.constantFrom(...teachers) }),
  fc.record({ kind: fc.constant("split" as const), over: someGroups }),
  fc.constant({ kind: "home" as const }),
);
const period = fc.tuple(schoolDay, fc.nat({ max: 10 })).map(([from, days]) => ({ from, until: addDays(from, days) }));
const away = fc
  .tuple(period, fc.array(fc.tuple(fc.constantFrom(...groups), outcome), { minLength: 1, maxLength: 2 }))
  .map(([{ from, until }, plans]) => awayFor(1, from, until, ...plans));
const dutyOf = (teacher: PersonId): fc.Arbitrary<TeacherDuty> =>
  fc
    .tuple(fc.subarray([..."12345"]), windows, someGroups, fc.array(away, { maxLength: 2 }))
    .map(([weekdays, spans, own, aways]) => works(teacher, own, on(weekdays.join(""), ...spans), ...aways));
/** Eva has no working times: she can only take over. */
const school = fc.tuple(dutyOf(ank), dutyOf(bram), dutyOf(cleo), dutyOf(dirk));
const teacher = fc.constantFrom(...teachers);
const group = fc.constantFrom(...groups);
const message: fc.Arbitrary<Message> = fc.oneof(
  group.map((one): Message => ({ rule: "P2", group: one })),
  fc.constantFrom(...(["S1", "S4", "P1", "P3"] as const)).map((rule): Message => ({ rule })),
);

const lies = (spans: TimeSpan[], now: Instant): boolean =>
  spans.some(({ from, until }) => from <= timeOf(now) && timeOf(now) < until);
const lessonsOf = (one: GroupId, on: SchoolDay): TimeSpan[] => calendar.groups[one]?.lessons[weekdayOf(on)] ?? [];

describe("on duty, in any school", () => {
  it("there is a teacher or the office in every lesson hour of an open day", () =>
    fc.assert(
      fc.property(school, group, schoolDay, (duties, one, date) => {
        const who = onDuty(calendar, duties, one, date);
        // `open` is what puts a message on the office's board.
        expect(who.open).toBe(isOpen(calendar, date));
        const isTaught = duties.some(
          (other) =>
            windowsOn(other, date).length > 0 && workingOn(other, date)?.groups.includes(one) && !isAway(other, date),
        );
        if (who.open && isTaught) expect(who.teachers).not.toStrictEqual([]);
        if (who.isHome || !who.open) expect(who.teachers).toStrictEqual([]);
      }),
    ));
  it("there is nobody who is away, and nobody twice", () =>
    fc.assert(
      fc.property(school, group, schoolDay, (duties, one, date) => {
        const who = onDuty(calendar, duties, one, date);
        expect(new Set(who.teachers).size).toBe(who.teachers.length);
        expect(duties.filter((other) => who.teachers.includes(other.teacher) && isAway(other, date))).toStrictEqual([]);
        expect(who.away.filter((gone) => who.teachers.includes(gone.teacher))).toStrictEqual([]);
      }),
    ));
});

describe("a teacher's device, in any school", () => {
  it("never sounds for who is off", () =>
    fc.assert(
      fc.property(school, teacher, message, moment, (duties, one, what, now) => {
        const today = dayOf(now);
        const own = duties.find((other) => other.teacher === one);
        const has = groups.filter((other) => onDuty(calendar, duties, other, today).teachers.includes(one));
        const isOff =
          !isOpen(calendar, today) ||
          (own && isAway(own, today)) ||
          (!(own && windowsOn(own, today).length > 0) && has.length === 0);
        fc.pre(isOff === true);
        expect(maySound(calendar, duties, { as: "teacher", teacher: one }, what, now).sounds).toBe(false);
      }),
    ));
  it("sounds only in the own windows, or in lesson time for an urgent message of a group it is on duty for", () =>
    fc.assert(
      fc.property(school, teacher, message, moment, (duties, one, what, now) => {
        const today = dayOf(now);
        const own = duties.find((other) => other.teacher === one);
        const has = groups.filter((other) => onDuty(calendar, duties, other, today).teachers.includes(one));
        const inWindow = own
          ? isOpen(calendar, today) && !isAway(own, today) && lies(windowsOn(own, today), now)
          : false;
        const inLessons = has.some((other) => lies(lessonsOf(other, today), now));
        const isUrgent = what.rule === "P2" && has.includes(what.group) && lies(lessonsOf(what.group, today), now);
        const sounds = what.rule === "P2" ? inWindow || isUrgent : inWindow && !inLessons;
        expect(maySound(calendar, duties, { as: "teacher", teacher: one }, what, now).sounds).toBe(sounds);
      }),
      { numRuns: 500 },
    ));
  it("sounds at the moment that was named, which is not before now, and not a minute earlier", () =>
    fc.assert(
      fc.property(school, teacher, message, moment, (duties, one, what, now) => {
        const ask = (when: Instant) => maySound(calendar, duties, { as: "teacher", teacher: one }, what, when);
        const answer = ask(now);
        fc.pre(!answer.sounds && answer.at !== null);
        if (answer.sounds || answer.at === null) return;
        expect(answer.at > now).toBe(true);
        expect(ask(answer.at)).toStrictEqual({ sounds: true });
        const before = addMinutes(answer.at, -1);
        if (before >= now) expect(ask(before)).toStrictEqual(answer);
      }),
    ));
});

describe("a guardian's device", () => {
  const quiet = fc.record({ from: clock, until: clock });
  it("sounds for an important notice at any hour, and for anything else when quiet hours end", () =>
    fc.assert(
      fc.property(quiet, message, moment, (hours, what, now) => {
        const ask = (when: Instant) => maySound(calendar, [], { as: "guardian", quiet: hours }, what, when);
        const answer = ask(now);
        if (what.rule === "S4") expect(answer).toStrictEqual({ sounds: true });
        if (answer.sounds) return;
        expect(answer.at).not.toBeNull();
        expect((answer.at ?? now) > now).toBe(true);
        expect(ask(answer.at ?? now)).toStrictEqual({ sounds: true });
      }),
    ));
  it("is quiet for a day at most", () =>
    fc.assert(
      fc.property(quiet, moment, (hours, now) => {
        const end = endOfQuiet(hours, now);
        // The night to winter time is an hour longer.
        if (end) expect(Date.parse(end) - Date.parse(now)).toBeLessThanOrEqual(25 * 60 * 60_000);
      }),
    ));
});

describe("a moment to phone, in any school", () => {
  it("lies on an open day between 08:00 and 16:30, in a window of a teacher who is not away, and out of lessons", () =>
    fc.assert(
      fc.property(school, teacher, moment, (duties, one, now) => {
        const answer = phoneMoment(calendar, duties, one, now);
        const when = answer.fits ? now : answer.at;
        if (when === null) return;
        expect(when >= now).toBe(true);
        expect(phoneMoment(calendar, duties, one, when)).toStrictEqual({ fits: true });
        const date = dayOf(when);
        const own = duties.find((other) => other.teacher === one);
        expect(isOpen(calendar, date)).toBe(true);
        expect(timeOf(when) >= "08:00" && timeOf(when) < "16:30").toBe(true);
        expect(own && !isAway(own, date) && lies(windowsOn(own, date), when)).toBe(true);
        const has = groups.filter((other) => onDuty(calendar, duties, other, date).teachers.includes(one));
        expect(has.filter((other) => lies(lessonsOf(other, date), when))).toStrictEqual([]);
      }),
    ));
  it("is one of the day's times to phone", () =>
    fc.assert(
      fc.property(school, teacher, moment, (duties, one, now) => {
        const spans = phoneTimesOn(calendar, duties, one, dayOf(now));
        expect(phoneMoment(calendar, duties, one, now).fits).toBe(lies(spans, now));
        for (const { from, until } of spans)
          expect([from < until, from >= "08:00", until <= "16:30"]).toStrictEqual([true, true, true]);
      }),
    ));
});

describe("the next working day, in any school", () => {
  it("is not before the day asked about, and the first on which the teacher works", () =>
    fc.assert(
      fc.property(dutyOf(ank), schoolDay, (own, from) => {
        const next = nextWorkingDay(calendar, own, from);
        fc.pre(next !== null);
        if (next === null) return;
        const isWorked = (one: SchoolDay) =>
          isOpen(calendar, one) && windowsOn(own, one).length > 0 && !isAway(own, one);
        expect(next >= from).toBe(true);
        expect(isWorked(next)).toBe(true);
        for (let one = from; one < next; one = addDays(one, 1)) expect(isWorked(one)).toBe(false);
      }),
    ));
});

/** A few of everything, so that commands meet. */
const child = fc.constantFrom(pupil(1));
const reason = fc.constantFrom(null, "griep", "koorts");
const today = fc.nat({ max: 3 }).map((days) => addDays(FIRST, days));
const near = fc.integer({ min: -9, max: 16 }).map((days) => addDays(FIRST, days));
const facts = fc.record({ today, isOpen: fc.boolean() });
const report = fc.record({ pupil: child, from: near, back: fc.option(near), reason });
const absenceCommand: fc.Arbitrary<AbsenceCommand> = fc.oneof(
  fc.record({ type: fc.constantFrom("ReportSick" as const, "CorrectSickReport" as const), data: report, facts }),
  fc.record({ type: fc.constant("WithdrawSickReport" as const), data: fc.record({ pupil: child }) }),
  fc.record({ type: fc.constant("ReportRecovery" as const), data: fc.record({ pupil: child, on: near }), facts }),
);
const week = fc.constantFrom(on("123", ...around), on("345", ...around));
const plan = fc.record({ group: fc.constantFrom(lions, bears), outcome });
const dutyCommand: fc.Arbitrary<DutyCommand> = fc.oneof(
  fc.record({
    type: fc.constant("SetWorkingTime" as const),
    data: fc.record({ teacher: fc.constant(ank), groups: fc.subarray([lions, bears]), windows: week, from: today }),
  }),
  fc.record({
    type: fc.constant("AnnounceAbsence" as const),
    data: fc
      .tuple(fc.nat({ max: 3 }), period, fc.array(plan, { minLength: 1, maxLength: 2 }))
      .map(([number, days, plans]) => ({ notice: notice(number), teacher: ank, ...days, groups: plans, note: null })),
    facts: fc.record({
      today,
      theirs: fc.subarray([lions, bears]),
      available: fc.subarray(teachers),
      groups: fc.constant(groups),
    }),
  }),
  fc.record({
    type: fc.constant("CallOffAbsence" as const),
    data: fc.nat({ max: 3 }).map((number) => ({ notice: notice(number), teacher: ank })),
  }),
);
const recipient = fc.constantFrom(person(11), person(12));
const closesAt = at("2026-10-12 20:00");
const noticeCommand: fc.Arbitrary<NoticeCommand> = fc.oneof(
  fc.record({
    type: fc.constant("AnswerNotice" as const),
    data: fc.record({
      notice: fc.constant(notice(1)),
      pupil: fc.constantFrom(pupil(1), pupil(2)),
      answer: fc.constantFrom("stays-home" as const, "needs-care" as const),
    }),
    facts: fc.record({
      asks: fc.boolean(),
      closesAt: fc.constant(closesAt),
      now: fc.integer({ min: -3, max: 1 }).map((minutes) => addMinutes(closesAt, minutes)),
    }),
  }),
  fc.record({
    type: fc.constant("MarkSpoken" as const),
    data: fc.record({ notice: fc.constant(notice(1)), recipient, at: moment }),
  }),
  fc.record({
    type: fc.constant("UndoSpoken" as const),
    data: fc.record({ notice: fc.constant(notice(1)), recipient }),
  }),
);
const role = fc.oneof(
  fc.record({ role: fc.constant("teacher" as const), groups: fc.subarray([lions, bears]) }),
  fc.record({ role: fc.constantFrom("office" as const, "head" as const) }),
);
const relation = fc.record({
  pupil: fc.constantFrom(pupil(1), pupil(2)),
  authority: fc.constantFrom("yes" as const, "unknown" as const),
  contact: fc.constantFrom("all" as const, "information" as const, "none" as const),
  mayReportSick: fc.boolean(),
  mayCollect: fc.constant(true),
  until: fc.constantFrom(null, FIRST),
});
const who = fc.constant(person(11));
const personCommand: fc.Arbitrary<PersonCommand> = fc.oneof(
  fc.record({
    type: fc.constant("AddPerson" as const),
    data: fc.record({
      person: who,
      household: fc.constantFrom(null, household(1)),
      roles: fc.array(role, { maxLength: 2 }),
      relations: fc.array(relation, { maxLength: 2 }),
    }),
  }),
  fc.record({
    type: fc.constant("LinkLogin" as const),
    data: fc.record({ person: who, login: fc.constantFrom(login(1), login(2)) }),
  }),
  fc.record({ type: fc.constant("GiveRole" as const), data: fc.record({ person: who, role }) }),
  fc.record({
    type: fc.constant("WithdrawRole" as const),
    data: fc.record({ person: who, role: fc.constantFrom("teacher" as const, "office" as const, "head" as const) }),
  }),
  fc.record({ type: fc.constant("SetRelation" as const), data: fc.record({ person: who, relation }) }),
  fc.record({
    type: fc.constant("RestrictContact" as const),
    data: fc.record({ person: who, pupil: fc.constantFrom(pupil(1), pupil(2)) }),
  }),
);
const pupilCommand: fc.Arbitrary<PupilCommand> = fc.oneof(
  fc.record({
    type: fc.constant("EnrolPupil" as const),
    data: fc.record({ pupil: child, group: fc.constantFrom(lions, bears), on: today }),
  }),
  fc.record({ type: fc.constant("LeaveSchool" as const), data: fc.record({ pupil: child, on: today }) }),
);
const calendarCommand: fc.Arbitrary<CalendarCommand> = fc.oneof(
  fc.record({
    type: fc.constant("SetSettings" as const),
    data: fc.integer({ min: 1, max: 2 }).map((notReachedAfterMinutes) => ({
      settings: { ...settings, notReachedAfterMinutes },
    })),
  }),
  fc.record({
    type: fc.constant("FormGroup" as const),
    data: fc.record({
      group: fc.constantFrom(lions, bears),
      name: fc.constantFrom("Groep 3", "Groep 4"),
      lessons: week,
    }),
  }),
  fc.record({
    type: fc.constant("SetClosedDays" as const),
    data: fc.record({
      closed: fc.array(
        fc.record({ kind: fc.constant("holiday" as const), name: fc.constant("Vrij"), from: today, until: today }),
        { maxLength: 2 },
      ),
    }),
  }),
);

/** After any history: an answer is events or a refusal, and the same command again makes nothing more happen. */
const saysNothingTwice = <Command, State, Event extends DomainEvent>(
  decider: {
    start: State;
    evolve(state: State, event: Event): State;
    decide(command: Command, state: State): Event[] | { refused: string };
  },
  command: fc.Arbitrary<Command>,
): void =>
  fc.assert(
    fc.property(fc.array(command, { maxLength: 6 }), command, (before, asked) => {
      const carry = (state: State, one: Command): State => {
        const decided = decider.decide(one, state);
        return Array.isArray(decided) ? decided.reduce((sum, event) => decider.evolve(sum, event), state) : state;
      };
      const state = before.reduce(carry, decider.start);
      const kept = JSON.stringify(state);
      const first = decider.decide(asked, state);
      expect(decider.decide(asked, state)).toStrictEqual(first);
      const again = decider.decide(asked, carry(state, asked));
      if (Array.isArray(again)) expect(again).toStrictEqual([]);
      else expect(Object.keys(again)).not.toContain("type");
      if (!Array.isArray(first)) {
        expect(typeof first.refused).toBe("string");
        expect(again).toStrictEqual(first);
      }
      expect(JSON.stringify(state)).toBe(kept);
    }),
    { numRuns: 300 },
  );

describe("said twice is said once, a refusal changes nothing, and deciding leaves the state as it was:", () => {
  it("absence", () => saysNothingTwice(absence, absenceCommand));
  it("duty", () => saysNothingTwice(duty, dutyCommand));
  it("notice", () => saysNothingTwice(noticeDecider, noticeCommand));
  it("people", () => saysNothingTwice(personDecider, personCommand));
  it("pupil", () => saysNothingTwice(pupilDecider, pupilCommand));
  it("calendar", () => saysNothingTwice(calendarDecider, calendarCommand));
});

it("the groups that need an outcome are those of the days between, and only theirs", () =>
  fc.assert(
    fc.property(dutyOf(ank), period, (own, { from, until }) => {
      const days = Array.from({ length: 11 }, (_, ahead) => addDays(from, ahead)).filter((one) => one <= until);
      const isWorked = days.some((one) => isOpen(calendar, one) && windowsOn(own, one).length > 0);
      expect(groupsOf(calendar, own, from, until)).toStrictEqual(isWorked ? own.working[0]?.groups : []);
    }),
  ));

it("a moment of the school's day is on that day", () =>
  fc.assert(fc.property(schoolDay, clock, (one, shown) => expect(dayOf(momentOf(one, shown))).toBe(one))));
