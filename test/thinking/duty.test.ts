import { describe, expect, it } from "@jest/globals";
import { AbsenceAnnounced, AbsenceCalledOff, type Outcome, WorkingTimeSet } from "#events/duty.ts";
import type { GroupId } from "#events/ids.ts";
import { type DutyCommand, duty } from "#shared/duty/decide.ts";
import { ank, around, bears, bram, cleo, day, eva, foxes, group, lions, notice, on, otters } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(duty);
const today = day("2026-11-23"); // a Monday

const hours = { teacher: ank, groups: [lions], windows: on("123", ...around), from: day("2026-08-31") };
const setHours = (more: Partial<typeof hours> = {}): DutyCommand => ({
  type: "SetWorkingTime",
  data: { ...hours, ...more },
});

const plan = (one: GroupId, outcome: Outcome) => ({ group: one, outcome });
const byBram: Outcome = { kind: "duo", teacher: bram };
const leave = {
  notice: notice(1),
  teacher: ank,
  from: today,
  until: day("2026-11-25"),
  groups: [plan(lions, byBram)],
  note: null as string | null,
};
const facts = { today, theirs: [lions], available: [bram, cleo], groups: [lions, bears, otters, foxes] };
const announce = (more: Partial<typeof leave> = {}, known: Partial<typeof facts> = {}): DutyCommand => ({
  type: "AnnounceAbsence",
  data: { ...leave, ...more },
  facts: { ...facts, ...known },
});
const callOff = (number: number): DutyCommand => ({
  type: "CallOffAbsence",
  data: { notice: notice(number), teacher: ank },
});

describe("working time", () => {
  it("is set from a day on", () => given().when(setHours()).thenEvents(WorkingTimeSet.of(hours)));
  it("set the same again says nothing", () => given(WorkingTimeSet.of(hours)).when(setHours()).thenEvents());
  it("may change from the same day on", () => {
    const fewer = { ...hours, windows: on("12", ...around) };
    given(WorkingTimeSet.of(hours)).when(setHours(fewer)).thenEvents(WorkingTimeSet.of(fewer));
    given(WorkingTimeSet.of(hours), WorkingTimeSet.of(fewer)).when(setHours()).thenEvents(WorkingTimeSet.of(hours));
  });
  it("may be for other groups from the same day on", () => {
    const both = { ...hours, groups: [lions, bears] };
    given(WorkingTimeSet.of(hours)).when(setHours(both)).thenEvents(WorkingTimeSet.of(both));
  });
  it("may be the same from another day on", () => {
    const spring = { ...hours, from: day("2027-02-01") };
    given(WorkingTimeSet.of(hours)).when(setHours(spring)).thenEvents(WorkingTimeSet.of(spring));
  });
  it("is remembered per first day, the last that was said", () => {
    const { from, groups, windows } = hours;
    const spring = { ...hours, from: day("2027-02-01") };
    expect(
      stateAfter(
        WorkingTimeSet.of({ ...hours, groups: [] }),
        WorkingTimeSet.of(spring),
        WorkingTimeSet.of(hours),
        AbsenceAnnounced.of(leave),
      ),
    ).toStrictEqual({
      working: [
        { from: spring.from, groups, windows },
        { from, groups, windows },
      ],
      away: [{ notice: notice(1), from: today, until: day("2026-11-25"), groups: leave.groups }],
    });
  });
});

describe("a teacher's absence", () => {
  it("is announced with the office's own words", () =>
    given()
      .when(announce({ note: "Neem gymkleren mee." }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, note: "Neem gymkleren mee." })));
  it("may be one day, today", () =>
    given()
      .when(announce({ until: today }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, until: today })));
  it("may have begun before today", () =>
    given()
      .when(announce({ from: day("2026-11-16"), until: today }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, from: day("2026-11-16"), until: today })));
  it("may not be over", () =>
    given()
      .when(announce({ from: day("2026-11-20"), until: day("2026-11-22") }))
      .thenRefused({ refused: "away-in-the-past", today }));
  it("may not end before it begins", () =>
    given()
      .when(announce({ until: day("2026-11-22") }))
      .thenRefused({ refused: "until-before-from", from: today }));
  it("announced again under the same notice says nothing", () =>
    given(AbsenceAnnounced.of(leave)).when(announce()).thenEvents());

  it.each([
    ["begins on the last day of", "2026-11-25", "2026-11-27"],
    ["ends on the first day of", "2026-11-20", "2026-11-23"],
    ["lies in", "2026-11-24", "2026-11-24"],
    ["lies around", "2026-11-20", "2026-11-27"],
  ])("that %s another one is refused with that one's days", (_, from, until) =>
    given(AbsenceAnnounced.of(leave))
      .when(announce({ notice: notice(2), from: day(from), until: day(until) }))
      .thenRefused({ refused: "already-away", from: today, until: day("2026-11-25") }),
  );
  it.each([
    ["the day after", "2026-11-26", "2026-11-27"],
    ["the day before", "2026-11-21", "2026-11-23"],
  ])("may lie next to another one, %s", (_, from, until) => {
    const next = { notice: notice(2), from: day(from), until: day(until) };
    given(AbsenceAnnounced.of({ ...leave, from: day("2026-11-24") }))
      .when(announce(next))
      .thenEvents(AbsenceAnnounced.of({ ...leave, ...next }));
  });
  it("may take the place of one that was called off", () =>
    given(AbsenceAnnounced.of(leave), AbsenceCalledOff.of({ notice: notice(1), teacher: ank }))
      .when(announce({ notice: notice(2) }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, notice: notice(2) })));

  it("says what happens to each of the teacher's groups", () =>
    given()
      .when(announce({}, { theirs: [lions, foxes, otters] }))
      .thenRefused({ refused: "group-without-outcome", groups: [foxes, otters] }));
  it("says nothing about other groups", () =>
    given()
      .when(announce({ groups: [plan(lions, byBram), plan(bears, byBram), plan(otters, byBram)] }))
      .thenRefused({ refused: "not-their-group", groups: [bears, otters] }));
  it("may have another outcome for each group", () => {
    const groups = [plan(lions, byBram), plan(foxes, { kind: "home" as const })];
    given()
      .when(announce({ groups }, { theirs: [foxes, lions] }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, groups }));
  });

  const possible: [string, Outcome][] = [
    ["a duo partner who is there", { kind: "duo", teacher: bram }],
    ["a substitute who is there", { kind: "substitute", teacher: cleo }],
    ["other groups", { kind: "split", over: [bears, otters] }],
    ["home", { kind: "home" }],
  ];
  it.each(possible)("may leave a group to %s", (_, outcome) => {
    const groups = [plan(lions, outcome)];
    given()
      .when(announce({ groups }))
      .thenEvents(AbsenceAnnounced.of({ ...leave, groups }));
  });
  const impossible: [string, Outcome][] = [
    ["a duo partner who is away too", { kind: "duo", teacher: eva }],
    ["a substitute who is away too", { kind: "substitute", teacher: eva }],
    ["the teacher who is away, as a duo partner", { kind: "duo", teacher: ank }],
    ["the teacher who is away, as a substitute", { kind: "substitute", teacher: ank }],
    ["itself", { kind: "split", over: [lions] }],
    ["others and itself", { kind: "split", over: [bears, lions] }],
    ["a group that the school does not have", { kind: "split", over: [bears, group(9)] }],
  ];
  it.each(impossible)("may not leave a group to %s", (_, outcome) =>
    given()
      .when(announce({ groups: [plan(lions, outcome)] }, { available: [ank, bram, cleo] }))
      .thenRefused({ refused: "not-available", group: lions }),
  );
  it("names the first group that cannot be left like that", () =>
    given()
      .when(
        announce(
          { groups: [plan(lions, byBram), plan(foxes, { kind: "duo", teacher: eva })] },
          { theirs: [lions, foxes] },
        ),
      )
      .thenRefused({ refused: "not-available", group: foxes }));
});

describe("calling an absence off", () => {
  const second = { ...leave, notice: notice(2), from: day("2026-12-01"), until: day("2026-12-02") };
  it("ends the one with that notice", () => {
    given(AbsenceAnnounced.of(leave), AbsenceAnnounced.of(second))
      .when(callOff(2))
      .thenEvents(AbsenceCalledOff.of({ notice: notice(2), teacher: ank }));
    expect(
      stateAfter(
        AbsenceAnnounced.of(leave),
        AbsenceAnnounced.of(second),
        AbsenceCalledOff.of({ notice: notice(1), teacher: ank }),
      ),
    ).toStrictEqual({
      working: [],
      away: [{ notice: notice(2), from: second.from, until: second.until, groups: leave.groups }],
    });
  });
  it("needs one that was announced", () =>
    given(AbsenceAnnounced.of(leave)).when(callOff(2)).thenRefused({ refused: "not-announced" }));
  it("needs one that was not called off before", () =>
    given(AbsenceAnnounced.of(leave), AbsenceCalledOff.of({ notice: notice(1), teacher: ank }))
      .when(callOff(1))
      .thenRefused({ refused: "not-announced" }));
});

it("a teacher's working time is kept in streams called duty", () => expect(duty.category).toBe("duty"));
