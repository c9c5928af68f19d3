import { describe, expect, it } from "@jest/globals";
import { codeFor, mailsTo, request, signIn } from "./person.ts";
import { place } from "./place.ts";
import { arrive } from "./school.ts";

type Body = { session: string; code?: string; facts?: { session: string; triesLeft: number } };

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  request<Body>(`${place.web}/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("signing in on the deployed stack", () => {
  it("answers an address that nobody knows like one that is known, through five wrong codes", async () => {
    const known = await post("/sign-in", { email: "jesse@post.example" });
    const unknown = await post("/sign-in", { email: "niemand@post.example" });
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(Object.keys(unknown.body)).toEqual(Object.keys(known.body));
    const right = await codeFor(place, "jesse@post.example", 0);
    const wrong = right === "123456" ? "654321" : "123456";
    const tries = async (started: { session: string }): Promise<[number, string][]> => {
      const seen: [number, string][] = [];
      let { session } = started;
      for (let nth = 0; nth < 6; nth++) {
        const { status, body } = await post("/sign-in/code", { session, code: wrong });
        seen.push([status, body.code ?? ""]);
        session = body.facts?.session ?? session;
      }
      return seen;
    };
    const asked = await tries(known.body);
    expect(asked.map(([, code]) => code)).toEqual([
      ...Array.from({ length: 4 }, () => "wrong-code"),
      ...["sign-in-over", "sign-in-over"],
    ]);
    expect(await tries(unknown.body)).toEqual(asked);
    // Dead is dead: the right code comes too late.
    const late = await post("/sign-in/code", { session: known.body.session, code: right });
    expect(late.status).toBe(401);
    expect(await mailsTo(place.mailbox, "niemand@post.example")).toEqual([]);
  }, 60_000);

  it("sends the same code again on request", async () => {
    const { body } = await post("/sign-in", { email: "riet@post.example" });
    const first = await codeFor(place, "riet@post.example", 0);
    const again = await post("/sign-in/resend", { session: body.session });
    expect(again.status).toBe(200);
    expect(await codeFor(place, "riet@post.example", 1)).toBe(first);
    const session = again.body.session;
    expect((await post("/sign-in/code", { session, code: first })).status).toBe(200);
  }, 60_000);

  it("keeps a browser signed in by a cookie that no script reads, each token once", async () => {
    const { body } = await post("/sign-in", { email: "karin@post.example" });
    const code = await codeFor(place, "karin@post.example", 0);
    const signedIn = await post("/sign-in/code", { session: body.session, code });
    const cookie = signedIn.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^__Host-kring=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(signedIn.body).not.toHaveProperty("refreshToken");
    const held = cookie.split(";")[0] ?? "";
    const refreshed = await post("/session/refresh", {}, { cookie: held });
    expect(refreshed.status).toBe(200);
    expect(refreshed.headers.getSetCookie()[0]?.split(";")[0]).not.toBe(held);
    expect((await post("/session/refresh", {}, { cookie: held, origin: "https://evil.example" })).status).toBe(401);
    const next = refreshed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await post("/session/sign-out", {}, { cookie: next })).status).toBe(200);
    expect((await post("/session/refresh", {}, { cookie: next })).status).toBe(401);
  }, 60_000);

  it("refuses a missing and a forged token, and shows another school nothing", async () => {
    const guardian = await arrive("youssef@post.example");
    const url = `${place.web}/v1/schools/${guardian.school}/home`;
    expect((await request(url)).status).toBe(401);
    const [head, claims] = guardian.token.split(".");
    const forged = `${head}.${claims}.${"A".repeat(342)}`;
    expect((await request(url, { headers: { authorization: `Bearer ${forged}` } })).status).toBe(401);
    const stranger = await signIn(place, "kantoor.anker@school.example");
    const foreign = await stranger.get<object>(`/schools/${guardian.school}/board`);
    const unknown = await stranger.get<object>(`/schools/${crypto.randomUUID()}/board`);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    const but = (body: object) => ({ ...body, correlation: "" });
    expect(but(foreign.body)).toEqual(but(unknown.body));
  }, 60_000);
});
