import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import type { Instant } from "#events/time.ts";
import type { GroupBoard, SchoolBoard } from "#functions/api/board.ts";
import {
  anneke,
  arno,
  bram,
  daan,
  emre,
  fenna,
  finn,
  groep3,
  groep4,
  groep5,
  groupRef,
  hakan,
  hodan,
  jesse,
  loek,
  MONDAY,
  mila,
  mirjam,
  noor,
  personRef,
  pim,
  pupilRef,
  samira,
  TUESDAY,
  tim,
  wendy,
} from "./cast.ts";
import { MORNING, makeSchool, type School } from "./school.ts";

type Office = z.infer<typeof SchoolBoard>;
type Board = z.infer<typeof GroupBoard>;
type Page = { pupils: { id: string; name: string; isSick: boolean }[]; next: string | null };

const sick = (pupil: { id: string }, from: string = MONDAY) => ({ pupil: pupil.id, from, back: null, reason: null });
const search = (school: School, query: string) => school.as(anneke).get<Page>(`/pupils?${query}`);

describe("The school's board", () => {
  it("has every group with who has it, who is sick, what was told and who is to be phoned", async () => {
    const school = await makeSchool();
    await school.as(hakan).tell("/absences", sick(emre));
    const away = { teacher: tim.id, from: MONDAY, until: TUESDAY };
    const plan = [{ group: groep4.id, outcome: { kind: "substitute", teacher: pim.id } }];
    const { body: told } = await school.as(anneke).tell("/teacher-absences", { ...away, groups: plan });
    const group = (one: typeof groep3, onDuty: (typeof tim)[], pupils: number, more: object = {}) => ({
      ...{ group: groupRef(one), onDuty: onDuty.map(personRef), away: [], isHome: false, pupils, sick: 0, ...more },
    });
    const { status, body } = await school.as(mirjam).get("/board");
    expect(status).toBe(200);
    expect(body).toStrictEqual({
      ...{ day: MONDAY, now: "07:50", isOpen: true, pupils: 6, cutOff: "08:15" },
      groups: [
        group(groep3, [wendy], 2),
        group(groep4, [pim], 3, {
          sick: 1,
          away: [
            {
              ...{ notice: told.notice, teacher: personRef(tim), until: TUESDAY },
              ...{ outcome: "substitute", insteadOf: "Meester Pim" },
            },
          ],
        }),
        group(groep5, [fenna], 1),
      ],
      sick: [{ pupil: pupilRef(emre), since: MONDAY, back: null, at: MORNING, byOffice: false, isToday: true }],
      notices: [
        {
          ...{ notice: told.notice, at: "2026-11-23T06:50:02.000Z", kind: "away", groups: [groupRef(groep4)] },
          ...{ about: "Meester Tim", families: 3, reached: 0, spoken: 0, toCall: 0 },
        },
      ],
      phoneList: [],
    });
  });

  it("is office's and head's alone", async () => {
    const school = await makeSchool();
    for (const other of [wendy, samira, pim]) expect((await school.as(other).get("/board")).status).toBe(404);
  });

  it("on a closed day is that of the next open one", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", sick(mila, "2026-11-30"));
    school.clock.set("2026-11-28T09:00:00.000Z" as Instant);
    const { body } = await school.as(anneke).get<Office>("/board");
    expect([body.day, body.isOpen, body.sick.map(({ isToday }) => isToday)]).toStrictEqual([
      ...["2026-11-30", false, [true]],
    ]);
    const { body: group } = await school.as(wendy).get<Board>(`/groups/${groep3.id}/board`);
    expect([group.day, group.isOpen, group.isOnDuty, group.sick.length]).toStrictEqual(["2026-11-30", false, true, 1]);
  });

  it("shows another school's people nothing of this one", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", sick(mila));
    const { body, text } = await school.as(arno).get<Office>("/board");
    expect([body.pupils, body.sick, body.notices]).toStrictEqual([1, [], []]);
    expect(text).not.toContain("Kiezelboom");
    expect((await school.as(arno).get(`/v1/schools/${anneke.school}/board`)).status).toBe(404);
  });
});

describe("A group's board", () => {
  const board = (group = groep3) => `/groups/${group.id}/board`;

  it("is there for its teachers, who is on duty for it, and the office", async () => {
    const school = await makeSchool();
    for (const [who, status] of [
      ...([
        [wendy, 200],
        [bram, 200],
        [anneke, 200],
        [mirjam, 200],
        [tim, 404],
        [pim, 404],
        [jesse, 404],
      ] as const),
    ])
      expect([who.name, (await school.as(who).get(board())).status]).toStrictEqual([who.name, status]);
    expect((await school.as(anneke).get(`/groups/${mila.id}/board`)).status).toBe(404);
  });

  it("is a substitute's for as long as the substitution lasts, with the names", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", sick(mila));
    const groups = [{ group: groep3.id, outcome: { kind: "substitute", teacher: pim.id } }];
    const away = { teacher: wendy.id, from: MONDAY, until: MONDAY, groups };
    await school.as(anneke).tell("/teacher-absences", away);
    const { body } = await school.as(pim).get<Board>(board());
    expect([body.isOnDuty, body.sick.length]).toStrictEqual([true, 1]);
    expect((await school.as(wendy).get<Board>(board())).body).toMatchObject({ isOnDuty: false, sick: [] });
    school.clock.set("2026-11-24T06:50:00.000Z" as Instant);
    expect((await school.as(pim).get(board())).status).toBe(404);
  });

  it("has what families answered, for who is on duty and not for who is off", async () => {
    const school = await makeSchool();
    const groups = [{ group: groep4.id, outcome: { kind: "home" } }];
    const away = { teacher: tim.id, from: MONDAY, until: MONDAY, groups };
    const { body: told } = await school.as(anneke).tell("/teacher-absences", away);
    await school.as(samira).tell(`/notices/${told.notice}/answers`, { pupil: daan.id, answer: "needs-care" });
    await school.as(hakan).tell(`/notices/${told.notice}/answers`, { pupil: emre.id, answer: "stays-home" });
    const { body } = await school.as(anneke).get<Board>(board(groep4));
    expect(body.answers).toStrictEqual([
      { pupil: pupilRef(daan), answer: "needs-care" },
      { pupil: pupilRef(emre), answer: "stays-home" },
    ]);
    expect((await school.as(tim).get<Board>(board(groep4))).body).toMatchObject({ isOnDuty: false, answers: [] });
  });
});

describe("A board that is polled", () => {
  it("is sent again only when it changed", async () => {
    const school = await makeSchool();
    for (const path of ["/board", `/groups/${groep3.id}/board`]) {
      const { headers } = await school.as(anneke).get(path);
      const etag = headers.etag ?? "";
      expect(headers).toStrictEqual({
        ...{ "content-type": "application/json", "cache-control": "private, no-cache" },
        etag: expect.stringMatching(/^"[\w-]{22}"$/),
      });
      const held = await school.as(anneke).get(path, { "if-none-match": etag });
      expect([held.status, held.text, held.headers.etag]).toStrictEqual([304, "", etag]);
      for (const same of [`W/${etag}`, `"other", ${etag}`])
        expect((await school.as(anneke).get(path, { "if-none-match": same })).status).toBe(304);
      expect((await school.as(anneke).get(path, { "if-none-match": '"other"' })).status).toBe(200);
    }
    const before = (await school.as(wendy).get(`/groups/${groep3.id}/board`)).headers.etag ?? "";
    await school.as(jesse).tell("/absences", sick(mila));
    const after = await school.as(wendy).get(`/groups/${groep3.id}/board`, { "if-none-match": before });
    expect(after.status).toBe(200);
    expect(after.headers.etag).not.toBe(before);
  });
});

describe("Pupils are found", () => {
  it("by any part of their name or group, without marks, with who is sick", async () => {
    const school = await makeSchool();
    await school.as(jesse).tell("/absences", sick(mila));
    const names = async (query: string) => (await search(school, query)).body.pupils.map(({ name }) => name);
    expect((await search(school, "q=mila")).body).toStrictEqual({
      ...{ pupils: [{ ...pupilRef(mila), isSick: true }], next: null },
    });
    expect(await names("q=AMRANÍ")).toStrictEqual([daan.name, noor.name]);
    expect(await names("q=groep 5")).toStrictEqual([hodan.name]);
    expect(await names("q=nobody")).toStrictEqual([]);
    expect(await names("")).toStrictEqual([daan, emre, hodan, loek, mila, noor].map(({ name }) => name));
    expect(await names("q=postma")).toStrictEqual([]);
  });

  it("a page at a time, each once", async () => {
    const school = await makeSchool();
    const found: string[] = [];
    let next: string | null = "";
    let pages = 0;
    while (next !== null) {
      const { body }: { body: Page } = await search(school, `limit=2${next ? `&cursor=${next}` : ""}`);
      found.push(...body.pupils.map(({ name }) => name));
      next = body.next;
      pages += 1;
    }
    expect([pages, found]).toStrictEqual([3, [daan, emre, hodan, loek, mila, noor].map(({ name }) => name)]);
  });

  it.each([
    ["forged", "no-such-place"],
    ["another school's", finn.id],
    ["of a pupil that is not on the list", "0c8f6a52-3d0e-4c57-9f53-0d9f2b1f7a11"],
  ])("not from a cursor that is %s", async (_, cursor) => {
    const school = await makeSchool();
    const { status, body } = await search(school, `limit=2&cursor=${cursor}`);
    expect([status, body]).toStrictEqual([
      422,
      expect.objectContaining({ code: "bad-request", errors: [{ field: "cursor", problem: expect.any(String) }] }),
    ]);
  });

  it("by office and head alone", async () => {
    const school = await makeSchool();
    for (const other of [wendy, samira]) expect((await school.as(other).get("/pupils?q=mila")).status).toBe(404);
  });
});
