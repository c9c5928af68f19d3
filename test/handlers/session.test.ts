import { describe, expect, it, jest } from "@jest/globals";
import type { Code } from "#functions/session/codes.ts";
import { karin, samira } from "./cast.ts";
import { makeSignInWorld, ORIGIN, type Reply } from "./signIn.ts";

// A thousand sign-ins take their time on a machine that does something else too.
jest.setTimeout(30_000);

const KARIN = "karin@post.example";
const NOBODY = "niemand@post.example";
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const codeOf = ({ status, body }: Reply) => [status, body.code];
const MINUTE = 60_000;

describe("A code by mail", () => {
  it("signs in once, and never again", async () => {
    const world = makeSignInWorld();
    const begun = await world.begin();
    expect(begun.code).toMatch(/^\d{6}$/);
    const { status, body, cookies } = await world.tell("/v1/sign-in/code", { ...begun, client: "app" });
    expect([status, body, cookies]).toStrictEqual([
      200,
      {
        ...{ accessToken: expect.stringContaining(`access-${karin.login}`), expiresInSeconds: 600 },
        refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      },
      [],
    ]);
    expect(codeOf(await world.tell("/v1/sign-in/code", { ...begun, client: "app" }))).toStrictEqual([
      ...[401, "sign-in-over"],
    ]);
  });

  it("is in the person's language, and tells its code nowhere but in the text", async () => {
    const world = makeSignInWorld();
    const { code } = await world.begin();
    const [mail] = world.mailer.sent;
    expect(mail).toMatchObject({ to: KARIN, from: "code@kring.example", tags: { kind: "code" } });
    expect(mail?.subject).not.toMatch(/\d{3}/);
    expect(JSON.stringify([world.log.lines, world.queued])).not.toMatch(new RegExp(`${code}|${KARIN}`));
  });

  it("works for ten minutes", async () => {
    const world = makeSignInWorld();
    const begun = await world.begin();
    world.clock.advance(10 * MINUTE - 1);
    expect((await world.tell("/v1/sign-in/code", begun)).status).toBe(200);
    const late = await world.begin();
    world.clock.advance(10 * MINUTE);
    expect(codeOf(await world.tell("/v1/sign-in/code", late))).toStrictEqual([401, "sign-in-over"]);
  });

  it("works for ten minutes, however often something else was tried meanwhile", async () => {
    const world = makeSignInWorld();
    let { session, code } = await world.begin();
    for (let tries = 0; tries < 3; tries++) {
      world.clock.advance(3 * MINUTE);
      const wrong = await world.tell("/v1/sign-in/code", { session, code: other(code) });
      session = wrong.body.facts?.session ?? "";
    }
    world.clock.advance(MINUTE);
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code }))).toStrictEqual([401, "sign-in-over"]);
    code = "";
  });

  it("that comes out of its queue too late is not mailed", async () => {
    const world = makeSignInWorld();
    await world.say("/v1/sign-in", { email: KARIN });
    world.clock.advance(10 * MINUTE);
    await world.mailed();
    expect(world.mailer.sent).toStrictEqual([]);
  });

  it("is found by its address in whatever capitals", async () => {
    const world = makeSignInWorld({
      more: [{ sub: "5f0e3d2c-1b0a-4c9d-8e7f-6a5b4c3d2e1f", email: "Opa.Jan@Post.example" }],
    });
    const { body } = await world.tell("/v1/sign-in", { email: "opa.jan@post.example" });
    const [code] = world.codesFor("Opa.Jan@Post.example");
    expect((await world.tell("/v1/sign-in/code", { session: body.session, code })).status).toBe(200);
  });

  it("is bound to its sign-in: another sign-in's is wrong", async () => {
    const world = makeSignInWorld();
    const one = await world.begin();
    const two = await world.begin();
    expect(one.code).not.toBe(two.code);
    expect(codeOf(await world.tell("/v1/sign-in/code", { ...one, code: two.code }))).toStrictEqual([401, "wrong-code"]);
    const samiras = await world.begin("samira@post.example");
    expect((await world.tell("/v1/sign-in/code", { ...two, code: samiras.code })).status).toBe(401);
  });
});

describe("A wrong code", () => {
  it("tells how many tries are left, and the fifth ends the sign-in", async () => {
    const world = makeSignInWorld();
    let { session, code } = await world.begin();
    const left: unknown[] = [];
    for (let tries = 0; tries < 4; tries++) {
      const wrong = await world.tell("/v1/sign-in/code", { session, code: other(code) });
      expect(codeOf(wrong)).toStrictEqual([401, "wrong-code"]);
      left.push(wrong.body.facts?.triesLeft);
      session = wrong.body.facts?.session ?? "";
    }
    expect(left).toStrictEqual([4, 3, 2, 1]);
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code: other(code) }))).toStrictEqual([
      ...[401, "sign-in-over"],
    ]);
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code }))).toStrictEqual([401, "sign-in-over"]);
    code = "";
  });

  it("four times leaves the fifth try for the right one", async () => {
    const world = makeSignInWorld();
    let { session, code } = await world.begin();
    for (let tries = 0; tries < 4; tries++)
      session = (await world.tell("/v1/sign-in/code", { session, code: other(code) })).body.facts?.session ?? "";
    expect((await world.tell("/v1/sign-in/code", { session, code })).status).toBe(200);
    code = "";
  });

  it("counts where the code lies: the same session answered again and again is dead after five", async () => {
    const world = makeSignInWorld();
    const { session, code } = await world.begin();
    for (let tries = 0; tries < 5; tries++) await world.tell("/v1/sign-in/code", { session, code: other(code) });
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code }))).toStrictEqual([401, "sign-in-over"]);
  });

  it("sent side by side has no more than five tries either", async () => {
    const world = makeSignInWorld();
    const { session, code } = await world.begin();
    const guesses = Array.from({ length: 60 }, (_, index) => String(index).padStart(6, "0")).filter(
      (one) => one !== code,
    );
    const answers = await Promise.all(
      [...guesses, code].map((guess) => world.say("/v1/sign-in/code", { session, code: guess })),
    );
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([401]));
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code }))).toStrictEqual([401, "sign-in-over"]);
  });

  it("is none when the right one is pressed three times at once: it signs in exactly once", async () => {
    const world = makeSignInWorld();
    const { session, code } = await world.begin();
    const answers = await Promise.all([1, 2, 3].map(() => world.say("/v1/sign-in/code", { session, code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe("Who asks the sign-in service directly", () => {
  it("has no more guesses than by our own page, one after another or side by side", async () => {
    for (const isTogether of [true, false]) {
      const world = makeSignInWorld();
      const begun = await world.cognito.begin(KARIN);
      if (begun === "unknown") throw new Error("she is known");
      await world.mailed();
      const [code = ""] = world.codesFor(KARIN);
      const guess = (one: string) => world.cognito.answer(begun.session, KARIN, one);
      const guesses = Array.from({ length: 40 }, (_, index) => String(index).padStart(6, "0"));
      const answers = isTogether ? await Promise.all([...guesses, code].map(guess)) : [];
      if (!isTogether) for (const one of [...guesses, code]) answers.push(await guess(one));
      expect(new Set(answers)).toStrictEqual(new Set(["over"]));
    }
  });

  it("signs in with the right code once, and our own page not again with it", async () => {
    const world = makeSignInWorld();
    const begun = await world.begin();
    const ticket = JSON.parse(Buffer.from(begun.session, "base64url").toString()) as { session: string };
    expect(await world.cognito.answer(ticket.session, KARIN, begun.code)).toMatchObject({ expiresInSeconds: 600 });
    expect(await world.cognito.answer(ticket.session, KARIN, begun.code)).toBe("over");
    expect(codeOf(await world.tell("/v1/sign-in/code", begun))).toStrictEqual([401, "sign-in-over"]);
  });
});

describe("“Send it again”", () => {
  it("sends the same code, and is no try", async () => {
    const world = makeSignInWorld();
    const begun = await world.begin();
    const again = await world.tell("/v1/sign-in/resend", { session: begun.session });
    expect([again.status, Object.keys(again.body), again.body.expiresInSeconds]).toStrictEqual([
      ...[200, ["session", "expiresInSeconds"], 600],
    ]);
    expect(world.codesFor(KARIN)).toStrictEqual([begun.code, begun.code]);
    // Two mails, each shown: a mail program hides a second one with the same Message-ID.
    expect(new Set(world.mailer.sent.map(({ messageId }) => messageId)).size).toBe(2);
    let { session = "" } = again.body;
    for (let tries = 0; tries < 4; tries++)
      session = (await world.tell("/v1/sign-in/code", { session, code: other(begun.code) })).body.facts?.session ?? "";
    expect((await world.tell("/v1/sign-in/code", { session, code: begun.code })).status).toBe(200);
  });

  it("sends at most three mails for one sign-in", async () => {
    const world = makeSignInWorld();
    const { session, code } = await world.begin();
    const answers: number[] = [];
    for (let count = 0; count < 6; count++) answers.push((await world.tell("/v1/sign-in/resend", { session })).status);
    expect(answers).toStrictEqual([200, 200, 429, 429, 429, 429]);
    expect(world.codesFor(KARIN)).toStrictEqual([code, code, code]);
  });

  it("mails no code that no longer works", async () => {
    const world = makeSignInWorld();
    const { session, code } = await world.begin();
    for (let tries = 0; tries < 5; tries++) await world.tell("/v1/sign-in/code", { session, code: other(code) });
    expect(codeOf(await world.tell("/v1/sign-in/resend", { session }))).toStrictEqual([401, "sign-in-over"]);
    const used = await world.begin();
    await world.tell("/v1/sign-in/code", used);
    expect((await world.tell("/v1/sign-in/resend", { session: used.session })).status).toBe(401);
    expect(world.codesFor(KARIN)).toStrictEqual([code, used.code]);
  });
});

describe("Codes mailed to one address", () => {
  it("are at most five an hour, whoever asks for a thousand from wherever", async () => {
    const world = makeSignInWorld();
    const statuses: number[] = [];
    for (let count = 0; count < 1_000; count++) {
      const source = `203.0.113.${count % 250}`;
      const email = count % 2 === 0 ? KARIN : "Karin@Post.example";
      statuses.push((await world.tell("/v1/sign-in", { email }, { source })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(new Set(statuses)).toStrictEqual(new Set([200, 429]));
    expect(world.mailer.sent).toHaveLength(5);
    world.later(61);
    expect((await world.tell("/v1/sign-in", { email: KARIN })).status).toBe(200);
  });

  it("are at most five an hour when all thousand are there at once", async () => {
    const world = makeSignInWorld();
    await Promise.all(
      Array.from({ length: 1_000 }, (_, count) =>
        world.say("/v1/sign-in", { email: KARIN }, { source: `203.0.113.${count % 250}` }),
      ),
    );
    await world.mailed();
    expect(world.mailer.sent.length).toBeLessThanOrEqual(5);
  });

  it("are at most five an hour by sending again too, however the ticket is written", async () => {
    const world = makeSignInWorld();
    for (let count = 0; count < 5; count++) {
      const { session } = await world.begin();
      const ticket = JSON.parse(Buffer.from(session, "base64url").toString()) as { email: string };
      for (const email of ["KARIN@post.example", "Karin@post.example", " karin@post.example", "kariN@post.example"]) {
        const forged = Buffer.from(JSON.stringify({ ...ticket, email })).toString("base64url");
        await world.tell("/v1/sign-in/resend", { session: forged });
      }
    }
    expect(world.mailer.sent.length).toBeLessThanOrEqual(5);
  });

  it("are at most five an hour for who asks the sign-in service directly, and by sending those again", async () => {
    const world = makeSignInWorld();
    const begun = await Promise.all(Array.from({ length: 200 }, () => world.cognito.begin(KARIN)));
    for (let count = 0; count < 800; count++) await world.cognito.begin("Karin@Post.Example");
    for (const one of begun.slice(0, 5)) {
      const session = Buffer.from(JSON.stringify({ email: KARIN, ...(one as object) })).toString("base64url");
      await world.tell("/v1/sign-in/resend", { session });
    }
    await world.mailed();
    expect(world.mailer.sent).toHaveLength(5);
  });

  it("are all that can be guessed: past the limit a sign-in is nobody's, and its own code opens nothing", async () => {
    const world = makeSignInWorld();
    for (let count = 0; count < 5; count++) await world.cognito.begin(KARIN);
    const sixth = await world.cognito.begin(KARIN);
    if (sixth === "unknown") throw new Error("Karin has a login");
    const { code } = world.stores.limits.get({ pk: `sign-in/${sixth.signIn}`, sk: "code" }) as unknown as Code;
    expect(await world.cognito.answer(sixth.session, KARIN, code)).toBe("over");
  });

  it("are asked for at most two hundred times an hour from one place", async () => {
    const world = makeSignInWorld();
    const statuses: number[] = [];
    for (let count = 0; count < 205; count++)
      statuses.push((await world.say("/v1/sign-in", { email: `wie${count}@post.example` })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect((await world.say("/v1/sign-in", { email: KARIN }, { source: "203.0.113.9" })).status).toBe(200);
  });
});

/** What an onlooker can see of an answer: status, headers, and the shape of the body with the length of each text. */
const seenOf = ({ status, headers, body, cookies }: Reply, email: string) => {
  const shape = (value: unknown): unknown => {
    if (typeof value === "string") return `a text of ${value.length}`;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== "correlation")
        .map(([name, one]) => [name, shape(one)]),
    );
  };
  return { status, headers, cookies, body: shape(body), of: email.length };
};

/** Begin, wrong, again, wrong five times over: everything that somebody can try with an address. */
const tryAll = async (world: ReturnType<typeof makeSignInWorld>, email: string) => {
  const seen: unknown[] = [];
  const work: unknown[] = [];
  const ask = async (path: string, body: object) => {
    const [asked, called, queued] = [world.asked.length, world.calls.length, world.queued.length];
    const answer = await world.say(path, body);
    seen.push(seenOf(answer, email));
    work.push([
      ...[world.asked.slice(asked).map(({ table, operation }) => `${table} ${operation}`)],
      ...[world.calls.slice(called), world.queued.length - queued],
    ]);
    return answer;
  };
  let { session = "" } = (await ask("/v1/sign-in", { email })).body;
  for (const resend of [false, true, false, true, true, false, false, false, false]) {
    const { body } = await ask(resend ? "/v1/sign-in/resend" : "/v1/sign-in/code", {
      ...{ session, ...(resend ? {} : { code: "999999" }) },
    });
    session = body.session ?? body.facts?.session ?? session;
  }
  return { seen, work };
};

describe("An address that nobody has", () => {
  it("is answered as any other, with as much work at every port", async () => {
    const known = await tryAll(makeSignInWorld(), "samira@post.example");
    const world = makeSignInWorld();
    // As long as the known one, so that lengths can be compared.
    const unknown = await tryAll(world, "nobody@post.example");
    expect(unknown.seen).toStrictEqual(known.seen);
    expect(unknown.work).toStrictEqual(known.work);
    await world.mailed();
    expect(world.mailer.sent).toStrictEqual([]);
    expect("nobody@post.example").toHaveLength(samira.email?.length ?? 0);
  });

  it("never signs in, not even with the code that was made for it", async () => {
    const world = makeSignInWorld();
    const { session } = await world.begin(NOBODY);
    const code = world.stores.limits.all().flatMap((item) => (typeof item.code === "string" ? [item.code] : []));
    expect(code).toHaveLength(1);
    expect(codeOf(await world.tell("/v1/sign-in/code", { session, code: code[0] }))).toStrictEqual([401, "wrong-code"]);
  });

  it("is answered alike where the sign-in service itself tells", async () => {
    const strip = (seen: unknown) => JSON.parse(JSON.stringify(seen).replaceAll(/a text of \d+/g, "a text")) as unknown;
    const known = await tryAll(makeSignInWorld({ tellsUnknown: true }), "samira@post.example");
    const unknown = await tryAll(makeSignInWorld({ tellsUnknown: true }), "nobody@post.example");
    expect(strip(unknown.seen)).toStrictEqual(strip(known.seen));
  });

  it("and a ticket that nobody gave are over, not a fault", async () => {
    const world = makeSignInWorld();
    for (const session of [
      "x".repeat(20),
      Buffer.from('{"email":1,"session":"x"}').toString("base64url"),
      "=".repeat(40),
      "é".repeat(30),
    ])
      for (const path of ["/v1/sign-in/code", "/v1/sign-in/resend"]) {
        const body = path.endsWith("code") ? { session, code: "123456" } : { session };
        expect(codeOf(await world.tell(path, body))).toStrictEqual([401, "sign-in-over"]);
      }
  });
});

describe("A session", () => {
  const COOKIE = /^__Host-kring=([\w-]{43}); Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=5184000$/;
  const held = ({ cookies }: Reply) => `__Host-kring=${COOKIE.exec(cookies[0] ?? "")?.[1]}`;

  it("of the web is a cookie that no script reads, and no token in the answer", async () => {
    const world = makeSignInWorld();
    const entered = await world.enter("web");
    expect(Object.keys(entered.body)).toStrictEqual(["accessToken", "expiresInSeconds"]);
    expect(entered.cookies).toStrictEqual([expect.stringMatching(COOKIE)]);
    const refreshed = await world.tell("/v1/session/refresh", {}, { cookies: ["a=b", held(entered)], origin: ORIGIN });
    expect([refreshed.status, Object.keys(refreshed.body)]).toStrictEqual([200, ["accessToken", "expiresInSeconds"]]);
    expect(refreshed.headers["cache-control"]).toBe("no-store");
    expect(held(refreshed)).toMatch(/=[\w-]{43}$/);
    expect(held(refreshed)).not.toBe(held(entered));
  });

  it("of an app is a token in the answer, and no cookie", async () => {
    const world = makeSignInWorld();
    const { body } = await world.enter("app");
    const refreshed = await world.tell("/v1/session/refresh", { refreshToken: body.refreshToken });
    expect([refreshed.status, refreshed.cookies]).toStrictEqual([200, []]);
    expect(refreshed.body.refreshToken).not.toBe(body.refreshToken);
  });

  it("goes on from token to token", async () => {
    const world = makeSignInWorld();
    let { refreshToken } = (await world.enter("app")).body;
    for (let count = 0; count < 10; count++) {
      world.later(24 * 60);
      const { status, body } = await world.tell("/v1/session/refresh", { refreshToken });
      expect(status).toBe(200);
      refreshToken = body.refreshToken;
    }
  });

  it("forgives two tabs that wake up at once", async () => {
    const world = makeSignInWorld();
    const { refreshToken } = (await world.enter("app")).body;
    const both = await Promise.all([1, 2].map(() => world.say("/v1/session/refresh", { refreshToken })));
    expect(both.map(({ status }) => status)).toStrictEqual([200, 200]);
    world.clock.advance(19_000);
    expect((await world.tell("/v1/session/refresh", { refreshToken })).status).toBe(200);
    for (const { body } of both)
      expect((await world.tell("/v1/session/refresh", { refreshToken: body.refreshToken })).status).toBe(200);
  });

  it("whose token is used again later ends everywhere, on every device of that person and on no other's", async () => {
    const world = makeSignInWorld();
    const phone = (await world.enter("app")).body;
    const tablet = (await world.enter("app")).body;
    const samiras = (await world.enter("app", "samira@post.example")).body;
    const next = await world.tell("/v1/session/refresh", { refreshToken: phone.refreshToken });
    world.later(1);
    const stolen = await world.tell("/v1/session/refresh", { refreshToken: phone.refreshToken });
    expect(codeOf(stolen)).toStrictEqual([401, "not-signed-in"]);
    for (const { refreshToken } of [phone, next.body, tablet])
      expect((await world.tell("/v1/session/refresh", { refreshToken })).status).toBe(401);
    expect((await world.tell("/v1/session/refresh", { refreshToken: samiras.refreshToken })).status).toBe(200);
  });

  it("lives sixty days", async () => {
    const world = makeSignInWorld();
    const { refreshToken } = (await world.enter("app")).body;
    world.later(60 * 24 * 60);
    expect((await world.tell("/v1/session/refresh", { refreshToken })).status).toBe(401);
  });

  it("ends by signing out: the cookie is cleared, and its token works no more", async () => {
    const world = makeSignInWorld();
    const entered = await world.enter("web");
    const out = await world.tell("/v1/session/sign-out", {}, { cookies: [held(entered)], origin: ORIGIN });
    expect([out.status, out.body, out.cookies]).toStrictEqual([
      ...[200, { signedOut: true }],
      ["__Host-kring=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"],
    ]);
    expect((await world.tell("/v1/session/refresh", {}, { cookies: [held(entered)] })).status).toBe(401);
    // Signing out without a session is as good.
    expect((await world.tell("/v1/session/sign-out", {})).status).toBe(200);
  });

  it("ends with every token that came from it, also one that another tab still holds", async () => {
    const world = makeSignInWorld();
    const { refreshToken } = (await world.enter("app")).body;
    const both = await Promise.all([1, 2].map(() => world.say("/v1/session/refresh", { refreshToken })));
    await world.tell("/v1/session/sign-out", { refreshToken: both[0]?.body.refreshToken });
    expect((await world.tell("/v1/session/refresh", { refreshToken: both[1]?.body.refreshToken })).status).toBe(401);
  });

  it.each(["https://kring.example.attacker.example", "http://kring.example", "null", ""])(
    "is not for a page of another origin (%s), which changes nothing",
    async (origin) => {
      const world = makeSignInWorld();
      const entered = await world.enter("web");
      const cookies = [held(entered)];
      const before = JSON.stringify(world.stores.limits.all());
      for (const path of ["/v1/session/refresh", "/v1/session/sign-out"]) {
        const answer = await world.tell(path, {}, { cookies, origin });
        expect([...codeOf(answer), answer.cookies]).toStrictEqual([401, "not-signed-in", []]);
      }
      expect(JSON.stringify(world.stores.limits.all())).toBe(before);
      expect((await world.tell("/v1/session/refresh", {}, { cookies, origin: ORIGIN })).status).toBe(200);
    },
  );

  it("is nobody's without a token, with a made-up one, or with another's cookie name", async () => {
    const world = makeSignInWorld();
    const { cookies } = await world.enter("web");
    const stolen = [cookies[0]?.replace("__Host-kring", "kring") ?? ""];
    for (const sent of [
      {},
      { cookies: ["__Host-kring="] },
      { cookies: [`__Host-kring=${"A".repeat(43)}`] },
      { cookies: stolen },
    ])
      expect(codeOf(await world.tell("/v1/session/refresh", {}, sent))).toStrictEqual([401, "not-signed-in"]);
    expect(codeOf(await world.tell("/v1/session/refresh", { refreshToken: "" }))).toStrictEqual([401, "not-signed-in"]);
  });

  it("lies in the table under a key that only its token makes: nothing there opens it", async () => {
    const world = makeSignInWorld();
    const { refreshToken, accessToken } = (await world.enter("app")).body;
    const rest = JSON.stringify(world.stores.limits.all());
    for (const secret of [String(refreshToken), String(accessToken), "refresh-"]) expect(rest).not.toContain(secret);
  });
});
