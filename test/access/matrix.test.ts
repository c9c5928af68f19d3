import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Instant } from "#events/time.ts";
import { makeOpenApi } from "#functions/api/openapi.ts";
import * as cast from "../handlers/cast.ts";
import {
  groep3,
  groep4,
  KIEZELBOOM,
  MONDAY,
  mila,
  type Person,
  THURSDAY,
  TUESDAY,
  tim,
  wendy,
} from "../handlers/cast.ts";
import { makeSchool } from "../handlers/school.ts";
import { makeSignInWorld } from "../handlers/signIn.ts";
import { type Column, columns, expected, named } from "./expected.ts";

const people: Record<Exclude<Column, "nobody">, Person> = {
  ...{ guardian: cast.jesse, otherHome: cast.karin, information: cast.riet, restricted: cast.stefan, ended: cast.joke },
  ...{ otherFamily: cast.hakan, onDuty: cast.wendy, off: cast.bram, otherGroup: cast.tim },
  ...{ office: cast.anneke, head: cast.mirjam, elsewhere: cast.arno },
};
const personOf = (column: Column): Person | null => (column === "nobody" ? null : people[column]);

/** When Karin opened the notice, and when her mail was delivered: nobody else's answer may tell. */
const SEEN = "2026-11-23T07:01:01.101Z" as Instant;
const DELIVERED = "2026-11-23T07:02:02.202Z" as Instant;
const home = [{ group: groep3.id, outcome: { kind: "home" } }];

/** Mila is sick, group 3 stays home tomorrow, and each of her homes has answered. */
const makeWorld = async () => {
  const school = await makeSchool();
  await school.as(cast.jesse).tell("/absences", { pupil: mila.id, from: MONDAY, back: null, reason: "waterpokken" });
  const away = { teacher: wendy.id, from: TUESDAY, until: TUESDAY, groups: home };
  const { body } = await school.as(cast.anneke).tell<{ notice: string }>("/teacher-absences", away);
  const answer = `/notices/${body.notice}/answers`;
  await school.as(cast.jesse).tell(answer, { pupil: mila.id, answer: "needs-care" });
  await school.as(cast.karin).tell(answer, { pupil: mila.id, answer: "stays-home" });
  school.clock.set(SEEN);
  await school.as(cast.karin).tell(`/notices/${body.notice}/seen`, {});
  school.clock.set(DELIVERED);
  await school.mailEvent("karin@post.example", "Delivery");
  school.clock.set("2026-11-23T07:10:00.000Z" as Instant);
  return { school, notice: body.notice };
};
type World = Awaited<ReturnType<typeof makeWorld>>;

type Ids = { school: string; pupil: string; group: string; notice: string; teacher: string; person: string };
const idsIn = ({ notice }: World): Ids => ({
  ...{ school: KIEZELBOOM, pupil: mila.id, group: groep3.id, notice },
  ...{ teacher: wendy.id, person: cast.karin.id },
});

/** What is asked beside the path; null: a read. `own` is what the asker has answered before. */
const bodies: Record<string, (ids: Ids, own: string) => object | null> = {
  reportSick: ({ pupil }) => ({ pupil, from: MONDAY, back: THURSDAY }),
  correctSickReport: () => ({ from: MONDAY, back: THURSDAY }),
  reportRecovery: () => ({ on: TUESDAY }),
  withdrawSickReport: () => ({}),
  noticeSeen: () => ({}),
  answerNotice: ({ pupil }, own) => ({ pupil, answer: own }),
  recipientSpoken: () => ({}),
  recipientSpokenUndone: () => ({}),
  announceAbsence: () => ({
    ...{ teacher: tim.id, from: THURSDAY, until: THURSDAY },
    groups: [{ group: groep4.id, outcome: { kind: "home" } }],
  }),
  callOffAbsence: ({ teacher }) => ({ teacher }),
};
const queries: Record<string, string> = { audience: `?from=${MONDAY}&until=${THURSDAY}`, searchPupils: "?q=" };

const { paths } = makeOpenApi() as unknown as {
  paths: Record<string, Record<string, { operationId: string; security: object[] }>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, security }]) => ({ path, method, operationId, security })),
);
type Operation = (typeof operations)[number];

const pathOf = ({ path, operationId }: Operation, ids: Ids): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name]) + (queries[operationId] ?? "");

type Heard = { status: number; text: string; headers: Record<string, string> };
const knock = async (operation: Operation, who: Person | null, world: World, ids = idsIn(world)): Promise<Heard> => {
  const client = world.school.as(who);
  const own = who === cast.karin ? "stays-home" : "needs-care";
  const body = bodies[operation.operationId]?.(ids, own);
  return operation.method === "get" ? client.get(pathOf(operation, ids)) : client.say(pathOf(operation, ids), body);
};

const isSession = ({ path }: Operation): boolean => /^\/v1\/(sign-in|session)/.test(path);
const sessionBodies: Record<string, (email: string) => object> = {
  signIn: (email) => ({ email }),
  answerCode: () => ({ session: "x".repeat(40), code: "123456" }),
  resendCode: () => ({ session: "x".repeat(40) }),
};

const wanted = (operationId: string): number[] => expected.get(operationId) ?? [];

/** The answer without what is each request's own. */
const without = ({ text, headers }: Heard): string =>
  JSON.stringify([headers, text.replace(/"correlation":"[^"]*"/, '"correlation":""')]);

let shared: World;
beforeAll(async () => {
  shared = await makeWorld();
});
const heard: { operation: Operation; column: Column; answer: Heard }[] = [];
afterAll(() => {
  process.stdout.write(
    `access matrix: ${heard.length} cells, ${operations.length} routes × ${columns.length} callers\n`,
  );
});

describe("The table of who may what", () => {
  it("names every route of the document, and none that is not there", () => {
    expect([...expected.keys()].sort()).toStrictEqual(operations.map(({ operationId }) => operationId).sort());
  });
  it.each([...expected.keys()])("has one cell for each caller: %s", (operationId) => {
    expect(wanted(operationId)).toHaveLength(columns.length);
  });
  it("has the callers at its head", () => expect(named).toStrictEqual([...columns]));
  it("is 401 without a token for every route that wants one", () => {
    for (const { operationId, security } of operations.filter((one) => !isSession(one)))
      expect([operationId, wanted(operationId)[0]]).toStrictEqual([operationId, security.length > 0 ? 401 : 200]);
  });
});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))("%s", (_, operation) => {
  it.each(columns.map((column, index) => [column, wanted(operation.operationId)[index]] as const))(
    "for %s is %i",
    async (column, status) => {
      const who = personOf(column);
      let answer: Heard;
      if (isSession(operation)) {
        const body = sessionBodies[operation.operationId]?.(who?.email ?? "niemand@post.example") ?? {};
        answer = await makeSignInWorld().tell(operation.path, body);
      } else {
        // What changes something has a world of its own; what is refused and what is read share one.
        const changes = operation.method === "post" && status === 200;
        const world = changes ? await makeWorld() : shared;
        const before = status === 404 || status === 401 ? world.school.contents() : "";
        answer = await knock(operation, who, world);
        if (before) expect(world.school.contents()).toBe(before);
      }
      heard.push({ operation, column, answer });
      expect(answer.status).toBe(status);
    },
  );
});

describe("What was answered in all those cells", () => {
  it("was the same 404 to everyone: nobody learns what exists", () => {
    const refusals = heard.filter(({ answer }) => answer.status === 404).map(({ answer }) => without(answer));
    expect(refusals.length).toBeGreaterThan(100);
    expect(new Set(refusals).size).toBe(1);
  });

  const staff: readonly Column[] = ["office", "head"];
  const answersTo = (...some: Column[]) =>
    heard.filter(({ column, operation }) => some.includes(column) && operation.operationId !== "openapi");

  it("told no household of another's address, phone or mail address", () => {
    const others = columns.filter((column) => !staff.includes(column));
    for (const { column, operation, answer } of answersTo(...others)) {
      const own = personOf(column);
      for (const other of cast.people.filter(({ id, relations }) => id !== own?.id && relations.length > 0)) {
        if (own?.household && own.household === other.household) continue;
        const house = cast.households.find(({ id }) => id === other.household);
        for (const canary of [other.email, ...other.phones, house?.name, house?.id].filter(Boolean))
          expect([operation.operationId, column, answer.text.includes(String(canary)) ? canary : ""]).toStrictEqual([
            ...[operation.operationId, column, ""],
          ]);
      }
    }
  });

  it("told neither home of a child what the other answered, saw or was delivered", () => {
    const tells = (column: Column, word: string) =>
      answersTo(column)
        .filter(({ answer }) => answer.text.includes(word))
        .map(({ operation }) => operation.operationId);
    for (const column of ["guardian", "information", "restricted", "ended", "otherFamily", "otherGroup"] as const)
      for (const word of ["stays-home", SEEN, DELIVERED])
        expect([column, tells(column, word)]).toStrictEqual([column, []]);
    for (const column of ["otherHome", "information", "restricted", "ended", "otherFamily", "otherGroup"] as const)
      expect([column, tells(column, "needs-care")]).toStrictEqual([column, []]);
    // Their own they have, so the words above are the right ones to look for.
    expect([tells("guardian", "needs-care"), tells("otherHome", "stays-home")]).toStrictEqual([
      ["home", "answerNotice"],
      ["home", "answerNotice"],
    ]);
  });

  it("told who has no right to the child, or is off, not even that she is there", () => {
    const outsiders = ["nobody", "restricted", "ended", "otherFamily", "off", "otherGroup", "elsewhere"] as const;
    for (const { column, operation, answer } of answersTo(...outsiders))
      for (const canary of [mila.id, "Mila", "waterpokken", "Jesse", "Karin"]) {
        const own = personOf(column);
        if (own?.name.includes(canary)) continue;
        expect([operation.operationId, column, canary, answer.text.includes(canary)]).toStrictEqual([
          ...[operation.operationId, column, canary, false],
        ]);
      }
  });

  it("told another school's office nothing of this school", () => {
    for (const { operation, answer } of answersTo("elsewhere"))
      for (const canary of [KIEZELBOOM, "Kiezelboom", "Groep 3"])
        expect([operation.operationId, canary, answer.text.includes(canary)]).toStrictEqual([
          ...[operation.operationId, canary, false],
        ]);
  });

  it("told the reason only to guardians, who is on duty, office and head", () => {
    const told = heard.filter(({ answer }) => answer.text.includes("waterpokken")).map(({ column }) => column);
    expect(new Set(told)).toStrictEqual(new Set(["guardian", "otherHome", "information", "onDuty", "office", "head"]));
  });
});

const UNKNOWN = "0c8f6a52-3d0e-4c57-9f53-0d9f2b1f7a11";
/** The same kind of thing at the other school. */
const foreign: Omit<Ids, "school"> = {
  ...{ pupil: cast.finn.id, group: cast.ankerGroep.id, notice: "", teacher: cast.iris.id, person: cast.lisa.id },
};

describe("An id that is another school's, and one that is nobody's", () => {
  const inBody: Record<string, keyof Ids> = { reportSick: "pupil", answerNotice: "pupil", callOffAbsence: "teacher" };
  const rows = operations.flatMap((operation) => {
    const { path, operationId } = operation;
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof Ids);
    const names = [...inPath, inBody[operationId]].filter((name) => name !== undefined && name !== "school");
    return names.map((name) => [operationId, name, operation] as const);
  });
  it.each(rows)("%s: %s is answered alike, to the last byte", async (_, name, operation) => {
    const world = await makeWorld();
    const { school } = world;
    // A notice of the other school, of a teacher there.
    const away = { teacher: cast.iris.id, from: TUESDAY, until: TUESDAY };
    const plan = [{ group: cast.ankerGroep.id, outcome: { kind: "home" } }];
    const { body } = await school
      .as(cast.arno)
      .tell<{ notice: string }>("/teacher-absences", { ...away, groups: plan });
    const theirs = { ...foreign, notice: body.notice };
    const before = school.contents();
    for (const who of [cast.jesse, cast.wendy, cast.anneke, cast.arno]) {
      const at = (id: string) => knock(operation, who, world, { ...idsIn(world), [name as string]: id });
      const [one, other] = [await at(theirs[name as keyof typeof theirs]), await at(UNKNOWN)];
      expect([who.name, one.status, without(one)]).toStrictEqual([who.name, 404, without(other)]);
    }
    expect(school.contents()).toBe(before);
  });

  it("of a school itself is answered alike too", async () => {
    for (const operation of operations.filter(({ path }) => path.includes("{school}"))) {
      const answers: Heard[] = [];
      for (const school of [cast.ANKER, UNKNOWN])
        answers.push(await knock(operation, cast.anneke, shared, { ...idsIn(shared), school }));
      expect([operation.operationId, answers.map(({ status }) => status)]).toStrictEqual([
        ...[operation.operationId, [404, 404]],
      ]);
      expect(new Set(answers.map(without)).size).toBe(1);
    }
  });
});
