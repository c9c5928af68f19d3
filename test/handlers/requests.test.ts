import { describe, expect, it } from "@jest/globals";
import { commands } from "#functions/commands/all.ts";
import { anneke, emre, groep4, hakan, jesse, karin, MONDAY, mila, type Person, THURSDAY, tim } from "./cast.ts";
import { makeSchool, type School } from "./school.ts";

type Told = { path: string; body: object; who: Person };
/** What is asked of the tables, in alphabetical order: `table operation` for each request. */
type Requests = string[];

/** One command once its container is warm: who the caller is, the stream, the commit. */
const NEEDED: Requests = ["access get", "events put", "events query"];

const flu = { pupil: mila.id, from: MONDAY, back: null, reason: "waterpokken" };
const home = [{ group: groep4.id, outcome: { kind: "home" } }];
const timAway = { teacher: tim.id, from: MONDAY, until: MONDAY, groups: home };
const ofMila = `/absences/${mila.id}`;

const told = async (school: School): Promise<string> => {
  const { body } = await school.as(anneke).tell<{ notice: string }>("/teacher-absences", timAway);
  return body.notice;
};

/** Each command, last of a few that warm its container. */
const cases: Record<string, { more: Requests; why: string; of: (school: School) => Promise<Told[]> }> = {
  reportSick: {
    ...{ more: [], why: "" },
    of: async () => [
      { who: jesse, path: "/absences", body: { ...flu, back: THURSDAY } },
      { who: jesse, path: "/absences", body: flu },
    ],
  },
  correctSickReport: {
    ...{ more: [], why: "" },
    of: async () => [
      { who: jesse, path: "/absences", body: flu },
      { who: jesse, path: `${ofMila}/correction`, body: { from: MONDAY, back: THURSDAY, reason: "griep" } },
    ],
  },
  withdrawSickReport: {
    ...{ more: [], why: "" },
    of: async () => [
      { who: jesse, path: "/absences", body: flu },
      { who: jesse, path: `${ofMila}/withdrawal`, body: {} },
    ],
  },
  reportRecovery: {
    ...{ more: [], why: "" },
    of: async () => [
      { who: jesse, path: "/absences", body: flu },
      { who: jesse, path: `${ofMila}/recovery`, body: { on: THURSDAY } },
    ],
  },
  announceAbsence: {
    ...{ more: [], why: "" },
    of: async () => [
      { who: anneke, path: "/teacher-absences", body: { ...timAway, from: THURSDAY, until: THURSDAY } },
      { who: anneke, path: "/teacher-absences", body: timAway },
    ],
  },
  callOffAbsence: {
    more: ["views get"],
    why: "whether it was ever announced, and what it said, is a row of a view",
    of: async (school) => {
      const notice = await told(school);
      return [
        { who: anneke, path: "/teacher-absences", body: { ...timAway, from: THURSDAY, until: THURSDAY } },
        { who: anneke, path: `/teacher-absences/${emre.id}/call-off`, body: { teacher: tim.id } },
        { who: anneke, path: `/teacher-absences/${notice}/call-off`, body: { teacher: tim.id } },
      ];
    },
  },
  answerNotice: {
    more: ["deliveries get", "deliveries get", "deliveries get", "deliveries put"],
    why: "who was told and what is asked lie in the ledger, and the family's own answer is noted there",
    of: async (school) => {
      const path = `/notices/${await told(school)}/answers`;
      return [
        { who: hakan, path, body: { pupil: emre.id, answer: "needs-care" } },
        { who: hakan, path, body: { pupil: emre.id, answer: "stays-home" } },
      ];
    },
  },
  recipientSpoken: {
    more: ["deliveries get", "deliveries query", "views get", "views get"],
    why: "the answer is the row of the office's list, with what the whole family did",
    of: async (school) => {
      const path = `/notices/${await told(school)}/recipients/${hakan.id}/spoken`;
      return [
        { who: anneke, path, body: {} },
        { who: anneke, path, body: {} },
      ];
    },
  },
  recipientSpokenUndone: {
    more: ["deliveries get", "deliveries query", "views get", "views get"],
    why: "as recipientSpoken",
    of: async (school) => {
      const path = `/notices/${await told(school)}/recipients/${hakan.id}/spoken`;
      return [
        { who: anneke, path, body: {} },
        { who: anneke, path: `${path}/undo`, body: {} },
      ];
    },
  },
};

const countOf = async (school: School, { who, path, body }: Told): Promise<Requests> => {
  school.asked.length = 0;
  await school.as(who).say(path, body);
  return school.asked.map(({ table, operation }) => `${table} ${operation}`).sort();
};

describe("A command of a warm container asks the tables", () => {
  it.each(Object.entries(cases))("for %s: who, the stream, the commit, and only what is said here", async (_, one) => {
    const school = await makeSchool();
    let last: Requests = [];
    for (const command of await one.of(school)) last = await countOf(school, command);
    expect(last).toStrictEqual([...NEEDED, ...one.more].sort());
    // More than is needed has its reason.
    expect(one.why === "").toBe(one.more.length === 0);
  });

  it("for noticeSeen, which is no event: who, the row of the ledger as it is, and once more to change it", async () => {
    const school = await makeSchool();
    const path = `/notices/${await told(school)}/seen`;
    const seen = await countOf(school, { who: hakan, path, body: {} });
    expect(seen).toStrictEqual(["access get", "deliveries get", "deliveries get", "deliveries put"]);
    expect(await countOf(school, { who: hakan, path, body: {} })).toStrictEqual([
      ...["access get", "deliveries get", "deliveries get"],
    ]);
  });

  it("and every command there is, is counted here", () => {
    expect([...Object.keys(cases), "noticeSeen"].sort()).toStrictEqual(
      commands.map(({ route }) => route.operationId).sort(),
    );
  });

  it("for a report after two quiet seconds also who works when, and for whom it has not named yet their name", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", flu);
    const report = { who: karin, path: "/absences", body: { ...flu, back: THURSDAY } };
    expect(await countOf(school, report)).toStrictEqual(
      [...NEEDED, "people batchGet", "views get", "views query", "views query"].sort(),
    );
  });

  it("for a report in a container that has just begun all of it, once", async () => {
    const school = await makeSchool();
    expect(await countOf(school, { who: jesse, path: "/absences", body: flu })).toStrictEqual(
      [
        ...NEEDED,
        // The subject's key and the school's, both made for this first text.
        ...["keys get", "keys get", "keys put", "keys put"],
        // Names; calendar, duties, staff and the pupil's group, each behind its view's pointer.
        ...["people batchGet", "views query", "views query"],
        ...Array.from({ length: 6 }, () => "views get"),
      ].sort(),
    );
  });

  it("the same command again asks who and the stream, and writes nothing", async () => {
    const school = await makeSchool();
    await school.as(jesse).say("/absences", flu, "said-before");
    school.asked.length = 0;
    await school.as(jesse).say("/absences", flu, "said-before");
    expect(school.asked.map(({ table, operation }) => `${table} ${operation}`)).toStrictEqual([
      ...["access get", "events query"],
    ]);
  });
});
