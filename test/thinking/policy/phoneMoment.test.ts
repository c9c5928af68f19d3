import { describe, expect, it } from "@jest/globals";
import type { PersonId } from "#events/ids.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import { type PhoneMoment, phoneMoment, phoneTimesOn } from "#shared/policy/phoneMoment.ts";
import {
  ank,
  around,
  at,
  awayFor,
  calendar,
  day,
  dirk,
  duties,
  dutiesWith,
  eva,
  foxes,
  lions,
  on,
  otters,
  span,
  works,
} from "../kiezelboom.ts";

const phone = (teacher: PersonId, now: string, known: TeacherDuty[] = duties): PhoneMoment =>
  phoneMoment(calendar, known, teacher, at(now));
const expected = (now: string, first: string | null): PhoneMoment =>
  now === first ? { fits: true } : { fits: false, at: first === null ? null : at(first) };

describe("a moment to phone a teacher", () => {
  it.each([
    ["not before the first window", "2026-11-23 07:59", "2026-11-23 08:00"],
    ["in a window", "2026-11-23 08:00", "2026-11-23 08:00"],
    ["until its end", "2026-11-23 08:25", "2026-11-23 14:45"],
    ["not in lesson time", "2026-11-23 10:00", "2026-11-23 14:45"],
    ["in the afternoon", "2026-11-23 16:29", "2026-11-23 16:29"],
    ["not from half past four", "2026-11-23 16:30", "2026-11-24 08:00"],
    ["not on a day off", "2026-11-26 10:00", "2026-11-30 08:00"],
    ["not in the weekend", "2026-11-28 10:00", "2026-11-30 08:00"],
    ["not in the holiday", "2026-10-19 08:10", "2026-10-26 08:00"],
    ["not on a study day", "2026-12-07 08:10", "2026-12-08 08:00"],
    ["by the clock over the change to winter time", "2026-10-24 12:00", "2026-10-26 08:00"],
  ])("is %s", (_, now, first) => expect(phone(ank, now)).toStrictEqual(expected(now, first)));

  const early = [works(ank, [lions], on("12", span("07:00", "18:00")))];
  it.each([
    ["not before eight", "2026-11-23 07:59", "2026-11-23 08:00"],
    ["from eight", "2026-11-23 08:00", "2026-11-23 08:00"],
    ["until lessons begin", "2026-11-23 08:29", "2026-11-23 08:29"],
    ["not when they have begun", "2026-11-23 08:30", "2026-11-23 14:30"],
    ["from the end of lessons", "2026-11-23 14:30", "2026-11-23 14:30"],
    ["until half past four", "2026-11-23 16:29", "2026-11-23 16:29"],
    ["not after it", "2026-11-23 16:30", "2026-11-24 08:00"],
  ])("of long days is %s", (_, now, first) => expect(phone(ank, now, early)).toStrictEqual(expected(now, first)));

  it("is not while the teacher is away", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-24", [lions, { kind: "home" }]));
    expect(phone(ank, "2026-11-23 08:10", away)).toStrictEqual(expected("", "2026-11-25 08:00"));
  });
  it("is not known of who has no working times", () =>
    expect(phone(eva, "2026-11-23 08:10")).toStrictEqual({ fits: false, at: null }));
});

describe("the times to phone a teacher on a day", () => {
  it("are the windows outside lesson time", () => {
    expect(phoneTimesOn(calendar, duties, ank, day("2026-11-23"))).toStrictEqual(around);
    const wide = [works(ank, [lions], on("13", span("07:30", "17:00")))];
    expect(phoneTimesOn(calendar, wide, ank, day("2026-11-23"))).toStrictEqual([
      span("08:00", "08:30"),
      span("14:30", "16:30"),
    ]);
    expect(phoneTimesOn(calendar, wide, ank, day("2026-11-25"))).toStrictEqual([
      span("08:00", "08:30"),
      span("12:15", "16:30"),
    ]);
  });
  it("are outside the lesson time of each of the teacher's groups, and of no other", () => {
    expect(
      phoneTimesOn(calendar, [works(dirk, [otters, foxes], on("1", span("11:00", "15:00")))], dirk, day("2026-11-23")),
    ).toStrictEqual([span("14:30", "15:00")]);
    expect(
      phoneTimesOn(calendar, [works(dirk, [foxes], on("1", span("11:00", "15:00")))], dirk, day("2026-11-23")),
    ).toStrictEqual([span("12:00", "15:00")]);
  });
  it("are none on a day off, a day away or a day without school", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-23", [lions, { kind: "home" }]));
    expect(phoneTimesOn(calendar, duties, ank, day("2026-11-26"))).toStrictEqual([]);
    expect(phoneTimesOn(calendar, away, ank, day("2026-11-23"))).toStrictEqual([]);
    expect(phoneTimesOn(calendar, duties, ank, day("2026-12-07"))).toStrictEqual([]);
  });
});
