import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import type { Instant } from "#events/time.ts";
import type { GroupBoard } from "#functions/api/board.ts";
import type { Delivery, Home } from "#functions/api/notice.ts";
import { duty } from "#shared/duty/decide.ts";
import {
  amina,
  anneke,
  bram,
  daan,
  fenna,
  groep3,
  groep4,
  groep5,
  groupRef,
  hakan,
  jesse,
  lessons,
  MONDAY,
  mirjam,
  noor,
  personRef,
  pim,
  pupilRef,
  samira,
  studyDay,
  THURSDAY,
  TUESDAY,
  tim,
  WEDNESDAY,
  wendy,
  youssef,
} from "./cast.ts";
import { MORNING, makeSchool, type School } from "./school.ts";

type HomeNow = z.infer<typeof Home>;
type DeliveryNow = z.infer<typeof Delivery>;
type Board = z.infer<typeof GroupBoard>;

const path = "/teacher-absences";
const home = { kind: "home" } as const;
const timAway = (outcome: object = home, more: object = {}) => ({
  ...{ teacher: tim.id, from: MONDAY, until: MONDAY, groups: [{ group: groep4.id, outcome }], ...more },
});
const announce = async (school: School, body: object = timAway()) => {
  const { status, body: told } = await school.as(anneke).tell<{ notice: string }>(path, body);
  expect(status).toBe(200);
  return told.notice;
};
const whoIs = async (school: School, group = groep4) => {
  const { body } = await school.as(anneke).get<Board>(`/groups/${group.id}/board`);
  return { onDuty: body.onDuty.map(({ name }) => name), away: body.away.map(({ teacher }) => teacher.name) };
};

describe("A teacher is away (S4)", () => {
  it("is answered with the notice, the days and what happens to each group", async () => {
    const school = await makeSchool();
    const { status, body } = await school.as(anneke).tell(path, timAway({ kind: "substitute", teacher: pim.id }));
    expect(status).toBe(200);
    expect(body).toStrictEqual({
      notice: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ teacher: personRef(tim), from: MONDAY, until: MONDAY, isCalledOff: false },
      groups: [{ group: groupRef(groep4), outcome: { kind: "substitute", teacher: pim.id } }],
    });
  });

  it.each([
    ["a duo partner", { kind: "duo", teacher: bram.id }, { onDuty: ["Meester Bram"], insteadOf: "Meester Bram" }],
    ["a substitute", { kind: "substitute", teacher: pim.id }, { onDuty: ["Meester Pim"], insteadOf: "Meester Pim" }],
    [
      "other groups",
      { kind: "split", over: [groep5.id, groep3.id] },
      { onDuty: ["Juf Fenna", "Juf Wendy"], insteadOf: "Groep 5, Groep 3" },
    ],
    ["nobody: children stay home", home, { onDuty: [], insteadOf: "" }],
  ])("taken over by %s: in every inbox and mailbox, in the ledger, and on the boards", async (_, outcome, wanted) => {
    const school = await makeSchool();
    expect(await whoIs(school)).toStrictEqual({ onDuty: ["Meester Tim"], away: [] });
    const notice = await announce(school, timAway(outcome));

    expect(await whoIs(school)).toStrictEqual({ onDuty: wanted.onDuty, away: ["Meester Tim"] });
    const isHome = outcome.kind === "home";
    const { body: inbox } = await school.as(samira).get<HomeNow>("/home");
    expect(inbox.items).toStrictEqual([
      {
        ...{ notice, kind: "away", at: MORNING, groups: [groupRef(groep4)], pupils: [pupilRef(daan)] },
        ...{ teacher: personRef(tim), days: { from: MONDAY, until: MONDAY } },
        ...{ outcome: outcome.kind, insteadOf: wanted.insteadOf, title: null, note: null },
        asks: isHome ? { until: "2026-11-23T15:30:00.000Z", answers: [{ pupil: daan.id, answer: null }] } : null,
        ...{ seenAt: null, isCalledOff: false },
      },
    ]);
    expect(inbox.children.find(({ pupil }) => pupil.id === daan.id)?.isHome).toBe(isHome);
    expect(school.mailer.sent.map(({ to }) => to).sort()).toStrictEqual(
      [fenna, hakan, samira, youssef].map(({ email }) => email),
    );

    const { body: ledger } = await school.as(anneke).get<DeliveryNow>(`/notices/${notice}/delivery`);
    expect(
      ledger.recipients.map(({ person, mail, app, isReached }) => [person.name, mail.state, app, isReached]),
    ).toEqual([samira, youssef, fenna, hakan].map(({ name }) => [name, "sent", { at: MORNING, seenAt: null }, false]));
    expect([ledger.families, ledger.asked.length > 0, ledger.isListed]).toStrictEqual([
      // Before the set time nobody is to be phoned.
      { total: 3, reached: 0, spoken: 0, toCall: 0 },
      isHome,
      false,
    ]);
    // Nobody of another group has heard anything.
    expect((await school.as(jesse).get<HomeNow>("/home")).body.items).toStrictEqual([]);
  });

  it("is told in the words of who announced it, sealed everywhere but in inbox and mail", async () => {
    const school = await makeSchool();
    await announce(school, timAway(home, { note: "Opvang in het speellokaal" }));
    const { body } = await school.as(hakan).get<HomeNow>("/home");
    expect(body.items.map(({ note }) => note)).toStrictEqual(["Opvang in het speellokaal"]);
    for (const { text, subject } of school.mailer.sent) {
      expect(text).toContain("Opvang in het speellokaal");
      expect(subject).not.toContain("speellokaal");
    }
    for (const sink of [school.contents(), JSON.stringify(school.bus.events), JSON.stringify(school.log.lines)])
      expect(sink).not.toContain("speellokaal");
  });

  it("reaches who has no address in the app, and the ledger says so", async () => {
    const school = await makeSchool();
    const body = { ...timAway(), teacher: fenna.id, groups: [{ group: groep5.id, outcome: home }] };
    const notice = await announce(school, body);
    const { body: ledger } = await school.as(mirjam).get<DeliveryNow>(`/notices/${notice}/delivery`);
    expect(ledger.recipients.map(({ person, mail, app, why }) => [person.name, mail.state, app.at, why])).toStrictEqual(
      [[amina.name, "none", MORNING, "no-address"]],
    );
  });

  it("shows guardian and mail each child of theirs in its own group", async () => {
    const school = await makeSchool();
    const notice = await announce(school, {
      ...{ teacher: wendy.id, from: MONDAY, until: WEDNESDAY },
      groups: [{ group: groep3.id, outcome: { kind: "substitute", teacher: pim.id } }],
    });
    const { body } = await school.as(samira).get<HomeNow>("/home");
    expect(body.items.map(({ notice: one, pupils }) => [one, pupils])).toStrictEqual([[notice, [pupilRef(noor)]]]);
    expect(body.children.map(({ pupil, onDuty }) => [pupil.id, onDuty])).toStrictEqual([
      [daan.id, [personRef(tim)]],
      [noor.id, [personRef(pim)]],
    ]);
  });

  it("is announced by office and head, and to anyone else there is no such thing", async () => {
    const school = await makeSchool();
    expect((await school.as(mirjam).tell(path, timAway())).status).toBe(200);
    const before = school.contents();
    for (const other of [wendy, tim, samira, jesse])
      expect((await school.as(other).tell(path, timAway(home, { from: TUESDAY, until: TUESDAY }))).status).toBe(404);
    expect(school.contents()).toBe(before);
  });

  const both = [groep4, groep5].map(({ id }) => ({ group: id, outcome: home }));
  it.each([
    ["in the past", timAway(home, { from: "2026-11-19", until: "2026-11-20" }), "away-in-the-past", { today: MONDAY }],
    ["backwards", timAway(home, { from: TUESDAY }), "until-before-from", { from: TUESDAY }],
    ["for a group of somebody else", timAway(home, { groups: both }), "not-their-group", { groups: [groep5.id] }],
    [
      "without an outcome for each group",
      timAway(home, { teacher: wendy.id, groups: [{ group: groep4.id, outcome: home }] }),
      ...(["not-their-group", { groups: [groep4.id] }] as const),
    ],
    [
      "taken over by nobody we know",
      timAway({ kind: "duo", teacher: anneke.id }),
      "not-available",
      { group: groep4.id },
    ],
    ["taken over by herself", timAway({ kind: "substitute", teacher: tim.id }), "not-available", { group: groep4.id }],
    ["split over itself", timAway({ kind: "split", over: [groep4.id] }), "not-available", { group: groep4.id }],
  ])("is refused %s", async (_, body, code, facts) => {
    const school = await makeSchool();
    const before = school.contents();
    const answer = await school.as(anneke).tell(path, body);
    expect([answer.status, answer.body.code, answer.body.facts]).toStrictEqual([422, code, facts]);
    expect(school.contents()).toBe(before);
  });

  it("is refused when a group has no outcome, and names it", async () => {
    const school = await makeSchool();
    const taught = { teacher: pim.id, groups: [groep4.id, groep5.id], windows: lessons, from: MONDAY } as const;
    await school.carry(duty, pim.school, pim.id, {
      type: "SetWorkingTime",
      data: { ...taught, groups: [groep4.id, groep5.id] },
    });
    await school.settle();
    const body = timAway(home, { teacher: pim.id });
    const answer = await school.as(anneke).tell(path, body);
    expect([answer.status, answer.body.code, answer.body.facts]).toStrictEqual([
      ...[422, "group-without-outcome", { groups: [groep5.id] }],
    ]);
  });

  it("is refused when a group is named twice, with two outcomes", async () => {
    const school = await makeSchool();
    const groups = [home, { kind: "substitute", teacher: pim.id }].map((outcome) => ({ group: groep4.id, outcome }));
    const answer = await school.as(anneke).tell(path, timAway(home, { groups }));
    expect([answer.status, answer.body.errors]).toStrictEqual([
      ...[422, [{ field: "groups", problem: "name each group once" }]],
    ]);
  });

  it("is refused while the teacher is away already, and names those days", async () => {
    const school = await makeSchool();
    await announce(school, timAway(home, { until: WEDNESDAY }));
    const answer = await school.as(mirjam).tell(path, timAway(home, { from: TUESDAY, until: THURSDAY }));
    expect([answer.status, answer.body.code, answer.body.facts]).toStrictEqual([
      ...[409, "already-away", { from: MONDAY, until: WEDNESDAY }],
    ]);
    expect(school.mailer.sent).toHaveLength(4);
  });

  it("can't be taken over by who is away too", async () => {
    const school = await makeSchool();
    await announce(school, { ...timAway(), teacher: wendy.id, groups: [{ group: groep3.id, outcome: home }] });
    const answer = await school.as(anneke).tell(path, timAway({ kind: "substitute", teacher: wendy.id }));
    expect([answer.status, answer.body.code]).toStrictEqual([422, "not-available"]);
  });

  it("with the same key is one absence: the same answer, and nobody is told twice", async () => {
    const school = await makeSchool();
    const first = await school.as(anneke).tell(path, timAway(), "tim-is-away");
    const again = await school.as(anneke).tell(path, timAway(), "tim-is-away");
    expect([again.status, again.text]).toStrictEqual([200, first.text]);
    expect(school.mailer.sent).toHaveLength(4);
    expect((await school.as(samira).get<HomeNow>("/home")).body.items).toHaveLength(1);
  });

  it("with the same key and other days is still what it was", async () => {
    const school = await makeSchool();
    const first = await school.as(anneke).tell(path, timAway(), "tim-is-away");
    const again = await school.as(anneke).tell(path, timAway(home, { until: THURSDAY }), "tim-is-away");
    expect(again.text).toBe(first.text);
  });

  it("with the same key for another teacher is a notice of its own", async () => {
    const school = await makeSchool();
    const first = await school.as(anneke).tell(path, timAway(), "somebody-is-away");
    const body = { ...timAway(), teacher: wendy.id, groups: [{ group: groep3.id, outcome: home }] };
    const other = await school.as(anneke).tell(path, body, "somebody-is-away");
    expect(other.status).toBe(200);
    expect(other.body.notice).not.toBe(first.body.notice);
    expect((await school.as(jesse).get<HomeNow>("/home")).body.items.map(({ teacher }) => teacher)).toStrictEqual([
      personRef(wendy),
    ]);
  });

  it("announced by two people at once is one absence", async () => {
    const school = await makeSchool();
    const answers = await Promise.all([school.as(anneke).say(path, timAway()), school.as(mirjam).say(path, timAway())]);
    await school.settle();
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([200, 409]);
    expect(school.mailer.sent).toHaveLength(4);
  });
});

describe("Called off", () => {
  const callOff = (notice: string) => `${path}/${notice}/call-off`;

  it("the teacher is on duty again, and who was told is told this too", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    const { status, body } = await school.as(anneke).tell(callOff(notice), { teacher: tim.id });
    expect([status, body]).toStrictEqual([
      200,
      {
        ...{ notice, teacher: personRef(tim), from: MONDAY, until: MONDAY, isCalledOff: true },
        groups: [{ group: groupRef(groep4), outcome: home }],
      },
    ]);
    expect(await whoIs(school)).toStrictEqual({ onDuty: ["Meester Tim"], away: [] });
    expect(school.mailer.sent).toHaveLength(8);

    const { body: ledger } = await school.as(anneke).get<DeliveryNow>(`/notices/${notice}/delivery`);
    expect(ledger.isCalledOff).toBe(true);
    const { body: inbox } = await school.as(samira).get<HomeNow>("/home");
    expect(inbox.items.map(({ notice: one, kind, asks, isCalledOff }) => [one, kind, asks, isCalledOff])).toStrictEqual(
      [
        [ledger.overNotice, "away-over", null, false],
        [notice, "away", { until: "2026-11-23T15:30:00.000Z", answers: [{ pupil: daan.id, answer: null }] }, true],
      ],
    );
  });

  it("again, by the same key or by a colleague, it is as it was and nobody is told twice", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    const first = await school.as(anneke).tell(callOff(notice), { teacher: tim.id }, "tim-is-there");
    const again = await school.as(anneke).tell(callOff(notice), { teacher: tim.id }, "tim-is-there");
    const colleague = await school.as(mirjam).tell(callOff(notice), { teacher: tim.id });
    expect([again.text, colleague.text]).toStrictEqual([first.text, first.text]);
    expect(school.mailer.sent).toHaveLength(8);
  });

  it("by two people at once, both hear that it is", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    const answers = await Promise.all(
      [anneke, mirjam].map((one) => school.as(one).say(callOff(notice), { teacher: tim.id })),
    );
    await school.settle();
    expect(answers.map(({ status, body }) => [status, body.isCalledOff])).toStrictEqual([
      [200, true],
      [200, true],
    ]);
    expect(school.mailer.sent).toHaveLength(8);
  });

  it("there is nothing where nothing was announced, or of another teacher", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    const before = school.contents();
    for (const [one, teacher] of [
      ["0c8f6a52-3d0e-4c57-9f53-0d9f2b1f7a11", tim],
      [notice, wendy],
    ] as const) {
      const answer = await school.as(anneke).tell(callOff(one), { teacher: teacher.id });
      expect([answer.status, answer.body.code]).toStrictEqual([404, "not-announced"]);
    }
    expect((await school.as(samira).tell(callOff(notice), { teacher: tim.id })).body.code).toBe("not-found");
    expect(school.contents()).toBe(before);
  });

  it("the teacher can be announced away again", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    await school.as(anneke).tell(callOff(notice), { teacher: tim.id });
    expect(await announce(school)).not.toBe(notice);
  });
});

describe("The teachers of the school", () => {
  it("are told to the office with who works today and who is away", async () => {
    const school = await makeSchool();
    const notice = await announce(school);
    const { body } = await school.as(anneke).get("/teachers");
    const of = (one: typeof tim, groups: (typeof groep4)[], days: string, more: object = {}) => ({
      ...{ ...personRef(one), groups: groups.map(groupRef), isWorking: true, days: [...days], away: null, ...more },
    });
    expect(body).toStrictEqual({
      day: MONDAY,
      groups: [groep3, groep4, groep5].map(groupRef),
      teachers: [
        of(fenna, [groep5], "12345"),
        of(wendy, [groep3], "123"),
        of(bram, [groep3], "45", { isWorking: false }),
        of(pim, [], "12345"),
        of(tim, [groep4], "12345", { isWorking: false, away: { notice, from: MONDAY, until: MONDAY } }),
      ],
    });
    for (const other of [wendy, samira]) expect((await school.as(other).get("/teachers")).status).toBe(404);
  });

  it("have an audience in numbers, before anything is sent", async () => {
    const school = await makeSchool();
    const audience = (teacher = tim, days = `from=${MONDAY}&until=${TUESDAY}`) =>
      school.as(anneke).get(`/teachers/${teacher.id}/audience?${days}`);
    expect((await audience()).body).toStrictEqual({
      ...{ groups: [groupRef(groep4)], pupils: 3, guardians: 4, families: 3, withoutAddress: 0 },
    });
    expect((await audience(fenna)).body).toStrictEqual({
      ...{ groups: [groupRef(groep5)], pupils: 1, guardians: 1, families: 1, withoutAddress: 1 },
    });
    // Mila has two homes and who has information only; the restricted and the delegate of last week are no audience.
    expect((await audience(wendy)).body).toStrictEqual({
      ...{ groups: [groupRef(groep3)], pupils: 2, guardians: 5, families: 4, withoutAddress: 0 },
    });
    expect((await audience(bram)).body).toMatchObject({ groups: [], pupils: 0, guardians: 0 });
    const backwards = await audience(tim, `from=${TUESDAY}&until=${MONDAY}`);
    expect([backwards.status, backwards.body.code]).toStrictEqual([422, "until-before-from"]);
    expect((await audience(anneke)).status).toBe(404);
    expect((await school.as(wendy).get(`/teachers/${tim.id}/audience?from=${MONDAY}&until=${MONDAY}`)).status).toBe(
      404,
    );
  });

  it("can be reached when and how, for a guardian's children", async () => {
    const school = await makeSchool();
    await announce(school, timAway(home, { until: WEDNESDAY }));
    const { body } = await school
      .as(samira)
      .get<{ children: { pupil: { id: string }; teachers: { id: string }[] }[] }>("/contact-moments");
    const spans = [
      { from: "08:00", until: "08:25" },
      { from: "14:45", until: "16:30" },
    ];
    const of = (teacher: typeof tim, days: string, isToday: boolean, nextWorkingDay: string) => ({
      ...{ ...personRef(teacher), windows: Object.fromEntries([...days].map((day) => [day, spans])) },
      ...{ isWorkingToday: isToday, nextWorkingDay, times: isToday ? spans : [] },
      // It is 07:50: the next moment is eight o'clock of a day that the teacher works.
      phone: { fits: false, at: `${nextWorkingDay}T07:00:00.000Z` },
    });
    const byId = <T extends { id: string }>(list: T[]) => list.sort((one, other) => (one.id < other.id ? -1 : 1));
    const children = body.children
      .map((child) => ({ ...child, teachers: byId(child.teachers) }))
      .sort((one, other) => (one.pupil.id < other.pupil.id ? -1 : 1));
    expect({ ...body, children }).toStrictEqual({
      ...{ school: { name: "De Kiezelboom", phone: "030 000 00 01", cutOff: "08:15" }, day: MONDAY, isOpen: true },
      children: [
        {
          ...{ pupil: pupilRef(noor), lessons },
          teachers: byId([of(wendy, "123", true, MONDAY), of(bram, "45", false, THURSDAY)]),
        },
        { pupil: pupilRef(daan), lessons, teachers: [of(tim, "12345", false, THURSDAY)] },
      ].sort((one, other) => (one.pupil.id < other.pupil.id ? -1 : 1)),
      closed: [studyDay],
    });
  });

  it("are fit to be phoned inside their windows, and the answer stays the same meanwhile", async () => {
    const school = await makeSchool();
    school.clock.set("2026-11-23T07:10:00.000Z" as Instant);
    const { text, headers } = await school.as(jesse).get("/contact-moments");
    expect(text).toContain('"phone":{"fits":true,"at":null}');
    school.clock.advance(60_000);
    expect((await school.as(jesse).get("/contact-moments", { "if-none-match": headers.etag ?? "" })).status).toBe(304);
  });
});

describe("Days away", () => {
  it.each([`from=0001-01-01&until=9999-12-31`, `from=${MONDAY}&until=9999-12-31`])(
    "so many (%s) are refused before anybody counts them",
    async (days) => {
      const school = await makeSchool();
      const began = performance.now();
      const asked = await school.as(anneke).get(`/teachers/${pim.id}/audience?${days}`);
      const { from, until } = Object.fromEntries(new URLSearchParams(days)) as { from: string; until: string };
      const told = await school.as(anneke).tell(path, timAway(home, { from, until, teacher: pim.id }));
      expect([asked.status, told.status]).toStrictEqual([422, 422]);
      // Counted one by one, they would take minutes.
      expect(performance.now() - began).toBeLessThan(4_000);
    },
  );
});
