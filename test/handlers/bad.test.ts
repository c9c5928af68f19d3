import { describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { Problem } from "#functions/api/problem.ts";
import type { Route } from "#functions/api/route.ts";
import { routes } from "#functions/api/routes.ts";
import { duty } from "#shared/duty/decide.ts";
import {
  anneke,
  emre,
  groep3,
  groep4,
  groep5,
  hakan,
  jesse,
  KIEZELBOOM,
  lessons,
  MONDAY,
  mila,
  noor,
  type Person,
  pim,
  samira,
  THURSDAY,
  tim,
  wendy,
} from "./cast.ts";
import { doorOf, type Heard, type Knock } from "./gateway.ts";
import { makeSchool } from "./school.ts";
import { makeSignInWorld } from "./signIn.ts";
import { wrongsOf } from "./wrongs.ts";

// Hundreds of requests in one test.
jest.setTimeout(30_000);

// The same inputs on every run: a red run is red again.
fc.configureGlobal({ seed: 20261123 });

type Right = { who?: Person; params?: Record<string, string>; query?: Record<string, string>; body?: object };

/** A world in which each route has a request that is right, and all doors of it. */
const makeWorld = async () => {
  const school = await makeSchool();
  const world = makeSignInWorld();
  await school.as(jesse).tell("/absences", { pupil: mila.id, from: MONDAY, back: null, reason: "griep" });
  const groups = [{ group: groep4.id, outcome: { kind: "home" } }];
  const away = { teacher: tim.id, from: MONDAY, until: MONDAY, groups };
  const { body } = await school.as(anneke).tell<{ notice: string }>("/teacher-absences", away);
  const { session, code } = await world.begin();
  const { refreshToken } = (await world.enter("app", "samira@post.example")).body;

  const [four, five] = [groep4.id, groep5.id];
  // A teacher of two groups, so that there are two outcomes to say.
  const taught = { teacher: pim.id, groups: [four, five], windows: lessons, from: MONDAY };
  await school.carry(duty, pim.school, pim.id, { type: "SetWorkingTime", data: taught });
  await school.settle();

  const ofSchool = { school: KIEZELBOOM };
  const ofMila = { ...ofSchool, pupil: mila.id };
  const ofNotice = { ...ofSchool, notice: body.notice };
  const ofHakan = { ...ofNotice, person: hakan.id };
  const dates = { from: MONDAY, back: THURSDAY, reason: "koorts" };
  const plans = [
    { group: five, outcome: { kind: "split", over: [groep3.id, four] } },
    { group: four, outcome: { kind: "substitute", teacher: wendy.id } },
  ];
  const right: Record<string, Right> = {
    signIn: { body: { email: "karin@post.example" } },
    answerCode: { body: { session, code, client: "web" } },
    resendCode: { body: { session } },
    refreshSession: { body: { refreshToken: String(refreshToken) } },
    signOut: { body: { refreshToken: String(refreshToken) } },
    me: { who: samira },
    reportSick: { who: samira, params: ofSchool, body: { pupil: noor.id, ...dates } },
    correctSickReport: { who: jesse, params: ofMila, body: dates },
    reportRecovery: { who: jesse, params: ofMila, body: { on: THURSDAY } },
    withdrawSickReport: { who: jesse, params: ofMila, body: {} },
    absenceOf: { who: jesse, params: ofMila },
    onDutyFor: { who: jesse, params: ofMila, query: { day: THURSDAY } },
    groupBoard: { who: wendy, params: { ...ofSchool, group: groep3.id } },
    schoolBoard: { who: anneke, params: ofSchool },
    searchPupils: { who: anneke, params: ofSchool, query: { q: "mila", limit: "10" } },
    home: { who: samira, params: ofSchool, query: { limit: "5" } },
    noticeSeen: { who: hakan, params: ofNotice, body: {} },
    answerNotice: { who: hakan, params: ofNotice, body: { pupil: emre.id, answer: "stays-home" } },
    noticeDelivery: { who: anneke, params: ofNotice },
    recipientSpoken: { who: anneke, params: ofHakan, body: {} },
    recipientSpokenUndone: { who: anneke, params: ofHakan, body: {} },
    announceAbsence: {
      ...{ who: anneke, params: ofSchool },
      body: { teacher: pim.id, from: THURSDAY, until: THURSDAY, groups: plans, note: "Neem gymschoenen mee" },
    },
    callOffAbsence: { who: anneke, params: ofNotice, body: { teacher: tim.id } },
    teachers: { who: anneke, params: ofSchool },
    audience: {
      ...{ who: anneke, params: { ...ofSchool, teacher: tim.id }, query: { from: MONDAY, until: THURSDAY } },
    },
    contactMoments: { who: samira, params: ofSchool },
    openapi: {},
  };
  const doors = {
    commands: doorOf(school.apis.commands),
    queries: doorOf(school.apis.queries),
    session: doorOf(world.api),
  };
  const rightOf = ({ operationId }: Route): Right => {
    const found = right[operationId];
    if (!found) throw new Error(`no right request of ${operationId}: say what it is`);
    return found;
  };
  return {
    rightOf,
    /** Knocks with a request that is right but for what is given. */
    knock: (route: Route, wrong: Knock = {}): Promise<Heard> => {
      const { who, params = {}, query = {}, body } = rightOf(route);
      const text = body ? JSON.stringify(body) : null;
      return doors[route.function](route, { params, query, text, login: who?.login ?? null, ...wrong });
    },
    contents: () => school.contents() + world.contents(),
    logged: () => [...school.log.lines, ...world.log.lines],
  };
};
type World = Awaited<ReturnType<typeof makeWorld>>;

const withBody = routes.filter(({ body }) => body);
const named = (list: readonly Route[]): [string, Route][] => list.map((route) => [route.operationId, route]);

/** The problem of an answer, which must be one as described. */
const problemOf = ({ status, headers, text }: Heard): Problem => {
  expect(headers["content-type"]).toBe("application/problem+json");
  const problem = JSON.parse(text) as Problem;
  expect(problem.status).toBe(status);
  return problem;
};

/** Knocks, and nothing is written by it. */
const refused = async (world: World, route: Route, wrong: Knock): Promise<Problem> => {
  const before = world.contents();
  const problem = problemOf(await world.knock(route, wrong));
  expect(world.contents()).toBe(before);
  return problem;
};

describe("A right request", () => {
  it.each(named(routes))("of %s is answered", async (_, route) => {
    const world = await makeWorld();
    const { status, headers } = await world.knock(route);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ "content-type": "application/json", "X-Content-Type-Options": "nosniff" });
  });
  it.each(named(withBody))("of %s may come as base64, and with a charset", async (_, route) => {
    const world = await makeWorld();
    const text = Buffer.from(JSON.stringify(world.rightOf(route).body)).toString("base64");
    const knock = { text, isBase64: true, contentType: "Application/JSON; charset=utf-8" };
    expect((await world.knock(route, knock)).status).toBe(200);
  });
  it.each(named(withBody))("of %s may be as long as 64 KB, and no longer", async (_, route) => {
    const world = await makeWorld();
    const body = JSON.stringify(world.rightOf(route).body);
    const wide = (bytes: number) => body + " ".repeat(bytes - Buffer.byteLength(body));
    expect((await refused(world, route, { text: wide(64 * 1024 + 1) })).code).toBe("too-large");
    const base64 = Buffer.from(wide(64 * 1024 + 1)).toString("base64");
    expect((await refused(world, route, { text: base64, isBase64: true })).code).toBe("too-large");
    expect((await world.knock(route, { text: wide(64 * 1024) })).status).toBe(200);
  });
});

describe("A body with one thing wrong", () => {
  it.each(named(withBody))("of %s is refused, the field is named, and nothing is written", async (_, route) => {
    const world = await makeWorld();
    const wrongs = wrongsOf(route, world.rightOf(route).body ?? {});
    expect(wrongs.length).toBeGreaterThanOrEqual(9);
    const before = world.contents();
    for (const { what, field, body } of wrongs) {
      const heard = await world.knock(route, { text: JSON.stringify(body) });
      const problem = problemOf(heard);
      expect([what, heard.status, problem.code]).toStrictEqual([what, 422, "bad-request"]);
      expect([what, problem.errors?.map((error) => error.field)]).toStrictEqual([
        what,
        expect.arrayContaining([field]),
      ]);
    }
    expect(world.contents()).toBe(before);
    expect(world.logged().filter(({ level }) => level === "error")).toStrictEqual([]);
  });
});

describe("A body that is none", () => {
  it.each(named(withBody))("of %s is refused by what it is", async (_, route) => {
    const world = await makeWorld();
    const right = JSON.stringify(world.rightOf(route).body);
    const codeOf = async (knock: Knock) => {
      const { status, code } = await refused(world, route, knock);
      return [status, code];
    };
    for (const text of ["{", "{'a':1}", "hello", `${right},`, "\u0000", '{"a":NaN}', "﻿{}x"])
      expect([text, ...(await codeOf({ text }))]).toStrictEqual([text, 400, "bad-json"]);
    for (const contentType of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", null])
      expect([contentType, ...(await codeOf({ text: right, contentType }))]).toStrictEqual([
        ...[contentType, 415, "bad-content-type"],
      ]);
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    for (const text of ["null", "[]", "1", '"x"', "true", deep, '{"__proto__":{"pupil":1}}', '{"":0}'])
      expect([text.slice(0, 30), ...(await codeOf({ text }))]).toStrictEqual([text.slice(0, 30), 422, "bad-request"]);
    const wide = JSON.stringify({ wide: "x".repeat(70_000) });
    expect(await codeOf({ text: wide })).toStrictEqual([413, "too-large"]);
    expect(await codeOf({ text: wide, contentType: "text/plain" })).toStrictEqual([413, "too-large"]);
    // What is not UTF-8 is read as replacement characters, and is no JSON.
    expect(await codeOf({ text: Buffer.from([0xff, 0xfe, 0x00]).toString("base64"), isBase64: true })).toStrictEqual([
      ...[400, "bad-json"],
    ]);
    if (Object.keys(JSON.parse(right) as object).length > 0 && !route.body?.safeParse({}).success)
      expect(await codeOf({ text: null })).toStrictEqual([422, "bad-request"]);
  });
});

describe("A command without a proper idempotency key", () => {
  const commands = routes.filter((route) => route.function === "commands");
  it.each(named(commands))("%s is refused", async (_, route) => {
    const world = await makeWorld();
    for (const key of [null, "", "short", "x".repeat(101), "with a space", "new\nline-key", "ключ-ключ-ключ"]) {
      const { status, code } = await refused(world, route, { key });
      expect([key, status, code]).toStrictEqual([key, 400, "key-missing"]);
    }
  });
});

describe("A path or a query that is wrong", () => {
  it.each(named(routes.filter(({ params }) => Object.keys(params.shape).length > 0)))(
    "of %s is not there",
    async (_, route) => {
      const world = await makeWorld();
      const { params = {} } = world.rightOf(route);
      for (const name of Object.keys(params))
        for (const value of ["x", "", "../..", "0", "%00", `${params[name]}x`, params[name]?.toUpperCase() ?? ""]) {
          const { status, code } = await refused(world, route, { params: { ...params, [name]: value } });
          // An absence that nobody announced is told as such.
          const wanted = code === "not-announced" && name === "notice" ? code : "not-found";
          expect([name, value, status, code]).toStrictEqual([name, value, 404, wanted]);
        }
    },
  );
  it.each(named(routes.filter(({ query }) => query)))("of %s is named", async (_, route) => {
    const world = await makeWorld();
    const { query = {} } = world.rightOf(route);
    const wrongs = Object.keys(route.query?.shape ?? {}).flatMap((name) =>
      name === "q" ? [[name, "x".repeat(81)] as const] : [[name, "\u0000"] as const, [name, "x".repeat(700)] as const],
    );
    for (const [name, value] of [...wrongs, ["extra", "1"] as const]) {
      const { status, errors } = await refused(world, route, { query: { ...query, [name]: value } });
      expect([name, status, errors?.map(({ field }) => field)]).toStrictEqual([name, 422, [name]]);
    }
  });
});

/** JSON of any shape, with names and values among it that mean something here. */
const words = fc.constantFrom(
  ...[
    "pupil",
    "from",
    "back",
    "reason",
    "groups",
    "outcome",
    "kind",
    "home",
    "session",
    "email",
    "__proto__",
    "erased",
  ],
  ...[mila.id, tim.id, MONDAY, "2026-12-07", "", "0000-01-01", "9999-12-31"],
);
const value = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    words,
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, fc.string()), tie("json"), { maxKeys: 5 }),
  ),
})).json;

describe("Whatever JSON is sent", () => {
  it.each(named(withBody))("to %s is never a fault, and only what is right is written", async (_, route) => {
    const world = await makeWorld();
    const right = world.rightOf(route).body ?? {};
    const names = Object.keys(right);
    const before = world.contents();
    const changed = fc
      .tuple(fc.constantFrom(...(names.length > 0 ? names : ["extra"])), value)
      .map(([name, other]) => ({ ...right, [name]: other }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(value, changed), async (body) => {
        const text = JSON.stringify(body);
        fc.pre(!route.body?.safeParse(JSON.parse(text)).success);
        const problem = problemOf(await world.knock(route, { text }));
        expect([problem.status, problem.errors?.length === 0]).toStrictEqual([422, false]);
      }),
      { numRuns: 60 },
    );
    expect(world.contents()).toBe(before);
  });

  it("or right but for its words is answered without a fault", async () => {
    const world = await makeWorld();
    const day = fc
      .oneof(
        fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        fc.date({ min: new Date("2026-11-10"), max: new Date("2027-02-01"), noInvalidDate: true }),
      )
      .map((date) => date.toISOString().slice(0, 10));
    const report = fc.record({
      ...{ pupil: fc.constantFrom(noor.id, mila.id), from: day, back: fc.option(day) },
      reason: fc.option(fc.string({ unit: "binary", minLength: 1, maxLength: 200 })),
    });
    const route = routes.find(({ operationId }) => operationId === "reportSick") as Route;
    await fc.assert(
      fc.asyncProperty(report, async (body) => {
        const { status } = await world.knock(route, { text: JSON.stringify(body) });
        expect([200, 404, 422]).toContain(status);
      }),
      { numRuns: 200 },
    );
    expect(world.logged()).toStrictEqual([]);
  });

  it("in a query or a path is never a fault", async () => {
    const world = await makeWorld();
    const reads = routes.filter(({ method }) => method === "get");
    const text = fc.oneof(words, fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(KIEZELBOOM, groep3.id));
    const anyKnock = fc.record({
      route: fc.constantFrom(...reads),
      query: fc.dictionary(fc.constantFrom("q", "limit", "cursor", "day", "from", "until", "x"), text, { maxKeys: 3 }),
      params: fc.dictionary(fc.constantFrom("pupil", "group", "notice", "teacher", "person"), text, { maxKeys: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(anyKnock, async ({ route, query, params }) => {
        const right = world.rightOf(route);
        const { status } = await world.knock(route, { query, params: { ...right.params, ...params } });
        expect([200, 404, 422]).toContain(status);
      }),
      { numRuns: 400 },
    );
    expect(world.logged()).toStrictEqual([]);
  });
});
