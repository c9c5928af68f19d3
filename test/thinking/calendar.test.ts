import { describe, expect, it } from "@jest/globals";
import { ClosedDaysSet, GroupFormed, LessonTimesSet, SettingsSet } from "#events/calendar.ts";
import { type CalendarCommand, calendar } from "#shared/calendar/decide.ts";
import { bears, day, lions, on, settings, span } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(calendar);

const set: CalendarCommand = { type: "SetSettings", data: { settings } };
const lessons = on("12345", span("08:30", "14:00"));
const shorter = on("12345", span("08:30", "12:00"));
const form = (group = lions, name = "Groep 3", times = lessons): CalendarCommand => ({
  type: "FormGroup",
  data: { group, name, lessons: times },
});
const formed = GroupFormed.of({ group: lions, name: "Groep 3" });
const timed = LessonTimesSet.of({ group: lions, lessons });

const autumn = { kind: "holiday" as const, name: "Herfstvakantie", from: day("2026-10-17"), until: day("2026-10-25") };
const studyDay = { kind: "closing-day" as const, name: "Studiedag", from: day("2026-12-07"), until: day("2026-12-07") };
const close = (...closed: (typeof autumn | typeof studyDay)[]): CalendarCommand => ({
  type: "SetClosedDays",
  data: { closed },
});

describe("settings", () => {
  it("are set", () => given().when(set).thenEvents(SettingsSet.of({ settings })));
  it("set the same again say nothing", () => given(SettingsSet.of({ settings })).when(set).thenEvents());
  it("may change, and change back", () => {
    const other = SettingsSet.of({ settings: { ...settings, phone: "030 765 43 21" } });
    given(other).when(set).thenEvents(SettingsSet.of({ settings }));
    given(SettingsSet.of({ settings }), other).when(set).thenEvents(SettingsSet.of({ settings }));
  });
});

describe("a group", () => {
  it("is formed with its lesson times", () => given().when(form()).thenEvents(formed, timed));
  it("formed the same again says nothing", () => given(formed, timed).when(form()).thenEvents());
  it("may get another name", () =>
    given(formed, timed)
      .when(form(lions, "Groep 3a"))
      .thenEvents(GroupFormed.of({ group: lions, name: "Groep 3a" })));
  it("may get other lesson times", () =>
    given(formed, timed)
      .when(form(lions, "Groep 3", shorter))
      .thenEvents(LessonTimesSet.of({ group: lions, lessons: shorter })));
  it("is not another group of the same name", () =>
    given(formed, timed)
      .when(form(bears))
      .thenEvents(GroupFormed.of({ group: bears, name: "Groep 3" }), LessonTimesSet.of({ group: bears, lessons })));
  it("is remembered beside the others", () =>
    given(
      formed,
      timed,
      GroupFormed.of({ group: bears, name: "Groep 4" }),
      LessonTimesSet.of({ group: bears, lessons }),
    )
      .when(form())
      .thenEvents());
});

describe("closed days", () => {
  it("are set all at once, a single day too", () =>
    given()
      .when(close(autumn, studyDay))
      .thenEvents(ClosedDaysSet.of({ closed: [autumn, studyDay] })));
  it("set the same again say nothing", () =>
    given(ClosedDaysSet.of({ closed: [autumn, studyDay] }))
      .when(close(autumn, studyDay))
      .thenEvents());
  it("may become fewer", () =>
    given(ClosedDaysSet.of({ closed: [autumn, studyDay] }))
      .when(close())
      .thenEvents(ClosedDaysSet.of({ closed: [] })));
  it("that end before they begin are refused by name", () =>
    given()
      .when(close(autumn, { ...studyDay, until: day("2026-12-06") }))
      .thenRefused({ refused: "closed-days-backwards", name: "Studiedag" }));
});

it("what a school set is remembered by what it is about", () => {
  expect(stateAfter()).toStrictEqual({});
  expect(stateAfter(SettingsSet.of({ settings }), formed, timed, ClosedDaysSet.of({ closed: [] }))).toStrictEqual({
    SettingsSet: JSON.stringify({ settings }),
    [`GroupFormed ${lions}`]: JSON.stringify({ group: lions, name: "Groep 3" }),
    [`LessonTimesSet ${lions}`]: JSON.stringify({ group: lions, lessons }),
    ClosedDaysSet: JSON.stringify({ closed: [] }),
  });
});

it("a school's calendar is kept in a stream of category calendar", () => expect(calendar.category).toBe("calendar"));
