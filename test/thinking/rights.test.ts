import { describe, expect, it } from "@jest/globals";
import type { Relation, StaffRole } from "#events/people.ts";
import type { Access } from "#shared/people/access.ts";
import {
  groupsTaught,
  isGuardianOf,
  isInForce,
  isOffice,
  isTeacher,
  mayReportSick,
  pupilsOf,
} from "#shared/people/rights.ts";
import { bears, day, household, lions, login, person, pupil } from "./kiezelboom.ts";

const today = day("2026-11-23");
const [noor, sem, lot] = [pupil(1), pupil(2), pupil(3)];
const someone = (roles: StaffRole[], ...relations: Relation[]): Access => ({
  person: person(11),
  household: household(1),
  login: login(1),
  roles,
  relations,
});
const to = (who: typeof noor, more: Partial<Relation> = {}): Relation => ({
  pupil: who,
  authority: "yes",
  contact: "all",
  mayReportSick: true,
  mayCollect: true,
  until: null,
  ...more,
});
const teacher: StaffRole = { role: "teacher", groups: [lions, bears] };

describe("roles", () => {
  it.each<[string, StaffRole[], boolean, boolean]>([
    ["nobody", [], false, false],
    ["a teacher", [teacher], false, true],
    ["the office", [{ role: "office" }], true, false],
    ["the head", [{ role: "head" }], true, false],
    ["a head who teaches", [teacher, { role: "head" }], true, true],
  ])("of %s say who sees the whole school and who teaches", (_, roles, office, teaches) => {
    expect(isOffice(someone(roles))).toBe(office);
    expect(isTeacher(someone(roles))).toBe(teaches);
    expect(groupsTaught(someone(roles))).toStrictEqual(teaches ? [lions, bears] : []);
  });
});

describe("rights with a last day", () => {
  it("hold through that day", () => {
    expect(isInForce(null, today)).toBe(true);
    expect(isInForce(day("2026-11-24"), today)).toBe(true);
    expect(isInForce(today, today)).toBe(true);
    expect(isInForce(day("2026-11-22"), today)).toBe(false);
  });
});

describe("a guardian", () => {
  it.each<[string, Partial<Relation>, boolean, boolean]>([
    ["with everything", {}, true, true],
    ["who may not report sick", { mayReportSick: false }, true, false],
    ["with information only", { contact: "information" }, true, false],
    ["who is restricted", { contact: "none" }, false, false],
    ["on the last day of a delegation", { until: today }, true, true],
    ["whose delegation ended yesterday", { until: day("2026-11-22") }, false, false],
    ["without authority", { authority: "no" }, true, true],
  ])("%s knows and reports as the relation says", (_, more, knows, reports) => {
    const guardian = someone([], to(sem), to(noor, more));
    expect(isGuardianOf(guardian, noor, today)).toBe(knows);
    expect(mayReportSick(guardian, noor, today)).toBe(reports);
    expect(pupilsOf(guardian, today)).toStrictEqual(knows ? [sem, noor] : [sem]);
  });
  it("of one pupil is none of another", () => {
    expect(isGuardianOf(someone([], to(noor)), lot, today)).toBe(false);
    expect(mayReportSick(someone([], to(noor)), lot, today)).toBe(false);
  });
  it("is nobody by being a teacher", () => {
    expect(isGuardianOf(someone([teacher]), noor, today)).toBe(false);
    expect(pupilsOf(someone([teacher]), today)).toStrictEqual([]);
  });
});
