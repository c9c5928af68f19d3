import { describe, expect, it } from "@jest/globals";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import { closedOn, isOpen, nextOpenDay } from "#shared/policy/calendar.ts";
import { addDays } from "#shared/policy/days.ts";
import { calendar, day } from "../kiezelboom.ts";

describe("a school", () => {
  it.each([
    ["Monday", "2026-11-23", true],
    ["Tuesday", "2026-11-24", true],
    ["Wednesday", "2026-11-25", true],
    ["Thursday", "2026-11-26", true],
    ["Friday", "2026-11-27", true],
    ["Saturday", "2026-11-28", false],
    ["Sunday", "2026-11-29", false],
    ["the Friday before the holiday", "2026-10-16", true],
    ["a Monday in the holiday", "2026-10-19", false],
    ["the Friday in the holiday", "2026-10-23", false],
    ["the Monday after the holiday", "2026-10-26", true],
    ["the study day", "2026-12-07", false],
    ["the day after it", "2026-12-08", true],
  ])("on %s, %s, is open: %s", (_, date, open) => expect(isOpen(calendar, day(date))).toBe(open));

  it("can say why it is closed, on the first day and the last", () => {
    const [autumn, studyDay] = calendar.closed;
    expect(closedOn(calendar, day("2026-10-16"))).toBeNull();
    expect(closedOn(calendar, day("2026-10-17"))).toStrictEqual(autumn);
    expect(closedOn(calendar, day("2026-10-25"))).toStrictEqual(autumn);
    expect(closedOn(calendar, day("2026-10-26"))).toBeNull();
    expect(closedOn(calendar, day("2026-12-07"))).toStrictEqual(studyDay);
    expect(closedOn(calendar, day("2026-11-28"))).toBeNull();
  });

  it.each([
    ["2026-11-23", "2026-11-23"],
    ["2026-11-28", "2026-11-30"],
    ["2026-10-17", "2026-10-26"],
    ["2026-12-05", "2026-12-08"],
  ])("from %s on is open on %s", (from, next) => expect(nextOpenDay(calendar, day(from))).toBe(next));

  const closedFor = (days: number): SchoolCalendar => ({
    ...calendar,
    closed: [{ kind: "holiday", name: "Lang", from: day("2026-11-23"), until: addDays(day("2026-11-23"), days - 1) }],
  });
  it("is looked at for a hundred and twenty days", () => {
    expect(nextOpenDay(closedFor(119), day("2026-11-23"))).toBe("2027-03-22");
    expect(nextOpenDay(closedFor(120), day("2026-11-23"))).toBe("2026-11-23");
  });
});
