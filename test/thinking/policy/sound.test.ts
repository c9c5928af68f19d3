import { describe, expect, it } from "@jest/globals";
import type { GroupId, PersonId } from "#events/ids.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import { type Message, maySound, type Sound } from "#shared/policy/sound.ts";
import {
  ank,
  around,
  at,
  awayFor,
  bears,
  bram,
  calendar,
  cleo,
  dirk,
  duties,
  dutiesWith,
  eva,
  foxes,
  lions,
  on,
  otters,
  span,
  time,
  works,
} from "../kiezelboom.ts";

const HELD = ["S1", "S2", "S3", "S5", "E1", "E2", "P1", "P3", "P4", "P5"] as const;
const question: Message = { rule: "P3" };
const urgent = (group: GroupId): Message => ({ rule: "P2", group });
const sounds: Sound = { sounds: true };
const silentUntil = (moment: string | null): Sound => ({ sounds: false, at: moment === null ? null : at(moment) });
/** `now`: it sounds. */
const expected = (now: string, first: string | null): Sound => (now === first ? sounds : silentUntil(first));

const asTeacher = (teacher: PersonId, message: Message, now: string, known: TeacherDuty[] = duties): Sound =>
  maySound(calendar, known, { as: "teacher", teacher }, message, at(now));

describe("a teacher's device with a question", () => {
  it.each([
    ["before the first window", "2026-11-23 07:59", "2026-11-23 08:00"],
    ["when a window begins", "2026-11-23 08:00", "2026-11-23 08:00"],
    ["in the last minute of a window", "2026-11-23 08:24", "2026-11-23 08:24"],
    ["when a window ends", "2026-11-23 08:25", "2026-11-23 14:45"],
    ["in lesson time", "2026-11-23 10:00", "2026-11-23 14:45"],
    ["between lessons and window", "2026-11-23 14:40", "2026-11-23 14:45"],
    ["in the afternoon's last minute", "2026-11-23 16:29", "2026-11-23 16:29"],
    ["in the evening", "2026-11-23 16:30", "2026-11-24 08:00"],
    ["on the evening before days off", "2026-11-25 17:00", "2026-11-30 08:00"],
    ["on a day off", "2026-11-26 09:00", "2026-11-30 08:00"],
    ["in the weekend", "2026-11-28 12:00", "2026-11-30 08:00"],
    ["in the holiday", "2026-10-19 08:10", "2026-10-26 08:00"],
    ["on a study day", "2026-12-07 08:10", "2026-12-08 08:00"],
  ])("%s", (_, now, first) => expect(asTeacher(ank, question, now)).toStrictEqual(expected(now, first)));

  it("sounds for no other message outside the windows either", () =>
    expect([...HELD, "S4" as const].map((rule) => asTeacher(ank, { rule }, "2026-11-26 09:00"))).toStrictEqual(
      [...HELD, "S4"].map(() => silentUntil("2026-11-30 08:00")),
    ));
  it("sounds for every message in a window", () =>
    expect([...HELD, "S4" as const].map((rule) => asTeacher(ank, { rule }, "2026-11-23 08:10"))).toStrictEqual(
      [...HELD, "S4"].map(() => sounds),
    ));

  const wide = [works(ank, [lions], on("123", span("08:00", "16:30")))];
  it.each([
    ["2026-11-23 08:29", "2026-11-23 08:29"],
    ["2026-11-23 08:30", "2026-11-23 14:30"],
    ["2026-11-23 14:29", "2026-11-23 14:30"],
    ["2026-11-23 14:30", "2026-11-23 14:30"],
    ["2026-11-25 12:15", "2026-11-25 12:15"],
  ])("is silent in lesson time within a wide window: at %s until %s", (now, first) =>
    expect(asTeacher(ank, question, now, wide)).toStrictEqual(expected(now, first)),
  );
  it("is silent in the lesson time of every group that the teacher has", () => {
    const two = [works(dirk, [otters, foxes], on("1", span("08:00", "16:30")))];
    expect(asTeacher(dirk, question, "2026-11-23 12:30", two)).toStrictEqual(silentUntil("2026-11-23 14:30"));
  });
  it("is silent in the lesson time of a group that the teacher has for the day", () => {
    const foxesOnly = works(dirk, [foxes], on("12", span("08:00", "16:30")));
    const away = works(
      ank,
      [lions],
      on("12", ...around),
      awayFor(1, "2026-11-23", "2026-11-23", [lions, { kind: "substitute", teacher: dirk }]),
    );
    expect(asTeacher(dirk, question, "2026-11-23 12:30", [foxesOnly, away])).toStrictEqual(
      silentUntil("2026-11-23 14:30"),
    );
    expect(asTeacher(dirk, question, "2026-11-24 12:30", [foxesOnly, away])).toStrictEqual(sounds);
  });
  it("stays silent while the teacher is away, until the first window after it", () => {
    const away = dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-24", [lions, { kind: "home" }]));
    expect(asTeacher(ank, question, "2026-11-23 08:10", away)).toStrictEqual(silentUntil("2026-11-25 08:00"));
  });
  it("stays silent for whoever has no working times, and nobody knows until when", () =>
    expect(asTeacher(eva, question, "2026-11-23 08:10")).toStrictEqual(silentUntil(null)));
});

describe("a teacher's device with an urgent message", () => {
  it.each([
    ["sounds in a window", "2026-11-23 08:10", "2026-11-23 08:10"],
    ["is silent between window and lessons", "2026-11-23 08:27", "2026-11-23 08:30"],
    ["sounds when lessons begin", "2026-11-23 08:30", "2026-11-23 08:30"],
    ["sounds in the last minute of lessons", "2026-11-23 14:29", "2026-11-23 14:29"],
    ["is silent when lessons end", "2026-11-23 14:30", "2026-11-23 14:45"],
    ["is silent in the evening", "2026-11-23 18:00", "2026-11-24 08:00"],
    ["is silent on a day off", "2026-11-26 10:00", "2026-11-30 08:00"],
    ["is silent on a study day", "2026-12-07 10:00", "2026-12-08 08:00"],
    ["is silent in the holiday", "2026-10-19 10:00", "2026-10-26 08:00"],
  ])("%s", (_, now, first) => expect(asTeacher(ank, urgent(lions), now)).toStrictEqual(expected(now, first)));

  it("is silent in lesson time about a group that somebody else is on duty for", () =>
    expect(asTeacher(ank, urgent(bears), "2026-11-23 10:00")).toStrictEqual(silentUntil("2026-11-23 14:45")));
  it("is silent in lesson time about a group that the school does not have", () =>
    expect(
      maySound(
        { ...calendar, groups: {} },
        duties,
        { as: "teacher", teacher: ank },
        urgent(lions),
        at("2026-11-23 10:00"),
      ),
    ).toStrictEqual(silentUntil("2026-11-23 14:45")));
  it("sounds for both of a duo on the day that both work", () => {
    expect(asTeacher(ank, urgent(lions), "2026-11-25 10:00")).toStrictEqual(sounds);
    expect(asTeacher(bram, urgent(lions), "2026-11-25 10:00")).toStrictEqual(sounds);
  });
  it("sounds in the lesson time of the group that it is about", () => {
    expect(asTeacher(dirk, urgent(foxes), "2026-11-23 11:59")).toStrictEqual(sounds);
    expect(asTeacher(dirk, urgent(foxes), "2026-11-23 12:00")).toStrictEqual(silentUntil("2026-11-23 14:45"));
    expect(asTeacher(dirk, urgent(otters), "2026-11-23 12:00")).toStrictEqual(sounds);
  });
  it("sounds in a window within lesson time", () => {
    const wide = [works(ank, [lions], on("1", span("10:00", "11:00")))];
    expect(asTeacher(ank, urgent(bears), "2026-11-23 10:30", wide)).toStrictEqual(sounds);
  });

  const bySubstitute = dutiesWith(
    ank,
    awayFor(1, "2026-11-23", "2026-11-24", [lions, { kind: "substitute", teacher: eva }]),
  );
  it("sounds in lesson time for the substitute, who has no windows", () => {
    expect(asTeacher(eva, urgent(lions), "2026-11-23 10:00", bySubstitute)).toStrictEqual(sounds);
    expect(asTeacher(eva, urgent(lions), "2026-11-23 15:00", bySubstitute)).toStrictEqual(
      silentUntil("2026-11-24 08:30"),
    );
    expect(asTeacher(eva, urgent(lions), "2026-11-24 15:00", bySubstitute)).toStrictEqual(silentUntil(null));
  });
  it("is silent for the teacher who is away, in lesson time too", () =>
    expect(asTeacher(ank, urgent(lions), "2026-11-23 10:00", bySubstitute)).toStrictEqual(
      silentUntil("2026-11-25 08:00"),
    ));
  it("sounds for who has the groups that the children were split over", () => {
    const split = dutiesWith(ank, awayFor(1, "2026-11-23", "2026-11-23", [lions, { kind: "split", over: [bears] }]));
    expect(asTeacher(cleo, urgent(lions), "2026-11-23 10:00", split)).toStrictEqual(sounds);
    expect(asTeacher(dirk, urgent(lions), "2026-11-23 10:00", split)).toStrictEqual(silentUntil("2026-11-23 14:45"));
  });
});

describe("a guardian's device", () => {
  const quiet = { from: time("20:00"), until: time("07:00") };
  const asGuardian = (message: Message, now: string, hours: typeof quiet | null = quiet) =>
    maySound(calendar, duties, { as: "guardian", quiet: hours }, message, at(now));

  it("is silent in quiet hours for everything but an important notice", () => {
    expect(HELD.map((rule) => asGuardian({ rule }, "2026-11-23 21:00"))).toStrictEqual(
      HELD.map(() => silentUntil("2026-11-24 07:00")),
    );
    expect(asGuardian(urgent(lions), "2026-11-23 21:00")).toStrictEqual(silentUntil("2026-11-24 07:00"));
    expect(asGuardian({ rule: "S4" }, "2026-11-23 21:00")).toStrictEqual(sounds);
  });
  it.each([
    ["before quiet hours", "2026-11-23 19:59", "2026-11-23 19:59"],
    ["when they begin", "2026-11-23 20:00", "2026-11-24 07:00"],
    ["when they end", "2026-11-24 07:00", "2026-11-24 07:00"],
    ["on a day without school", "2026-11-29 12:00", "2026-11-29 12:00"],
  ])("%s", (_, now, first) => expect(asGuardian({ rule: "S1" }, now)).toStrictEqual(expected(now, first)));
  it("without quiet hours always sounds", () =>
    expect(asGuardian({ rule: "S1" }, "2026-11-29 03:00", null)).toStrictEqual(sounds));
});
