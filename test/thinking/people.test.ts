import { describe, expect, it } from "@jest/globals";
import type { SchoolId } from "#events/ids.ts";
import {
  ContactRestricted,
  GuardianLinked,
  LoginLinked,
  PersonAdded,
  type Relation,
  RelationChanged,
  RoleGiven,
  RoleWithdrawn,
  type StaffRole,
} from "#events/people.ts";
import { accessKeys, relationTo } from "#shared/people/access.ts";
import { type PersonCommand, person as personDecider } from "#shared/people/decide.ts";
import { bears, day, household, lions, login, person, pupil } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(personDecider);
const noor = pupil(1);
const sem = pupil(2);
const mother = person(11);
const added = PersonAdded.of({ person: mother, household: household(1) });

const toNoor: Relation = {
  pupil: noor,
  authority: "yes",
  contact: "all",
  mayReportSick: true,
  mayCollect: true,
  until: null,
};
const toSem: Relation = { ...toNoor, pupil: sem };
const linked = (relation: Relation) => GuardianLinked.of({ person: mother, relation });
const relate = (relation: Relation): PersonCommand => ({ type: "SetRelation", data: { person: mother, relation } });
const ofLions: StaffRole = { role: "teacher", groups: [lions] };
const office: StaffRole = { role: "office" };
const roleGiven = (role: StaffRole) => RoleGiven.of({ person: mother, role });
const give = (role: StaffRole): PersonCommand => ({ type: "GiveRole", data: { person: mother, role } });
const withdraw = (role: StaffRole["role"]): PersonCommand => ({ type: "WithdrawRole", data: { person: mother, role } });
const link = (number: number): PersonCommand => ({ type: "LinkLogin", data: { person: mother, login: login(number) } });
const restrict = (who = noor): PersonCommand => ({ type: "RestrictContact", data: { person: mother, pupil: who } });
const add = (roles: StaffRole[] = [], relations: Relation[] = []): PersonCommand => ({
  type: "AddPerson",
  data: { person: mother, household: household(1), roles, relations },
});

describe("a person", () => {
  it("is added with roles and children, in that order", () =>
    given()
      .when(add([ofLions, office], [toNoor, toSem]))
      .thenEvents(added, roleGiven(ofLions), roleGiven(office), linked(toNoor), linked(toSem)));
  it("is added without any", () => given().when(add()).thenEvents(added));
  it("is added once", () =>
    given(added)
      .when(add([office]))
      .thenEvents());
  it.each<[string, PersonCommand]>([
    ["login", link(1)],
    ["role", give(office)],
    ["role taken away", withdraw("office")],
    ["relation", relate(toNoor)],
    ["restriction", restrict()],
  ])("who is not there gets no %s", (_, command) => given().when(command).thenRefused({ refused: "no-such-person" }));
  it("is kept in streams called person", () => expect(personDecider.category).toBe("person"));
});

describe("a login", () => {
  const isLinked = LoginLinked.of({ person: mother, login: login(1) });
  it("is linked", () => given(added).when(link(1)).thenEvents(isLinked));
  it("linked twice is linked once", () => given(added, isLinked).when(link(1)).thenEvents());
  it("may make place for another", () =>
    given(added, isLinked)
      .when(link(2))
      .thenEvents(LoginLinked.of({ person: mother, login: login(2) })));
});

describe("a role", () => {
  it("is given", () => given(added).when(give(ofLions)).thenEvents(roleGiven(ofLions)));
  it("given twice is given once, whatever came between", () =>
    given(added, roleGiven(ofLions), roleGiven(office)).when(give(ofLions)).thenEvents());
  it("of a teacher may be for other groups, and those alone", () => {
    const ofBears: StaffRole = { role: "teacher", groups: [bears] };
    given(added, roleGiven(ofLions)).when(give(ofBears)).thenEvents(roleGiven(ofBears));
    expect(stateAfter(added, roleGiven(ofLions), roleGiven(office), roleGiven(ofBears)).roles).toStrictEqual([
      office,
      ofBears,
    ]);
  });
  it("is withdrawn, that one alone", () => {
    const taken = RoleWithdrawn.of({ person: mother, role: "teacher" });
    given(added, roleGiven(office), roleGiven(ofLions)).when(withdraw("teacher")).thenEvents(taken);
    expect(stateAfter(added, roleGiven(ofLions), roleGiven(office), taken).roles).toStrictEqual([office]);
  });
  it("that is not held is not withdrawn", () => given(added, roleGiven(office)).when(withdraw("head")).thenEvents());
});

describe("a relation to a pupil", () => {
  const less: Relation = { ...toNoor, mayCollect: false, until: day("2026-12-01") };
  it("is linked", () => given(added).when(relate(toNoor)).thenEvents(linked(toNoor)));
  it("to another pupil is linked beside it", () =>
    given(added, linked(toNoor)).when(relate(toSem)).thenEvents(linked(toSem)));
  it("set the same again says nothing", () => given(added, linked(toNoor)).when(relate(toNoor)).thenEvents());
  it("may change", () =>
    given(added, linked(toNoor))
      .when(relate(less))
      .thenEvents(RelationChanged.of({ person: mother, relation: less })));
  it("that changed is the only one to that pupil", () =>
    expect(
      stateAfter(added, linked(toNoor), linked(toSem), RelationChanged.of({ person: mother, relation: less }))
        .relations,
    ).toStrictEqual([toSem, less]));
  it("is restricted once", () => {
    const cut = ContactRestricted.of({ person: mother, pupil: noor });
    given(added, linked(toNoor)).when(restrict()).thenEvents(cut);
    given(added, linked(toNoor), cut).when(restrict()).thenEvents();
  });
  it("that is for information only can be restricted too", () =>
    given(added, linked({ ...toNoor, contact: "information" }))
      .when(restrict())
      .thenEvents(ContactRestricted.of({ person: mother, pupil: noor })));
  it("that is not there is not restricted", () => given(added, linked(toSem)).when(restrict()).thenEvents());
  it("that is restricted leaves no contact, no reporting and no collecting of that pupil alone", () =>
    expect(
      stateAfter(added, linked(toNoor), linked(toSem), ContactRestricted.of({ person: mother, pupil: noor })).relations,
    ).toStrictEqual([{ ...toNoor, contact: "none", mayReportSick: false, mayCollect: false }, toSem]));
  it("is found by the pupil", () => {
    const access = stateAfter(added, linked(toNoor), linked(toSem));
    expect(relationTo(access, sem)).toStrictEqual(toSem);
    expect(relationTo(access, pupil(3))).toBeNull();
  });
});

describe("what a person is and may", () => {
  it("is nothing before the person was added", () =>
    expect(stateAfter()).toStrictEqual({ person: null, household: null, login: null, roles: [], relations: [] }));
  it("is the sum of what was said", () =>
    expect(
      stateAfter(added, LoginLinked.of({ person: mother, login: login(1) }), roleGiven(ofLions), linked(toNoor)),
    ).toStrictEqual({
      person: mother,
      household: household(1),
      login: login(1),
      roles: [ofLions],
      relations: [toNoor],
    }));

  const school = "00000000-0000-4000-8000-000000009001" as SchoolId;
  it("is found by person and by login", () =>
    expect(accessKeys(school, stateAfter(added, LoginLinked.of({ person: mother, login: login(1) })))).toStrictEqual([
      { pk: `person/${mother}`, sk: school },
      { pk: `login/${login(1)}`, sk: school },
    ]));
  it("is found by person alone before there is a login, and nowhere before the person", () => {
    expect(accessKeys(school, stateAfter(added))).toStrictEqual([{ pk: `person/${mother}`, sk: school }]);
    expect(accessKeys(school, stateAfter())).toStrictEqual([]);
  });
});
