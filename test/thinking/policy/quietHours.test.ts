import { describe, expect, it } from "@jest/globals";
import type { Instant } from "#events/time.ts";
import { endOfQuiet } from "#shared/policy/quietHours.ts";
import { at, span, time } from "../kiezelboom.ts";

const night = { from: time("20:00"), until: time("07:00") };
const nap = span("13:00", "15:00");
const moment = (text: string): Instant => text as Instant;

describe("quiet hours past midnight", () => {
  it.each([
    ["before they begin", "2026-11-23 19:59", null],
    ["when they begin", "2026-11-23 20:00", "2026-11-24 07:00"],
    ["before midnight", "2026-11-23 23:59", "2026-11-24 07:00"],
    ["at midnight", "2026-11-24 00:00", "2026-11-24 07:00"],
    ["in their last minute", "2026-11-24 06:59", "2026-11-24 07:00"],
    ["when they end", "2026-11-24 07:00", null],
    ["by day", "2026-11-24 12:00", null],
    ["on the night to summer time", "2027-03-27 20:00", "2027-03-28 07:00"],
    ["on the night to winter time", "2026-10-25 06:59", "2026-10-25 07:00"],
  ])("%s", (_, now, end) => expect(endOfQuiet(night, at(now))).toBe(end === null ? null : at(end)));
});

describe("quiet hours by day", () => {
  it.each([
    ["before they begin", "2026-11-23 12:59", null],
    ["when they begin", "2026-11-23 13:00", "2026-11-23 15:00"],
    ["in their last minute", "2026-11-23 14:59", "2026-11-23 15:00"],
    ["when they end", "2026-11-23 15:00", null],
    ["at night", "2026-11-23 00:30", null],
  ])("%s", (_, now, end) => expect(endOfQuiet(nap, at(now))).toBe(end === null ? null : at(end)));
});

describe("quiet hours", () => {
  it("that begin when they end are none", () => {
    const none = { from: time("20:00"), until: time("20:00") };
    expect(["19:59", "20:00", "20:01"].map((clock) => endOfQuiet(none, at(`2026-11-23 ${clock}`)))).toStrictEqual([
      null,
      null,
      null,
    ]);
  });
  it("that ended do not come back when autumn shows the hour again", () => {
    const short = { from: time("20:00"), until: time("02:30") };
    expect(endOfQuiet(short, moment("2026-10-25T00:29:00.000Z"))).toBe("2026-10-25T00:30:00.000Z");
    expect(endOfQuiet(short, moment("2026-10-25T01:10:00.000Z"))).toBeNull();
  });
  it("that end in an hour that spring skips end as much later", () => {
    const short = { from: time("20:00"), until: time("02:30") };
    expect(endOfQuiet(short, at("2027-03-28 01:00"))).toBe("2027-03-28T01:30:00.000Z");
  });
});
