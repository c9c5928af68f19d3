import { describe, expect, it } from "@jest/globals";
import type { TimeSpan } from "#events/time.ts";
import { firstMoment, within, without } from "#shared/policy/spans.ts";
import { at, span } from "../kiezelboom.ts";

const nine = span("09:00", "12:00");

describe("a span of time", () => {
  it.each<[string, TimeSpan, TimeSpan[]]>([
    ["around it is it", span("08:00", "13:00"), [nine]],
    ["alike is it", nine, [nine]],
    ["in it is the bounds", span("10:00", "11:00"), [span("10:00", "11:00")]],
    ["over its start", span("08:00", "10:00"), [span("09:00", "10:00")]],
    ["over its end", span("11:00", "13:00"), [span("11:00", "12:00")]],
    ["that end where it starts is nothing", span("08:00", "09:00"), []],
    ["that start where it ends is nothing", span("12:00", "13:00"), []],
    ["elsewhere is nothing", span("13:00", "14:00"), []],
  ])("within bounds %s", (_, bounds, left) => expect(within([nine], bounds)).toStrictEqual(left));

  it.each<[string, TimeSpan[], TimeSpan[]]>([
    ["nothing is it", [], [nine]],
    ["what is elsewhere is it", [span("13:00", "14:00"), span("07:00", "08:00")], [nine]],
    ["what touches it is it", [span("08:00", "09:00"), span("12:00", "13:00")], [nine]],
    ["its start", [span("08:00", "10:00")], [span("10:00", "12:00")]],
    ["its end", [span("11:00", "13:00")], [span("09:00", "11:00")]],
    ["its middle is two", [span("10:00", "11:00")], [span("09:00", "10:00"), span("11:00", "12:00")]],
    ["itself is nothing", [nine], []],
    ["what is around it is nothing", [span("08:00", "13:00")], []],
    [
      "two others, that overlap or come in any order",
      [span("10:30", "11:30"), span("10:00", "11:00")],
      [span("09:00", "10:00"), span("11:30", "12:00")],
    ],
  ])("without %s", (_, others, left) => expect(without([nine], others)).toStrictEqual(left));
  it("is taken with others, in order", () => {
    expect(within([nine, span("13:00", "15:00")], span("11:00", "14:00"))).toStrictEqual([
      span("11:00", "12:00"),
      span("13:00", "14:00"),
    ]);
    expect(without([nine, span("13:00", "15:00")], [span("11:00", "14:00")])).toStrictEqual([
      span("09:00", "11:00"),
      span("14:00", "15:00"),
    ]);
  });
});

describe("the first moment", () => {
  const daily = () => [nine];
  it.each([
    ["before a span is its start", "2026-11-23 08:59", "2026-11-23 09:00"],
    ["at its start is now", "2026-11-23 09:00", "2026-11-23 09:00"],
    ["in a span is now", "2026-11-23 10:15", "2026-11-23 10:15"],
    ["in its last minute is now", "2026-11-23 11:59", "2026-11-23 11:59"],
    ["at its end is the next day's", "2026-11-23 12:00", "2026-11-24 09:00"],
    ["over a change to summer time is by the clock", "2027-03-27 13:00", "2027-03-28 09:00"],
    ["over a change to winter time is by the clock", "2026-10-24 13:00", "2026-10-25 09:00"],
  ])("%s", (_, now, first) => expect(firstMoment(daily, at(now))).toBe(at(first)));
  it("is the earliest of a day's spans, in whatever order they come", () => {
    const two = () => [span("14:00", "15:00"), nine];
    expect(firstMoment(two, at("2026-11-23 08:00"))).toBe(at("2026-11-23 09:00"));
    expect(firstMoment(two, at("2026-11-23 12:30"))).toBe(at("2026-11-23 14:00"));
  });
  it("is asked of the school's day, not of the day in Greenwich", () =>
    expect(firstMoment((one) => (one === "2026-11-24" ? [span("00:00", "01:00")] : []), at("2026-11-24 00:30"))).toBe(
      at("2026-11-24 00:30"),
    ));
  it("is looked for eight weeks ahead, that day included", () => {
    const only = (date: string) => (one: string) => (one === date ? [nine] : []);
    expect(firstMoment(only("2027-01-18"), at("2026-11-23 23:59"))).toBe(at("2027-01-18 09:00"));
    expect(firstMoment(only("2027-01-18"), at("2026-11-22 00:00"))).toBeNull();
  });
  it("in an hour that the clock skips in spring does not come that day", () =>
    expect(firstMoment(() => [span("02:00", "03:00")], at("2027-03-28 00:00"))).toBe(at("2027-03-29 02:00")));
});
