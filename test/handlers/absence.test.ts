import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import type { AbsenceNow } from "#functions/api/absence.ts";
import type { GroupBoard } from "#functions/api/board.ts";
import {
  anneke,
  bram,
  groep3,
  groupRef,
  jesse,
  KIEZELBOOM,
  karin,
  lisa,
  MONDAY,
  mila,
  noor,
  type Person,
  personRef,
  pupilRef,
  riet,
  samira,
  THURSDAY,
  TUESDAY,
  WEDNESDAY,
  wendy,
} from "./cast.ts";
import { MORNING, makeSchool, type School } from "./school.ts";

const ofMila = `/absences/${mila.id}`;
const board = `/groups/${groep3.id}/board`;
const flu = { pupil: mila.id, from: MONDAY, back: null, reason: "waterpokken" };
const by = (person: Person, role: "guardian" | "office", isYou: boolean) => ({ ...personRef(person), role, isYou });
type Board = z.infer<typeof GroupBoard>;

/** The events of a pupil's absence, by type. */
const happened = (school: School, pupil = mila) =>
  school.stores.events
    .query(`${KIEZELBOOM}#absence/${pupil.id}`)
    .items.map(({ events }) => (events as { type: string }[]).map(({ type }) => type));

describe("A sick report (P1)", () => {
  it("is answered with who has it, since when, and what was said", async () => {
    const school = await makeSchool();
    const { status, body } = await school.as(jesse).tell("/absences", flu);
    expect(status).toBe(200);
    expect(body).toStrictEqual({
      pupil: pupilRef(mila),
      phase: "sick",
      from: MONDAY,
      back: null,
      reason: "waterpokken",
      reportedAt: MORNING,
      reportedBy: by(jesse, "guardian", true),
      holders: [{ ...personRef(wendy), role: "teacher" }],
      heldSince: MORNING,
      history: [{ at: MORNING, by: by(jesse, "guardian", true), what: "reported", from: MONDAY, back: null }],
      looks: [],
    });
  });

  it("stands on the board of who is on duty, without the reason", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body, text } = await school.as(wendy).get(board);
    expect(body).toStrictEqual({
      day: MONDAY,
      now: "07:50",
      group: groupRef(groep3),
      isOpen: true,
      isOnDuty: true,
      nextWorkingDay: TUESDAY,
      onDuty: [personRef(wendy)],
      away: [],
      pupils: 2,
      cutOff: "08:15",
      lessons: [{ from: "08:30", until: "14:30" }],
      sick: [{ pupil: pupilRef(mila), since: MONDAY, back: null, at: MORNING, byOffice: false, isToday: true }],
      answers: [],
    });
    expect(text).not.toContain("waterpokken");
  });

  it("shows the duo partner who is off the board, but no names of who is sick, and no absence", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { status, body, text } = await school.as(bram).get<Board>(board);
    expect(status).toBe(200);
    expect({ isOnDuty: body.isOnDuty, nextWorkingDay: body.nextWorkingDay, sick: body.sick }).toStrictEqual({
      isOnDuty: false,
      nextWorkingDay: THURSDAY,
      sick: [],
    });
    expect(text).not.toContain(mila.id);
    expect((await school.as(bram).get(ofMila)).status).toBe(404);
  });

  it("is for whoever is on duty on its day: the duo partner, when it begins on Thursday", async () => {
    const school = await makeSchool();
    const { body } = await school.as(jesse).tell<AbsenceNow>("/absences", { ...flu, from: THURSDAY });
    expect(body.holders).toStrictEqual([{ ...personRef(bram), role: "teacher" }]);
    const { body: monday } = await school.as(wendy).get<Board>(board);
    expect(monday.sick.map(({ isToday }) => isToday)).toStrictEqual([false]);
  });

  it("is seen by the other household, with who said it", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body } = await school.as(karin).get<AbsenceNow>(ofMila);
    expect([body.phase, body.reason, body.reportedBy]).toStrictEqual([
      "sick",
      "waterpokken",
      by(jesse, "guardian", false),
    ]);
    const { body: home } = await school.as(karin).get<{ children: { sick: unknown }[] }>("/home");
    expect(home.children.map(({ sick }) => sick)).toStrictEqual([{ since: MONDAY, back: null, at: MORNING }]);
  });

  it("is seen by who has information only, who may not make one", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    expect((await school.as(riet).get<AbsenceNow>(ofMila)).body.reason).toBe("waterpokken");
    expect((await school.as(riet).tell("/absences", flu)).status).toBe(404);
    expect((await school.as(riet).tell(`${ofMila}/withdrawal`, {})).status).toBe(404);
  });

  it("is made by the office on a guardian's behalf, and says so", async () => {
    const school = await makeSchool();
    const { body } = await school.as(anneke).tell<AbsenceNow>("/absences", { ...flu, reason: null });
    expect(body.reportedBy).toStrictEqual(by(anneke, "office", true));
    const { body: told } = await school.as(wendy).get<Board>(board);
    expect(told.sick.map(({ byOffice }) => byOffice)).toStrictEqual([true]);
    expect((await school.as(jesse).get<AbsenceNow>(ofMila)).body.reportedBy).toStrictEqual(by(anneke, "office", false));
  });

  it("keeps what was said before in its history when it is corrected", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    school.clock.set("2026-11-23T08:00:00.000Z" as never);
    const { body } = await school
      .as(karin)
      .tell<AbsenceNow>(`${ofMila}/correction`, { from: MONDAY, back: THURSDAY, reason: null });
    expect(body.history).toStrictEqual([
      { at: MORNING, by: by(jesse, "guardian", false), what: "reported", from: MONDAY, back: null },
      {
        ...{ at: "2026-11-23T08:00:00.000Z", by: by(karin, "guardian", true) },
        ...{ what: "corrected", from: MONDAY, back: THURSDAY },
      },
    ]);
    expect([body.back, body.reason, body.reportedBy]).toStrictEqual([THURSDAY, null, by(karin, "guardian", true)]);
  });

  it("is one absence when the other household reports it too: what differs is news about it", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body } = await school.as(karin).tell<AbsenceNow>("/absences", { ...flu, back: WEDNESDAY, reason: null });
    // Whoever gives no reason takes none away.
    expect([body.back, body.reason]).toStrictEqual([WEDNESDAY, "waterpokken"]);
    expect(happened(school)).toStrictEqual([["SickReported"], ["SickReportCorrected"]]);
  });

  it("is one absence when two guardians report it at once", async () => {
    const school = await makeSchool();
    const answers = await Promise.all([
      school.as(jesse).say<AbsenceNow>("/absences", { ...flu, reason: null }),
      school.as(karin).say<AbsenceNow>("/absences", { ...flu, reason: null }),
      school.as(anneke).say<AbsenceNow>("/absences", { ...flu, reason: null }),
    ]);
    await school.settle();
    expect(answers.map(({ status, body }) => [status, body.phase])).toStrictEqual([
      [200, "sick"],
      [200, "sick"],
      [200, "sick"],
    ]);
    // The others' commands are on record too, and changed nothing.
    expect(happened(school)).toStrictEqual([["SickReported"], [], []]);
    expect((await school.as(wendy).get<Board>(board)).body.sick).toHaveLength(1);
  });

  it("leaves the board when it is withdrawn, and stays in the history", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body } = await school.as(karin).tell(`${ofMila}/withdrawal`, {});
    expect(body).toStrictEqual({
      pupil: pupilRef(mila),
      ...{ phase: "present", from: null, back: null, reason: null, reportedAt: null, reportedBy: null },
      ...{ holders: [], heldSince: null, looks: [] },
      history: [
        { at: MORNING, by: by(jesse, "guardian", false), what: "reported", from: MONDAY, back: null },
        {
          ...{ at: "2026-11-23T06:50:02.000Z", by: by(karin, "guardian", true) },
          ...{ what: "withdrawn", from: null, back: null },
        },
      ],
    });
    expect((await school.as(wendy).get<Board>(board)).body.sick).toStrictEqual([]);
  });

  it("ends with the first day back, and stays on the board until then", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body } = await school.as(jesse).tell<AbsenceNow>(`${ofMila}/recovery`, { on: WEDNESDAY });
    expect([body.phase, body.history.map(({ what, back }) => [what, back])]).toStrictEqual([
      "present",
      [
        ["reported", null],
        ["recovered", WEDNESDAY],
      ],
    ]);
    const { body: today } = await school.as(wendy).get<Board>(board);
    expect(today.sick.map(({ back }) => back)).toStrictEqual([WEDNESDAY]);
    school.clock.set("2026-11-25T06:50:00.000Z" as never);
    expect((await school.as(wendy).get<Board>(board)).body.sick).toStrictEqual([]);
  });
});

describe("A look by staff at a pupil's absence", () => {
  it("is on record, and the guardians see who looked and when", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const { body } = await school.as(wendy).get<AbsenceNow>(ofMila);
    expect([body.reason, body.looks]).toStrictEqual(["waterpokken", []]);
    await school.settle();
    await school.as(anneke).get(ofMila);
    await school.settle();
    for (const guardian of [jesse, karin])
      expect((await school.as(guardian).get<AbsenceNow>(ofMila)).body.looks).toStrictEqual([
        { at: "2026-11-23T06:50:02.000Z", by: personRef(wendy) },
        { at: "2026-11-23T06:50:04.000Z", by: personRef(anneke) },
      ]);
  });

  it("is no look when a guardian reads it, when it is refused, or when there is nothing to see", async () => {
    const school = await makeSchool();
    await school.as(wendy).get(ofMila);
    await school.as(jesse).tell("/absences", flu);
    await school.as(karin).get(ofMila);
    await school.as(bram).get(ofMila);
    await school.as(wendy).get(board);
    await school.settle();
    expect((await school.as(jesse).get<AbsenceNow>(ofMila)).body.looks).toStrictEqual([]);
  });
});

describe("A command about an absence is refused", () => {
  const report = (more: object) => ({ path: "/absences", body: { ...flu, ...more } });
  const correct = (more: object) => ({ path: `${ofMila}/correction`, body: { from: MONDAY, back: null, ...more } });
  const recover = (on: string) => ({ path: `${ofMila}/recovery`, body: { on } });
  const cases: [string, { path: string; body: object }, number, string, object | undefined][] = [
    [
      "begins more than a week ago",
      report({ from: "2026-11-15" }),
      422,
      "sick-too-long-ago",
      { earliest: "2026-11-16" },
    ],
    [
      ...(["begins more than two weeks ahead", report({ from: "2026-12-08" })] as const),
      ...([422, "sick-too-far-ahead", { latest: "2026-12-07" }] as const),
    ],
    ["ends before it begins", report({ back: MONDAY }), 422, "back-before-sick", { since: MONDAY }],
    [
      ...(["lasts longer than is dated", report({ back: "2027-01-23" })] as const),
      ...([422, "back-too-far-ahead", { latest: "2027-01-22" }] as const),
    ],
    ["begins on a closed day", report({ from: "2026-12-07" }), 422, "school-closed", { day: "2026-12-07" }],
    ["begins on a Saturday", report({ from: "2026-11-28" }), 422, "school-closed", { day: "2026-11-28" }],
    ["is a correction of nothing", correct({}), 409, "not-sick", undefined],
  ];
  it.each(cases)("when it %s", async (_, { path, body }, status, code, facts) => {
    const school = await makeSchool();
    const before = school.contents();
    const answer = await school.as(jesse).tell(path, body);
    expect([answer.status, answer.body.code, answer.body.facts]).toStrictEqual([status, code, facts]);
    expect(school.contents()).toBe(before);
  });

  it.each([
    ["before the first sick day", recover("2026-11-22"), { code: "back-before-sick", facts: { since: MONDAY } }],
    [
      ...(["more than two weeks ahead", recover("2026-12-08")] as const),
      { code: "back-too-far-ahead", facts: { latest: "2026-12-07" } },
    ],
    [
      ...(["with a correction that ends before it begins", correct({ back: "2026-11-20" })] as const),
      { code: "back-before-sick", facts: { since: MONDAY } },
    ],
  ])("when the pupil is sick and better %s", async (_, { path, body }, wanted) => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const answer = await school.as(jesse).tell(path, body);
    expect([answer.status, answer.body]).toStrictEqual([
      422,
      expect.objectContaining({ status: 422, type: `/problems/${wanted.code}`, ...wanted }),
    ]);
  });

  it("with no facts but the title when there are none, and the whole problem is this", async () => {
    const school = await makeSchool();
    const { headers, body } = await school.as(jesse).tell(`${ofMila}/correction`, { from: MONDAY, back: null });
    expect(headers).toStrictEqual({ "content-type": "application/problem+json", "cache-control": "no-store" });
    expect(body).toStrictEqual({
      type: "/problems/not-sick",
      title: "This pupil is not reported sick.",
      status: 409,
      code: "not-sick",
      correlation: "request-1",
    });
  });
});

describe("The same command about an absence with the same key", () => {
  it("has one effect and the same answer", async () => {
    const school = await makeSchool();
    const first = await school.as(jesse).tell("/absences", flu, "report-mila");
    const again = await school.as(jesse).tell("/absences", flu, "report-mila");
    expect(again.text).toBe(first.text);
    expect(happened(school)).toStrictEqual([["SickReported"]]);
  });

  it("has the same answer after others have changed it, also when it changed nothing", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const first = await school.as(karin).tell("/absences", flu, "also-by-karin");
    await school.as(jesse).tell(`${ofMila}/correction`, { from: MONDAY, back: THURSDAY });
    const contents = school.contents();
    const again = await school.as(karin).tell("/absences", flu, "also-by-karin");
    expect([again.status, again.text]).toStrictEqual([200, first.text]);
    expect(school.contents()).toBe(contents);
    expect(happened(school)).toStrictEqual([["SickReported"], [], ["SickReportCorrected"]]);
  });

  it("has one effect when both are there at once", async () => {
    const school = await makeSchool();
    const [one, other] = await Promise.all([
      school.as(jesse).say("/absences", flu, "pressed-twice"),
      school.as(jesse).say("/absences", flu, "pressed-twice"),
    ]);
    expect(other.text).toBe(one.text);
    expect(happened(school)).toStrictEqual([["SickReported"]]);
  });

  it("is another command when it is another person's, or about another child", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu, "one-and-the-same");
    await school.as(karin).tell(`${ofMila}/withdrawal`, {}, "one-and-the-same");
    await school.as(samira).tell("/absences", { ...flu, pupil: noor.id }, "one-and-the-same");
    expect([happened(school), happened(school, noor)]).toStrictEqual([
      [["SickReported"], ["SickReportWithdrawn"]],
      [["SickReported"]],
    ]);
  });
});

describe("The reason of a sick report", () => {
  it("is in no table, on no bus and in no log but sealed", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    await school.as(wendy).get(ofMila);
    await school.as(wendy).get(board);
    for (const sink of [school.contents(), JSON.stringify(school.bus.events), JSON.stringify(school.log.lines)])
      expect(sink).not.toContain("waterpokken");
  });

  it("is erased with the pupil's key, and the absence stays", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    await school.keys().erase(KIEZELBOOM, mila.id);
    const { status, body } = await school.as(karin).get<AbsenceNow>(ofMila);
    expect([status, body.phase, body.reason]).toStrictEqual([200, "sick", { erased: true }]);
  });
});

describe("Who will have a sick report is said before it is sent", () => {
  const onDuty = (query = "") => `/pupils/${mila.id}/on-duty${query}`;
  it("for today", async () => {
    const school = await makeSchool();
    expect((await school.as(jesse).get(onDuty())).body).toStrictEqual({
      ...{ day: MONDAY, isOpen: true, nextOpenDay: MONDAY, teachers: [personRef(wendy)], isHome: false },
      ...{ cutOff: "08:15", schoolPhone: "030 000 00 01" },
    });
  });
  it("for a day that is asked for, and for one without school", async () => {
    const school = await makeSchool();
    const thursday = await school.as(karin).get<{ teachers: unknown }>(onDuty(`?day=${THURSDAY}`));
    expect(thursday.body.teachers).toStrictEqual([personRef(bram)]);
    expect((await school.as(anneke).get(onDuty("?day=2026-12-05"))).body).toStrictEqual({
      ...{ day: "2026-12-05", isOpen: false, nextOpenDay: "2026-12-08", teachers: [], isHome: false },
      ...{ cutOff: "08:15", schoolPhone: "030 000 00 01" },
    });
  });
  it("to nobody but guardians and office", async () => {
    const school = await makeSchool();
    for (const other of [samira, wendy, lisa]) expect((await school.as(other).get(onDuty())).status).toBe(404);
  });
});
