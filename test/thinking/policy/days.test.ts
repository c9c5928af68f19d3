import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Instant, SchoolDay } from "#events/time.ts";
import {
  addDays,
  addMinutes,
  dayOf,
  daysBetween,
  instantOf,
  momentOf,
  timeOf,
  weekdayOf,
  ZONE,
} from "#shared/policy/days.ts";
import { day, time } from "../kiezelboom.ts";

// The same inputs on every run: a red run is red again.
fc.configureGlobal({ seed: 20261123 });

const moment = (text: string): Instant => text as Instant;

describe("days", () => {
  it("are counted over months, years and leap days", () => {
    expect(addDays(day("2026-11-30"), 1)).toBe("2026-12-01");
    expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01");
    expect(addDays(day("2028-02-28"), 1)).toBe("2028-02-29");
    expect(addDays(day("2027-01-01"), -1)).toBe("2026-12-31");
    expect(addDays(day("2026-11-23"), 0)).toBe("2026-11-23");
  });
  it("are a day long when the clock changes too", () => {
    expect(addDays(day("2027-03-27"), 2)).toBe("2027-03-29");
    expect(addDays(day("2026-10-24"), 2)).toBe("2026-10-26");
    expect(daysBetween(day("2027-03-27"), day("2027-03-29"))).toBe(2);
    expect(daysBetween(day("2026-10-24"), day("2026-10-26"))).toBe(2);
  });
  it("lie apart, backwards too", () => {
    expect(daysBetween(day("2026-11-23"), day("2026-11-23"))).toBe(0);
    expect(daysBetween(day("2026-11-23"), day("2027-01-22"))).toBe(60);
    expect(daysBetween(day("2026-11-24"), day("2026-11-23"))).toBe(-1);
  });
  it.each([
    ["2026-11-23", "1"],
    ["2026-11-24", "2"],
    ["2026-11-25", "3"],
    ["2026-11-26", "4"],
    ["2026-11-27", "5"],
    ["2026-11-28", "6"],
    ["2026-11-29", "7"],
  ])("have a weekday: %s is %s", (date, weekday) => expect(weekdayOf(day(date))).toBe(weekday));
});

describe("the school's clock", () => {
  it("is that of Amsterdam", () => expect(ZONE).toBe("Europe/Amsterdam"));
  it.each([
    ["in winter", "2026-11-23T06:50:00.000Z", "2026-11-23", "07:50"],
    ["in summer", "2027-06-01T06:50:00.000Z", "2027-06-01", "08:50"],
    ["just before midnight in winter", "2026-11-23T22:59:59.999Z", "2026-11-23", "23:59"],
    ["at midnight in winter", "2026-11-23T23:00:00.000Z", "2026-11-24", "00:00"],
    ["at midnight in summer", "2027-06-01T22:00:00.000Z", "2027-06-02", "00:00"],
    ["just before it skips an hour in spring", "2027-03-28T00:59:59.999Z", "2027-03-28", "01:59"],
    ["just after it skipped an hour in spring", "2027-03-28T01:00:00.000Z", "2027-03-28", "03:00"],
    ["in the hour that autumn shows first", "2026-10-25T00:30:00.000Z", "2026-10-25", "02:30"],
    ["in the hour that autumn shows again", "2026-10-25T01:30:00.000Z", "2026-10-25", "02:30"],
    ["just after that", "2026-10-25T02:00:00.000Z", "2026-10-25", "03:00"],
  ])("shows %s", (_, at, date, clock) => {
    expect(dayOf(moment(at))).toBe(date);
    expect(timeOf(moment(at))).toBe(clock);
  });
  it("shows whole minutes, never rounded up", () => expect(timeOf(moment("2026-11-23T06:50:59.999Z"))).toBe("07:50"));

  it.each([
    ["2026-11-23", "07:50", "2026-11-23T06:50:00.000Z"],
    ["2027-06-01", "08:50", "2027-06-01T06:50:00.000Z"],
    ["2026-11-24", "00:00", "2026-11-23T23:00:00.000Z"],
    ["2027-03-28", "01:59", "2027-03-28T00:59:00.000Z"],
    ["2027-03-28", "02:00", "2027-03-28T01:00:00.000Z"],
    ["2027-03-28", "02:30", "2027-03-28T01:30:00.000Z"],
    ["2027-03-28", "03:00", "2027-03-28T01:00:00.000Z"],
    ["2027-03-28", "08:00", "2027-03-28T06:00:00.000Z"],
    ["2026-10-25", "01:59", "2026-10-24T23:59:00.000Z"],
    ["2026-10-25", "02:00", "2026-10-25T00:00:00.000Z"],
    ["2026-10-25", "02:59", "2026-10-25T00:59:00.000Z"],
    ["2026-10-25", "03:00", "2026-10-25T02:00:00.000Z"],
    ["2026-10-25", "08:00", "2026-10-25T07:00:00.000Z"],
  ])("shows on %s %s at %s", (date, clock, at) => expect(momentOf(day(date), time(clock))).toBe(at));

  it("shows every moment's own day and time, but for the hour that autumn shows twice and what a minute cuts off", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse("2026-01-01T00:00Z") / 60_000, max: Date.parse("2030-01-01T00:00Z") / 60_000 }),
        (minute) => {
          const at = instantOf(minute * 60_000);
          const back = momentOf(dayOf(at), timeOf(at));
          expect([at, addMinutes(at, -60)]).toContain(back);
          expect([dayOf(back), timeOf(back)]).toStrictEqual([dayOf(at), timeOf(at)]);
        },
      ),
    ));
});

describe("moments", () => {
  it("are written in milliseconds, so that they sort as text", () =>
    expect(instantOf(Date.UTC(2026, 10, 23, 6, 50))).toBe("2026-11-23T06:50:00.000Z"));
  it("lie minutes apart, backwards and over a change of the clock too", () => {
    expect(addMinutes(moment("2026-11-23T06:50:00.000Z"), 30)).toBe("2026-11-23T07:20:00.000Z");
    expect(addMinutes(moment("2026-11-23T06:50:00.001Z"), -51)).toBe("2026-11-23T05:59:00.001Z");
    expect(timeOf(addMinutes(momentOf(day("2027-03-28"), time("01:30")), 60))).toBe("03:30");
  });
});

it("no answer depends on the time zone of the machine", () => {
  const program = `
    import { dayOf, momentOf, timeOf, weekdayOf } from "#shared/policy/days.ts";
    const moments = ["2026-10-25T00:30:00.000Z", "2027-03-28T01:00:00.000Z", "2026-11-23T23:00:00.000Z"];
    console.log(JSON.stringify([
      ...moments.map((at) => [dayOf(at), timeOf(at)]),
      weekdayOf("2026-10-25"), momentOf("2027-03-28", "02:30"), momentOf("2026-10-25", "02:30"),
    ]));`;
  const answers = ["UTC", "Europe/Amsterdam", "America/New_York", "Pacific/Kiritimati"].map((TZ) =>
    JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", program], {
        env: { ...process.env, TZ, NODE_OPTIONS: "" },
        encoding: "utf8",
      }),
    ),
  );
  const expected = [
    ["2026-10-25", "02:30"],
    ["2027-03-28", "03:00"],
    ["2026-11-24", "00:00"],
    "7",
    "2027-03-28T01:30:00.000Z",
    "2026-10-25T00:30:00.000Z",
  ];
  expect(answers).toStrictEqual([expected, expected, expected, expected]);
});

it("a day and the day after next are two days apart, anywhere", () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: -400, max: 400 }), (first, days) => {
      const from: SchoolDay = addDays(day("2026-01-01"), first);
      expect(daysBetween(from, addDays(from, days))).toBe(days);
    }),
  ));
