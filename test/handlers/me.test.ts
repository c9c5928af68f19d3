import { describe, expect, it } from "@jest/globals";
import { person } from "#shared/people/decide.ts";
import {
  ANKER,
  anneke,
  bram,
  daan,
  fenna,
  groep3,
  groep5,
  groupRef,
  joke,
  KIEZELBOOM,
  karin,
  loek,
  mila,
  noor,
  type Person,
  pupilRef,
  riet,
  samira,
  stefan,
} from "./cast.ts";
import { makeSchool, type School } from "./school.ts";

const me = async (school: School, who: Person) => (await school.as(who).get<{ schools: object[] }>("/v1/me")).body;
const kiezelboom = { id: KIEZELBOOM, name: "De Kiezelboom", phone: "030 000 00 01" };
const at = ({ id, name, firstName, language }: Person, more: object) => ({
  ...{ school: kiezelboom, person: { id, name, firstName }, language },
  ...{ roles: [], groups: [], pupils: [], ...more },
});

describe("Who the caller is", () => {
  it("is a guardian with children", async () => {
    const school = await makeSchool();
    const pupils = [daan, noor].map((child) => ({ ...pupilRef(child), mayReportSick: true }));
    expect(await me(school, samira)).toStrictEqual({ schools: [at(samira, { roles: ["guardian"], pupils })] });
  });

  it("is told in their own language, with what they may", async () => {
    const school = await makeSchool();
    const one = (mayReportSick: boolean) => [{ ...pupilRef(mila), mayReportSick }];
    expect(await me(school, karin)).toStrictEqual({
      schools: [at(karin, { roles: ["guardian"], pupils: one(true) })],
    });
    expect(await me(school, riet)).toStrictEqual({ schools: [at(riet, { roles: ["guardian"], pupils: one(false) })] });
    expect(karin.language).toBe("en");
  });

  it("is a teacher with groups, the office, or a teacher with a child: two hats on one login", async () => {
    const school = await makeSchool();
    expect(await me(school, bram)).toStrictEqual({
      schools: [at(bram, { roles: ["teacher"], groups: [groupRef(groep3)] })],
    });
    expect(await me(school, anneke)).toStrictEqual({ schools: [at(anneke, { roles: ["office"] })] });
    expect(await me(school, fenna)).toStrictEqual({
      schools: [
        at(fenna, {
          ...{ roles: ["guardian", "teacher"], groups: [groupRef(groep5)] },
          pupils: [{ ...pupilRef(loek), mayReportSick: true }],
        }),
      ],
    });
  });

  it("has no children any more under a restriction or after a delegate's last day", async () => {
    const school = await makeSchool();
    for (const one of [stefan, joke]) expect(await me(school, one)).toStrictEqual({ schools: [at(one, {})] });
  });

  it("is somebody at each school, by one login", async () => {
    const school = await makeSchool();
    const id = "5f0e3d2c-1b0a-4c9d-8e7f-6a5b4c3d2e1f" as typeof samira.id;
    const there = { person: id, household: null, roles: [{ role: "office" as const }], relations: [] };
    await school.carry(person, ANKER, id, { type: "AddPerson", data: there });
    if (samira.login)
      await school.carry(person, ANKER, id, { type: "LinkLogin", data: { person: id, login: samira.login } });
    await school.settle();
    const { schools } = await me(school, samira);
    expect(schools).toMatchObject([
      { school: { id: KIEZELBOOM }, person: { id: samira.id }, roles: ["guardian"] },
      { school: { id: ANKER }, person: { id }, roles: ["office"] },
    ]);
    // A hat at one school is none at the other.
    expect((await school.as(samira).get(`/v1/schools/${ANKER}/board`)).status).toBe(200);
    expect((await school.as(samira).get("/board")).status).toBe(404);
  });

  it("is nobody for a login that no school knows, and must sign in without one", async () => {
    const school = await makeSchool();
    expect(await me(school, { ...samira, login: "8f14e45f-ceea-467f-a7b3-0a3b0a6e3c11" as never })).toStrictEqual({
      schools: [],
    });
    const { status, body } = await school.as(null).get("/v1/me");
    expect([status, body.code]).toStrictEqual([401, "not-signed-in"]);
  });

  it("is sent again only when it changed", async () => {
    const school = await makeSchool();
    const { headers } = await school.as(samira).get("/v1/me");
    expect((await school.as(samira).get("/v1/me", { "if-none-match": headers.etag ?? "" })).status).toBe(304);
  });
});

describe("The API's own document", () => {
  it("is everybody's", async () => {
    const school = await makeSchool();
    const { status, body } = await school.as(null).get<{ openapi: string }>("/v1/openapi.json");
    expect([status, body.openapi]).toStrictEqual([200, "3.1.0"]);
  });
});
