import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import type { Instant } from "#events/time.ts";
import type { Home } from "#functions/api/notice.ts";
import { writeCursor } from "#shared/store/cursor.ts";
import {
  anneke,
  daan,
  fenna,
  groep4,
  hakan,
  jesse,
  joke,
  KIEZELBOOM,
  karin,
  lisa,
  loek,
  MONDAY,
  noor,
  personRef,
  pim,
  pupilRef,
  riet,
  samira,
  stefan,
  tim,
  wendy,
} from "./cast.ts";
import { MORNING, makeSchool, type School } from "./school.ts";

type HomeNow = z.infer<typeof Home>;

/** Tim is announced away and called off, three times over: six messages in the inboxes of group 4. */
const manyMessages = async (school: School) => {
  const groups = [{ group: groep4.id, outcome: { kind: "substitute", teacher: pim.id } }];
  for (let count = 0; count < 3; count++) {
    const body = { teacher: tim.id, from: MONDAY, until: MONDAY, groups };
    const { body: told } = await school.as(anneke).tell("/teacher-absences", body);
    await school.as(anneke).tell(`/teacher-absences/${told.notice}/call-off`, { teacher: tim.id });
  }
};
const page = (school: School, who: typeof samira, query: string) => school.as(who).get<HomeNow>(`/home?${query}`);

describe("A guardian's home", () => {
  it("has each child with its group, who has it today, and what may be done", async () => {
    const school = await makeSchool();
    await school.as(samira).tell("/absences", { pupil: noor.id, from: MONDAY, back: null });
    const { status, body } = await school.as(samira).get("/home");
    const child = (pupil: typeof noor, onDuty: typeof tim, sick: object | null) => ({
      ...{ pupil: pupilRef(pupil), mayReportSick: true, sick },
      ...{ isOpen: true, isHome: false, onDuty: [personRef(onDuty)] },
    });
    expect([status, body]).toStrictEqual([
      200,
      {
        day: MONDAY,
        children: [child(daan, tim, null), child(noor, wendy, { since: MONDAY, back: null, at: MORNING })],
        ...{ items: [], next: null },
      },
    ]);
  });

  it("says who may not report, and has nothing for who lost the right or never had one", async () => {
    const school = await makeSchool();
    const { body } = await school.as(riet).get<HomeNow>("/home");
    expect(body.children.map(({ pupil, mayReportSick }) => [pupil.name, mayReportSick])).toStrictEqual([
      ["Mila de Wit", false],
    ]);
    for (const other of [stefan, joke, tim, anneke]) {
      const { status, body: none } = await school.as(other).get("/home");
      expect([status, none]).toStrictEqual([200, { day: MONDAY, children: [], items: [], next: null }]);
    }
    expect((await school.as(lisa).get(`/v1/schools/${KIEZELBOOM}/home`)).status).toBe(404);
  });

  it("is a teacher's too who has a child at the school, and shows that child", async () => {
    const school = await makeSchool();
    const { body } = await school.as(fenna).get<HomeNow>("/home");
    expect(body.children.map(({ pupil }) => pupil)).toStrictEqual([pupilRef(loek)]);
  });

  it("is sent again only when it changed", async () => {
    const school = await makeSchool();
    const etag = (await school.as(jesse).get("/home")).headers.etag ?? "";
    expect((await school.as(jesse).get("/home", { "if-none-match": etag })).status).toBe(304);
    await school.as(karin).tell("/absences", { pupil: riet.relations[0]?.pupil, from: MONDAY, back: null });
    expect((await school.as(jesse).get("/home", { "if-none-match": etag })).status).toBe(200);
  });

  it("a day later no longer has who was back by then", async () => {
    const school = await makeSchool();
    await school.as(samira).tell("/absences", { pupil: noor.id, from: MONDAY, back: "2026-11-24" });
    school.clock.set("2026-11-24T06:50:00.000Z" as Instant);
    const { body } = await school.as(samira).get<HomeNow>("/home");
    expect(body.children.map(({ sick }) => sick)).toStrictEqual([null, null]);
  });
});

describe("The messages of a guardian", () => {
  it("come newest first, a page at a time, each once", async () => {
    const school = await makeSchool();
    await manyMessages(school);
    const all = (await page(school, samira, "")).body.items;
    expect(all.map(({ kind }) => kind)).toStrictEqual(["away-over", "away", "away-over", "away", "away-over", "away"]);
    const found: HomeNow["items"] = [];
    let next: string | null = "";
    while (next !== null) {
      const query = `limit=2${next ? `&cursor=${encodeURIComponent(next)}` : ""}`;
      const { body }: { body: HomeNow } = await page(school, samira, query);
      found.push(...body.items);
      next = body.next;
    }
    expect(found).toStrictEqual(all);
  });

  const place = (who: typeof samira, school = KIEZELBOOM) => `inbox/${school}/${who.id}`;
  const row = { pk: `${KIEZELBOOM}#notice/x`, sk: "person/x" };
  it.each([
    ["that is no cursor", "x"],
    ["of another shape", Buffer.from('{"pk":"x"}').toString("base64url")],
    ["of another person, forged", writeCursor(place(samira), { ...row, range: MORNING })],
    ["of another index", writeCursor(`registry/${KIEZELBOOM}/${hakan.id}`, { ...row, range: MORNING })],
    ["with numbers for words", Buffer.from(JSON.stringify([place(hakan), 1, 2, 3])).toString("base64url")],
    ["without a place to go on from", writeCursor(place(hakan), row)],
    ["with an empty key", Buffer.from(JSON.stringify([place(hakan), "", "", ""])).toString("base64url")],
    ["with a number for a sort key", writeCursor(place(hakan), { pk: row.pk, sk: 7, range: MORNING })],
    ["with a key that no table has", writeCursor(place(hakan), { pk: "x".repeat(400), sk: "y", range: "z" })],
  ])("with a cursor %s are not another's, and no fault", async (_, cursor) => {
    const school = await makeSchool();
    await manyMessages(school);
    const { status, body, text } = await page(school, hakan, `limit=2&cursor=${encodeURIComponent(cursor)}`);
    expect(text).not.toContain(daan.id);
    expect(text).not.toContain("inbox");
    // One that would be right but for where it points only moves the start within one's own.
    if (status === 200)
      expect(body.items.flatMap(({ pupils }) => pupils.map(({ name }) => name))).not.toContain(daan.name);
    else
      expect([status, body]).toStrictEqual([
        422,
        expect.objectContaining({ code: "bad-request", errors: [{ field: "cursor", problem: expect.any(String) }] }),
      ]);
  });

  it("with another's own cursor are refused: never the other's", async () => {
    const school = await makeSchool();
    await manyMessages(school);
    const { body: theirs } = await page(school, samira, "limit=2");
    const { status, text } = await page(school, hakan, `limit=2&cursor=${encodeURIComponent(theirs.next ?? "")}`);
    expect([status, text.includes(daan.id)]).toStrictEqual([422, false]);
  });

  it.each(["limit=0", "limit=51", "limit=x", "limit=1.5", "page=2", `cursor=${"x".repeat(601)}`])(
    "with a query that is wrong (%s) are refused, and the field is named",
    async (query) => {
      const school = await makeSchool();
      const { status, text } = await page(school, samira, query);
      expect([status, text.includes(`"field":"${query.split("=")[0]}"`)]).toStrictEqual([422, true]);
    },
  );
});
