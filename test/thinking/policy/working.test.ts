import { describe, expect, it } from "@jest/globals";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import {
  DAYS_SEARCHED,
  groupsOf,
  isAway,
  nextWorkingDay,
  reachableOn,
  windowsOn,
  workingOn,
} from "#shared/policy/working.ts";
import {
  ank,
  around,
  awayFor,
  bears,
  bram,
  calendar,
  day,
  duties,
  eva,
  foxes,
  lions,
  on,
  otters,
  works,
} from "../kiezelboom.ts";

const home = { kind: "home" } as const;

describe("working time", () => {
  const autumn = { from: day("2026-08-31"), groups: [lions], windows: on("123", ...around) };
  const spring = { from: day("2027-02-01"), groups: [bears], windows: on("5", ...around) };
  const changing: TeacherDuty = { teacher: ank, working: [autumn, spring], away: [] };

  it("holds from its first day until the next begins", () => {
    expect(workingOn(changing, day("2026-08-30"))).toBeNull();
    expect(workingOn(changing, day("2026-08-31"))).toBe(autumn);
    expect(workingOn(changing, day("2027-01-31"))).toBe(autumn);
    expect(workingOn(changing, day("2027-02-01"))).toBe(spring);
  });
  it("has windows on its weekdays", () => {
    expect(windowsOn(changing, day("2026-11-23"))).toStrictEqual(around);
    expect(windowsOn(changing, day("2026-11-27"))).toStrictEqual([]);
    expect(windowsOn(changing, day("2027-02-05"))).toStrictEqual(around);
    expect(windowsOn(changing, day("2027-02-01"))).toStrictEqual([]);
  });
  it("has no windows before it began", () => expect(windowsOn(changing, day("2026-08-24"))).toStrictEqual([]));
  it("gives the groups of the days that are worked, over a change too", () => {
    expect(groupsOf(calendar, changing, day("2026-11-23"), day("2026-11-23"))).toStrictEqual([lions]);
    expect(groupsOf(calendar, changing, day("2027-01-27"), day("2027-02-05"))).toStrictEqual([lions, bears]);
    expect(groupsOf(calendar, changing, day("2027-01-28"), day("2027-02-04"))).toStrictEqual([]);
    expect(groupsOf(calendar, changing, day("2027-01-28"), day("2027-02-05"))).toStrictEqual([bears]);
  });
});

describe("the groups of a teacher", () => {
  const both = works(ank, [otters, foxes], on("1", ...around));
  it("are named once each", () =>
    expect(groupsOf(calendar, both, day("2026-11-23"), day("2026-11-30"))).toStrictEqual([otters, foxes]));
  it("are none on days without work", () =>
    expect(groupsOf(calendar, both, day("2026-11-24"), day("2026-11-29"))).toStrictEqual([]));
  it("are none on days without school", () => {
    expect(groupsOf(calendar, both, day("2026-12-07"), day("2026-12-07"))).toStrictEqual([]);
    expect(groupsOf(calendar, both, day("2026-10-17"), day("2026-10-25"))).toStrictEqual([]);
  });
});

describe("being away", () => {
  const away = works(
    ank,
    [lions],
    {},
    awayFor(1, "2026-11-24", "2026-11-26", [lions, home]),
    awayFor(2, "2026-12-08", "2026-12-08", [lions, home]),
  );
  it.each([
    ["2026-11-23", false],
    ["2026-11-24", true],
    ["2026-11-25", true],
    ["2026-11-26", true],
    ["2026-11-27", false],
    ["2026-12-08", true],
  ])("on %s is %s", (date, is) => expect(isAway(away, day(date))).toBe(is));
  it.each([
    ["2026-11-20", "2026-11-23", false],
    ["2026-11-20", "2026-11-24", true],
    ["2026-11-26", "2026-11-30", true],
    ["2026-11-27", "2026-12-07", false],
    ["2026-11-27", "2026-12-09", true],
  ])("on any day from %s until %s is %s", (from, until, is) => expect(isAway(away, day(from), day(until))).toBe(is));
});

describe("a teacher can be reached", () => {
  it("in the own windows", () => expect(reachableOn(calendar, duties, ank, day("2026-11-23"))).toStrictEqual(around));
  it.each([
    ["on a weekday off", ank, "2026-11-26"],
    ["on the study day", ank, "2026-12-07"],
    ["in the holiday", ank, "2026-10-19"],
    ["without working times", eva, "2026-11-23"],
  ])("not %s", (_, teacher, date) => expect(reachableOn(calendar, duties, teacher, day(date))).toStrictEqual([]));
  it("not while away, and again after it", () => {
    const away = [works(ank, [lions], on("12", ...around), awayFor(1, "2026-11-23", "2026-11-23", [lions, home]))];
    expect(reachableOn(calendar, away, ank, day("2026-11-23"))).toStrictEqual([]);
    expect(reachableOn(calendar, away, ank, day("2026-11-24"))).toStrictEqual(around);
  });
});

describe("the next working day", () => {
  const bramOnFridays = works(bram, [lions], on("5", ...around));
  it.each([
    ["of a working day is that day", "2026-11-27", "2026-11-27"],
    ["is days away", "2026-11-28", "2026-12-04"],
    ["skips a holiday", "2026-10-17", "2026-10-30"],
  ])("%s", (_, from, next) => expect(nextWorkingDay(calendar, bramOnFridays, day(from))).toBe(next));
  it("skips days away", () =>
    expect(
      nextWorkingDay(
        calendar,
        works(bram, [lions], on("45", ...around), awayFor(1, "2026-11-26", "2026-12-03", [lions, home])),
        day("2026-11-26"),
      ),
    ).toBe("2026-12-04"));
  it("skips a study day", () =>
    expect(nextWorkingDay(calendar, works(bram, [lions], on("1", ...around)), day("2026-12-01"))).toBe("2026-12-14"));
  it("is looked for eight weeks ahead, that day included", () => {
    expect(DAYS_SEARCHED).toBe(56);
    const later: TeacherDuty = {
      teacher: bram,
      working: [{ from: day("2027-01-18"), groups: [lions], windows: on("1", ...around) }],
      away: [],
    };
    expect(nextWorkingDay(calendar, later, day("2026-11-23"))).toBe("2027-01-18");
    expect(nextWorkingDay(calendar, later, day("2026-11-22"))).toBeNull();
  });
  it("of who has no working times is unknown", () =>
    expect(nextWorkingDay(calendar, { teacher: eva, working: [], away: [] }, day("2026-11-23"))).toBeNull());
});
