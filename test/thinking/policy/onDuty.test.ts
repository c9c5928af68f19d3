import { describe, expect, it } from "@jest/globals";
import type { Outcome } from "#events/duty.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import { type OnDuty, onDuty } from "#shared/policy/onDuty.ts";
import {
  ank,
  around,
  awayFor,
  bears,
  bram,
  calendar,
  cleo,
  day,
  dirk,
  duties,
  dutiesWith,
  eva,
  foxes,
  lions,
  notice,
  on,
  otters,
  works,
} from "../kiezelboom.ts";

const MONDAY = day("2026-11-23");
const WEDNESDAY = day("2026-11-25");
const closed: OnDuty = { open: false, teachers: [], away: [], isHome: false, splitOver: [] };
const open: OnDuty = { ...closed, open: true };

describe("on duty for a group with a duo", () => {
  it.each([
    ["Monday", "2026-11-23", { ...open, teachers: [ank] }],
    ["Tuesday", "2026-11-24", { ...open, teachers: [ank] }],
    ["Wednesday, when both work", "2026-11-25", { ...open, teachers: [ank, bram] }],
    ["Thursday", "2026-11-26", { ...open, teachers: [bram] }],
    ["Friday", "2026-11-27", { ...open, teachers: [bram] }],
    ["Saturday", "2026-11-28", closed],
    ["Sunday", "2026-11-29", closed],
    ["a Monday in the holiday", "2026-10-19", closed],
    ["the Monday after the holiday", "2026-10-26", { ...open, teachers: [ank] }],
    ["the study day", "2026-12-07", closed],
    ["a day before anybody's working time began", "2026-08-28", open],
  ])("on %s is who has a window", (_, date, who) =>
    expect(onDuty(calendar, duties, lions, day(date))).toStrictEqual(who),
  );
  it("is nobody but the office on a weekday that its teacher is off", () =>
    expect(onDuty(calendar, duties, foxes, WEDNESDAY)).toStrictEqual(open));
  it("is nobody but the office for a group without a teacher", () =>
    expect(onDuty(calendar, [], lions, MONDAY)).toStrictEqual(open));
  it("is nobody with a weekday but without a window in it", () =>
    expect(onDuty(calendar, [works(ank, [lions], { "1": [] })], lions, MONDAY)).toStrictEqual(open));
});

describe("on duty for a group whose teacher is away", () => {
  const awayWith = (outcome: Outcome) => dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-25", [lions, outcome]));
  const told = (outcome: Outcome) => [{ teacher: ank, outcome, notice: notice(1) }];

  const byBram: Outcome = { kind: "duo", teacher: bram };
  const byEva: Outcome = { kind: "substitute", teacher: eva };
  const split: Outcome = { kind: "split", over: [bears, otters] };
  const home: Outcome = { kind: "home" };

  it.each<[string, Outcome, Partial<OnDuty>]>([
    ["the duo partner, who comes on a day off", byBram, { teachers: [bram] }],
    ["the substitute, who has no working times", byEva, { teachers: [eva] }],
    ["whoever has the groups that it is split over", split, { teachers: [cleo, dirk], splitOver: [bears, otters] }],
    ["nobody but the office when the children stay home", home, { isHome: true }],
  ])("is %s", (_, outcome, who) =>
    expect(onDuty(calendar, awayWith(outcome), lions, MONDAY)).toStrictEqual({ ...open, away: told(outcome), ...who }),
  );
  it.each<[string, Outcome, Partial<OnDuty>]>([
    ["by the duo partner", byBram, { teachers: [bram] }],
    ["by a substitute", byEva, { teachers: [bram, eva] }],
    // The otters' teacher is off on Wednesday.
    ["by a split", split, { teachers: [bram, cleo], splitOver: [bears, otters] }],
    ["by staying home, which nobody has to", home, { teachers: [bram] }],
  ])("is also the other of the duo on the day that both work, when taken over %s", (_, outcome, who) =>
    expect(onDuty(calendar, awayWith(outcome), lions, WEDNESDAY)).toStrictEqual({
      ...open,
      away: told(outcome),
      ...who,
    }),
  );

  it.each([
    ["the day before the first", "2026-11-23", false],
    ["the first", "2026-11-24", true],
    ["the last", "2026-11-25", true],
  ])("is another on %s day of it", (_, date, isTaken) => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-24", "2026-11-25", [lions, byEva]));
    expect(onDuty(calendar, away, lions, day(date)).teachers.includes(eva)).toBe(isTaken);
    expect(onDuty(calendar, away, lions, day(date)).away).toStrictEqual(isTaken ? told(byEva) : []);
  });
  it("is the teacher again on the day after the last", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-20", "2026-11-23", [lions, byEva]));
    expect(onDuty(calendar, away, lions, day("2026-11-24"))).toStrictEqual({ ...open, teachers: [ank] });
  });
  it("is not the substitute on a weekday that the teacher is off", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-27", [lions, byEva]));
    expect(onDuty(calendar, away, lions, day("2026-11-26"))).toStrictEqual({ ...open, teachers: [bram] });
  });
  it("is nobody on a day without school within it", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-12-04", "2026-12-08", [lions, byEva]));
    expect(onDuty(calendar, away, lions, day("2026-12-07"))).toStrictEqual(closed);
  });
  it("follows the plan for that group, not for the teacher's others", () => {
    const away = dutiesWith(dirk, awayFor(1, "2026-11-23", "2026-11-23", [otters, byEva], [foxes, home]));
    expect(onDuty(calendar, away, otters, MONDAY)).toStrictEqual({
      ...open,
      teachers: [eva],
      away: [{ teacher: dirk, outcome: byEva, notice: notice(1) }],
    });
    expect(onDuty(calendar, away, foxes, MONDAY)).toStrictEqual({
      ...open,
      isHome: true,
      away: [{ teacher: dirk, outcome: home, notice: notice(1) }],
    });
  });
  it("says nothing about groups whose teacher is there", () =>
    expect(onDuty(calendar, awayWith(byEva), bears, MONDAY)).toStrictEqual({ ...open, teachers: [cleo] }));
});

describe("on duty when more go wrong", () => {
  const both = (first: Outcome, second: TeacherDuty[]) =>
    second.map((duty) =>
      duty.teacher === ank ? { ...duty, away: [awayFor(1, "2026-11-23", "2026-11-23", [lions, first])] } : duty,
    );
  const substitute = (teacher: typeof ank): Outcome => ({ kind: "substitute", teacher });

  it("is not a substitute who is away too", () => {
    const away = both(
      substitute(cleo),
      dutiesWith(cleo, awayFor(2, "2026-11-23", "2026-11-23", [bears, { kind: "home" }])),
    );
    expect(onDuty(calendar, away, lions, MONDAY)).toStrictEqual({
      ...open,
      away: [{ teacher: ank, outcome: substitute(cleo), notice: notice(1) }],
    });
  });
  it("is the substitute who was away on another day", () => {
    const away = both(
      substitute(cleo),
      dutiesWith(cleo, awayFor(2, "2026-11-24", "2026-11-24", [bears, { kind: "home" }])),
    );
    expect(onDuty(calendar, away, lions, MONDAY).teachers).toStrictEqual([cleo]);
  });
  it("is the host group's substitute for the children that were split over it", () => {
    const split: Outcome = { kind: "split", over: [bears, otters] };
    const away = both(split, dutiesWith(cleo, awayFor(2, "2026-11-23", "2026-11-23", [bears, substitute(eva)])));
    expect(onDuty(calendar, away, lions, MONDAY).teachers).toStrictEqual([eva, dirk]);
  });
  it("is nobody of a host group without a teacher, and then nobody stayed home for it", () => {
    const split: Outcome = { kind: "split", over: [bears] };
    const away = both(split, dutiesWith(cleo, awayFor(2, "2026-11-23", "2026-11-23", [bears, { kind: "home" }])));
    expect(onDuty(calendar, away, lions, MONDAY)).toStrictEqual({
      ...open,
      away: [{ teacher: ank, outcome: split, notice: notice(1) }],
      splitOver: [bears],
    });
  });
  it("names who has two host groups once, and a host group of two absences once", () => {
    const lent: TeacherDuty[] = [
      works(
        ank,
        [lions],
        on("1", ...around),
        awayFor(1, "2026-11-23", "2026-11-23", [lions, { kind: "split", over: [otters, foxes] }]),
      ),
      works(
        bram,
        [lions],
        on("1", ...around),
        awayFor(2, "2026-11-23", "2026-11-23", [lions, { kind: "split", over: [foxes] }]),
      ),
      works(dirk, [otters, foxes], on("1", ...around)),
    ];
    const who = onDuty(calendar, lent, lions, MONDAY);
    expect(who.teachers).toStrictEqual([dirk]);
    expect(who.splitOver).toStrictEqual([otters, foxes]);
  });
  it("is home only when nobody takes over", () => {
    const away = [
      works(ank, [lions], on("1", ...around), awayFor(1, "2026-11-23", "2026-11-23", [lions, { kind: "home" }])),
      works(bram, [lions], on("1", ...around), awayFor(2, "2026-11-23", "2026-11-23", [lions, substitute(eva)])),
    ];
    const who = onDuty(calendar, away, lions, MONDAY);
    expect([who.isHome, who.teachers]).toStrictEqual([false, [eva]]);
  });
});
