import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import type { Instant } from "#events/time.ts";
import type { GroupBoard, SchoolBoard } from "#functions/api/board.ts";
import type { Delivery, Home, Recipient } from "#functions/api/notice.ts";
import { person } from "#shared/people/decide.ts";
import { Fault } from "#shared/ports/fault.ts";
import {
  anneke,
  daan,
  emre,
  fenna,
  groep3,
  groep4,
  groupRef,
  hakan,
  jesse,
  KIEZELBOOM,
  karin,
  kwikstaart,
  lisa,
  loek,
  MONDAY,
  meidoorn,
  mila,
  mirjam,
  noor,
  type Person,
  personRef,
  pim,
  pupilRef,
  riet,
  samira,
  tim,
  wendy,
  youssef,
  zilverpad,
} from "./cast.ts";
import { MORNING, makeSchool, type School } from "./school.ts";

type HomeNow = z.infer<typeof Home>;
type DeliveryNow = z.infer<typeof Delivery>;
type RecipientNow = z.infer<typeof Recipient>;
type Office = z.infer<typeof SchoolBoard>;

const LISTED = "2026-11-23T07:20:00.000Z" as Instant;
const CLOSES = "2026-11-23T15:30:00.000Z" as Instant;
const home = { kind: "home" };
const substitute = { kind: "substitute", teacher: pim.id };

/** Tim is away today: group 4 stays home, unless something else is said. */
const timAway = async (school: School, outcome: object = home, key = "tim-is-away") => {
  const body = { teacher: tim.id, from: MONDAY, until: MONDAY, groups: [{ group: groep4.id, outcome }] };
  const { body: told } = await school.as(anneke).tell<{ notice: string }>("/teacher-absences", body, key);
  return `/notices/${told.notice}`;
};
/** Wendy is away today, and Mila's two homes are asked. */
const wendyBody = {
  ...{ teacher: wendy.id, from: MONDAY, until: MONDAY, groups: [{ group: groep3.id, outcome: home }] },
};
const wendyAway = async (school: School) => {
  const { body } = await school.as(anneke).tell<{ notice: string }>("/teacher-absences", wendyBody);
  return `/notices/${body.notice}`;
};
const inboxOf = async (school: School, who: Person) => (await school.as(who).get<HomeNow>("/home")).body.items;
const ledgerOf = async (school: School, notice: string) =>
  (await school.as(anneke).get<DeliveryNow>(`${notice}/delivery`)).body;
const rowOf = async (school: School, notice: string, who: Person) =>
  (await ledgerOf(school, notice)).recipients.find((row) => row.person.id === who.id);
const phoneList = async (school: School) =>
  (await school.as(anneke).get<Office>("/board")).body.phoneList.map(({ recipient }) => [
    recipient.person.name,
    recipient.why,
  ]);
const answersOf = async (school: School, who: Person) =>
  (await inboxOf(school, who)).map(({ asks }) => asks?.answers.map(({ answer }) => answer));
const eventsOf = (school: School, notice: string) =>
  school.stores.events
    .query(`${KIEZELBOOM}#${notice.slice(1).replace("notices", "notice")}`)
    .items.map(({ events }) => (events as { type: string }[]).map(({ type }) => type));

describe("An answer to “children stay home”", () => {
  it("is answered as it was understood, and stands in inbox, board and ledger", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    const answer = { pupil: emre.id, answer: "needs-care" };
    const { status, body } = await school.as(hakan).tell(`${notice}/answers`, answer);
    expect([status, body]).toStrictEqual([200, { notice: notice.slice(9), ...answer, at: "2026-11-23T06:50:02.000Z" }]);
    expect(await answersOf(school, hakan)).toStrictEqual([["needs-care"]]);
    const { body: board } = await school.as(anneke).get<z.infer<typeof GroupBoard>>(`/groups/${groep4.id}/board`);
    expect(board.answers).toStrictEqual([{ pupil: pupilRef(emre), answer: "needs-care" }]);
    expect(await rowOf(school, notice, hakan)).toMatchObject({ answers: [answer], isReached: true, why: null });
    expect((await ledgerOf(school, notice)).families).toMatchObject({ total: 3, reached: 1 });
  });

  it("can be changed until it closes, and not after", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    const say = (answer: string) => school.as(hakan).tell(`${notice}/answers`, { pupil: emre.id, answer });
    await say("needs-care");
    school.clock.set("2026-11-23T15:29:57.999Z" as Instant);
    expect((await say("stays-home")).status).toBe(200);
    expect(await answersOf(school, hakan)).toStrictEqual([["stays-home"]]);
    school.clock.set(CLOSES);
    const before = school.contents();
    const late = await say("needs-care");
    expect([late.status, late.body.code, late.body.facts]).toStrictEqual([409, "closed", { closedAt: CLOSES }]);
    expect(school.contents()).toBe(before);
  });

  it("is the family's: whoever of the household gives it", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    await school.as(samira).tell(`${notice}/answers`, { pupil: daan.id, answer: "stays-home" });
    expect(await answersOf(school, youssef)).toStrictEqual([["stays-home"]]);
    await school.as(youssef).tell(`${notice}/answers`, { pupil: daan.id, answer: "needs-care" });
    expect(await answersOf(school, samira)).toStrictEqual([["needs-care"]]);
  });

  it("is not shown to the child's other household, which gives its own", async () => {
    const school = await makeSchool();
    const notice = await wendyAway(school);
    const say = (who: Person, answer: string) => school.as(who).tell(`${notice}/answers`, { pupil: mila.id, answer });
    await say(jesse, "needs-care");
    expect([await answersOf(school, karin), await answersOf(school, riet)]).toStrictEqual([[[null]], [[null]]]);
    await say(karin, "needs-care");
    expect([await answersOf(school, jesse), await answersOf(school, karin)]).toStrictEqual([
      [["needs-care"]],
      [["needs-care"]],
    ]);
    await say(karin, "stays-home");
    expect([await answersOf(school, jesse), await answersOf(school, karin)]).toStrictEqual([
      [["needs-care"]],
      [["stays-home"]],
    ]);
    // At school it is the child who needs care or does not: the last word counts.
    expect((await rowOf(school, notice, jesse))?.answers).toStrictEqual([{ pupil: mila.id, answer: "stays-home" }]);
  });

  it("is not asked where somebody takes over", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    const answer = await school.as(hakan).tell(`${notice}/answers`, { pupil: emre.id, answer: "stays-home" });
    expect([answer.status, answer.body.code, answer.body.facts]).toStrictEqual([409, "not-asked", undefined]);
  });

  it("is not there to give for another's child, without the right to act, or who was not told", async () => {
    const school = await makeSchool();
    const notice = await wendyAway(school);
    const before = school.contents();
    for (const [who, pupil] of [
      ...([
        [riet, mila],
        [jesse, noor],
        [samira, daan],
        [hakan, mila],
        [anneke, mila],
        [lisa, mila],
      ] as const),
    ]) {
      const answer = await school.as(who).tell(`${notice}/answers`, { pupil: pupil.id, answer: "stays-home" });
      expect([who.name, answer.status]).toStrictEqual([who.name, 404]);
    }
    expect(school.contents()).toBe(before);
  });

  it("with the same key is one answer, also when it changed nothing or says something else", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    const say = (who: Person, answer: string, key: string) =>
      school.as(who).tell(`${notice}/answers`, { pupil: daan.id, answer }, key);
    const first = await say(samira, "needs-care", "samira-first");
    const nothing = await say(samira, "needs-care", "samira-again");
    await say(youssef, "stays-home", "youssef-first");
    expect((await say(samira, "needs-care", "samira-first")).text).toBe(first.text);
    expect((await say(samira, "needs-care", "samira-again")).text).toBe(nothing.text);
    expect((await say(samira, "stays-home", "samira-first")).text).toBe(first.text);
    expect(eventsOf(school, notice)).toStrictEqual([["NoticeAnswered"], [], ["NoticeAnswered"]]);
    expect(await answersOf(school, samira)).toStrictEqual([["stays-home"]]);
  });

  it("by two at once is both answers, one after the other", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    const say = (who: Person, answer: string) => school.as(who).say(`${notice}/answers`, { pupil: daan.id, answer });
    const both = await Promise.all([say(samira, "needs-care"), say(youssef, "stays-home")]);
    await school.settle();
    expect(both.map(({ status, body }) => [status, body.answer])).toStrictEqual([
      [200, "needs-care"],
      [200, "stays-home"],
    ]);
    expect(eventsOf(school, notice)).toStrictEqual([["NoticeAnswered"], ["NoticeAnswered"]]);
  });
});

describe("A notice that was seen", () => {
  it("is answered with when, the first time and each time after it", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    const seen = { notice: notice.slice(9), seenAt: "2026-11-23T06:50:02.000Z" };
    const first = await school.as(hakan).tell(`${notice}/seen`, {}, "hakan-looks");
    expect([first.status, first.body]).toStrictEqual([200, seen]);
    expect((await school.as(hakan).tell(`${notice}/seen`, {}, "hakan-looks")).body).toStrictEqual(seen);
    expect((await school.as(hakan).tell(`${notice}/seen`, {})).body).toStrictEqual(seen);
    expect((await inboxOf(school, hakan)).map(({ seenAt }) => seenAt)).toStrictEqual([seen.seenAt]);
    expect(await rowOf(school, notice, hakan)).toMatchObject({
      ...{ app: { at: MORNING, seenAt: seen.seenAt }, isReached: true, why: null },
    });
  });

  it("reaches the family, though not in the other's name", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    await school.as(samira).tell(`${notice}/seen`, {});
    expect((await inboxOf(school, youssef)).map(({ seenAt }) => seenAt)).toStrictEqual([null]);
    expect((await ledgerOf(school, notice)).families).toMatchObject({ total: 3, reached: 1 });
  });

  it("is not there for who was not told", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    for (const other of [jesse, anneke, tim, lisa])
      expect((await school.as(other).tell(`${notice}/seen`, {})).status).toBe(404);
    expect((await school.as(hakan).tell(`/notices/${emre.id}/seen`, {})).status).toBe(404);
  });
});

describe("The ledger of a notice", () => {
  it("tells office and head per guardian and channel who was reached", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    await school.mailEvent("samira@post.example", "Delivery");
    await school.mailEvent("hakan@post.example", "Bounce");
    const { body } = await school.as(mirjam).get<DeliveryNow>(`${notice}/delivery`);
    const at = "2026-11-23T06:50:02.000Z";
    const row = (who: Person, household: { id: string; name: string }, pupil: typeof daan, more: object) => ({
      ...{ person: personRef(who), household: { id: household.id, name: household.name }, pupils: [pupilRef(pupil)] },
      ...{ app: { at: MORNING, seenAt: null }, answers: [], spoken: null, phones: who.phones, ...more },
    });
    const sent = { mail: { state: "sent", at: MORNING }, isReached: false, why: "not-opened" };
    expect(body).toStrictEqual({
      ...{ notice: notice.slice(9), kind: "away", at: MORNING, author: personRef(anneke) },
      ...{ groups: [groupRef(groep4)], teacher: personRef(tim), days: { from: MONDAY, until: MONDAY } },
      ...{ asked: [], isCalledOff: false, overNotice: null, listedAt: LISTED, isListed: false },
      families: { total: 3, reached: 1, spoken: 0, toCall: 0 },
      recipients: [
        row(samira, kwikstaart, daan, { mail: { state: "delivered", at }, isReached: true, why: null }),
        row(youssef, kwikstaart, daan, sent),
        row(fenna, meidoorn, loek, sent),
        row(hakan, zilverpad, emre, { mail: { state: "bounced", at }, isReached: false, why: "bounced" }),
      ],
    });
  });

  it("is nobody's but office and head's, and not there for what was never announced", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    for (const other of [samira, tim, wendy, lisa])
      expect((await school.as(other).get(`${notice}/delivery`)).status).toBe(404);
    expect((await school.as(anneke).get(`/notices/${emre.id}/delivery`)).status).toBe(404);
  });

  it("only goes forward, whatever the order in which mail servers answer", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    const stateOf = async (who: Person) => (await rowOf(school, notice, who))?.mail.state;
    await school.mailEvent("samira@post.example", "Bounce", {
      bounce: { bounceType: "Transient", bounceSubType: "General" },
    });
    expect(await stateOf(samira)).toBe("sent");
    await school.mailEvent("samira@post.example", "Bounce", {
      bounce: { bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" },
    });
    await school.mailEvent("samira@post.example", "Delivery");
    expect(await stateOf(samira)).toBe("suppressed");
    await school.mailEvent("youssef@post.example", "Delivery");
    await school.mailEvent("youssef@post.example", "Complaint");
    await school.mailEvent("youssef@post.example", "Delivery");
    expect(await stateOf(youssef)).toBe("complained");
    await school.mailEvent("hakan@post.example", "Reject");
    expect(await stateOf(hakan)).toBe("rejected");
  });

  it("finds its row by the message alone, where the mail service tells no tags", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    const sent = school.mailer.sent.find(({ to }) => to === "hakan@post.example");
    const mail = { messageId: sent?.accepted, timestamp: school.clock.now() };
    await school.mailEvent("hakan@post.example", "Delivery", {
      eventType: undefined,
      notificationType: "Delivery",
      mail,
    });
    expect((await rowOf(school, notice, hakan))?.mail.state).toBe("delivered");
  });
});

describe("The phone list", () => {
  it("begins at its time, with who was not reached and why", async () => {
    const school = await makeSchool({
      mail: { rejects: ({ to }) => (to === "fenna@school.example" ? "MessageRejected" : null) },
    });
    const notice = await timAway(school, substitute);
    await school.mailEvent("hakan@post.example", "Bounce");
    school.clock.set("2026-11-23T07:19:59.999Z" as Instant);
    expect(await phoneList(school)).toStrictEqual([]);
    school.clock.set(LISTED);
    expect((await phoneList(school)).sort()).toStrictEqual(
      [
        [hakan.name, "bounced"],
        [fenna.name, "rejected"],
        [samira.name, "not-opened"],
      ].sort(),
    );
    expect((await ledgerOf(school, notice)).families).toStrictEqual({ total: 3, reached: 0, spoken: 0, toCall: 3 });
  });

  it("tells who to phone, at which number, about which notice", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    for (const { to } of school.mailer.sent.filter(({ to }) => to !== "hakan@post.example"))
      await school.mailEvent(to, "Delivery");
    school.clock.set(LISTED);
    const { body } = await school.as(anneke).get<Office>("/board");
    expect(body.phoneList).toStrictEqual([
      {
        ...{ notice: notice.slice(9), at: MORNING, groups: [groupRef(groep4)] },
        recipient: {
          ...{ person: personRef(hakan), household: { id: zilverpad.id, name: zilverpad.name } },
          ...{ pupils: [pupilRef(emre)], app: { at: MORNING, seenAt: null }, mail: { state: "sent", at: MORNING } },
          ...{ answers: [], isReached: false, why: "not-opened", spoken: null, phones: hakan.phones },
        },
      },
    ]);
  });

  it("has who was reached and has not answered, where an answer is asked", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    for (const { to } of [...school.mailer.sent]) await school.mailEvent(to, "Delivery");
    await school.as(hakan).tell(`${notice}/answers`, { pupil: emre.id, answer: "stays-home" });
    school.clock.set(LISTED);
    expect((await phoneList(school)).sort()).toStrictEqual([
      [fenna.name, "no-answer"],
      [samira.name, "no-answer"],
    ]);
  });

  it("has who could not be mailed, and the mail goes out when it can", async () => {
    let isDown = true;
    const school = await makeSchool({
      mail: {
        before: () => {
          if (isDown) throw new Fault("throttled", "mail send");
        },
      },
    });
    const notice = await timAway(school, substitute);
    expect(school.mailer.sent).toStrictEqual([]);
    school.clock.set(LISTED);
    expect(new Set((await phoneList(school)).map(([, why]) => why))).toStrictEqual(new Set(["not-sent"]));
    isDown = false;
    await school.settle();
    expect(school.mailer.sent).toHaveLength(4);
    expect((await ledgerOf(school, notice)).recipients.map(({ mail }) => mail.state)).toStrictEqual(
      Array.from({ length: 4 }, () => "sent"),
    );
    // It is looked at again at its time, and nobody is told twice.
    await school.tick();
    await school.settle();
    expect(school.mailer.sent).toHaveLength(4);
  });

  it("is closed by people: spoken with, and undone", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    school.clock.set(LISTED);
    const of = (who: Person) => `${notice}/recipients/${who.id}/spoken`;
    const { status, body } = await school.as(anneke).tell<RecipientNow>(of(samira), {}, "spoke-samira");
    const spoken = { at: LISTED, by: personRef(anneke) };
    expect([status, body.spoken, body.isReached, body.why]).toStrictEqual([200, spoken, true, null]);
    expect((await phoneList(school)).map(([name]) => name).sort()).toStrictEqual([hakan.name, fenna.name]);
    expect((await ledgerOf(school, notice)).families).toStrictEqual({ total: 3, reached: 1, spoken: 1, toCall: 2 });

    const again = await school.as(anneke).tell<RecipientNow>(of(samira), {}, "spoke-samira");
    expect(again.body).toStrictEqual(body);
    expect(eventsOf(school, notice)).toStrictEqual([["RecipientSpoken"]]);

    const undone = await school.as(anneke).tell<RecipientNow>(`${of(samira)}/undo`, {});
    expect([undone.status, undone.body.spoken, undone.body.why]).toStrictEqual([200, null, "not-opened"]);
    expect((await phoneList(school)).map(([name]) => name).sort()).toStrictEqual(
      [hakan.name, fenna.name, samira.name].sort(),
    );
    expect(eventsOf(school, notice)).toStrictEqual([["RecipientSpoken"], ["RecipientSpokenUndone"]]);
  });

  it("is closed once, by whoever spoke first: a colleague's word changes nothing", async () => {
    const school = await makeSchool();
    const notice = await timAway(school, substitute);
    const spoken = `${notice}/recipients/${hakan.id}/spoken`;
    await school.as(anneke).tell(spoken, {});
    const { body } = await school.as(mirjam).tell<RecipientNow>(spoken, {});
    expect(body.spoken).toStrictEqual({ at: "2026-11-23T06:50:02.000Z", by: personRef(anneke) });
    expect(eventsOf(school, notice)).toStrictEqual([["RecipientSpoken"], []]);
  });

  it("is not there to close for anybody else, or about who was not told", async () => {
    const school = await makeSchool();
    const notice = await timAway(school);
    const before = school.contents();
    for (const [who, about] of [
      ...([
        [samira, samira],
        [tim, samira],
        [anneke, jesse],
        [anneke, lisa],
      ] as const),
    ])
      for (const path of ["spoken", "spoken/undo"])
        expect((await school.as(who).tell(`${notice}/recipients/${about.id}/${path}`, {})).status).toBe(404);
    expect(school.contents()).toBe(before);
  });
});

describe("A restriction", () => {
  const restrict = (school: School, who: Person) =>
    school.carry(person, KIEZELBOOM, who.id, { type: "RestrictContact", data: { person: who.id, pupil: mila.id } });

  it("after a notice was told hides it, and everything that can be done with it", async () => {
    const school = await makeSchool();
    const notice = await wendyAway(school);
    expect(await inboxOf(school, jesse)).toHaveLength(1);
    await restrict(school, jesse);
    await school.settle();
    const { body } = await school.as(jesse).get<HomeNow>("/home");
    expect([body.children, body.items]).toStrictEqual([[], []]);
    expect((await school.as(jesse).tell(`${notice}/seen`, {})).status).toBe(404);
    const answer = await school.as(jesse).tell(`${notice}/answers`, { pupil: mila.id, answer: "stays-home" });
    expect(answer.status).toBe(404);
    // The child's other household has it as before.
    expect(await inboxOf(school, karin)).toHaveLength(1);
  });

  it("between announcement and delivery withholds inbox and mail", async () => {
    const school = await makeSchool();
    const { body } = await school.as(anneke).say<{ notice: string }>("/teacher-absences", wendyBody);
    await restrict(school, jesse);
    await school.settle();
    expect(await inboxOf(school, jesse)).toStrictEqual([]);
    expect(school.mailer.sent.map(({ to }) => to)).not.toContain("jesse@post.example");
    expect(school.mailer.sent).toHaveLength(4);
    const ledger = await ledgerOf(school, `/notices/${body.notice}`);
    expect(ledger.recipients.map(({ person: { name } }) => name)).not.toContain(jesse.name);
    const row = school.stores.deliveries.get({
      ...{ pk: `${KIEZELBOOM}#notice/${body.notice}`, sk: `person/${jesse.id}` },
    });
    expect(row?.delivery).toMatchObject({ shownAt: null, mail: { state: "withheld" } });
    expect(row).not.toHaveProperty("inbox");
  });

  it("while the mail still waits withholds the mail", async () => {
    let isDown = true;
    const school = await makeSchool({
      mail: {
        before: () => {
          if (isDown) throw new Fault("throttled", "mail send");
        },
      },
    });
    const notice = await wendyAway(school);
    await restrict(school, jesse);
    isDown = false;
    school.clock.advance(10 * 60_000);
    await school.settle();
    expect(school.mailer.sent.map(({ to }) => to).sort()).toStrictEqual(
      [karin, riet, samira, youssef].map(({ email }) => email),
    );
    expect((await rowOf(school, notice, jesse))?.mail.state).toBe("withheld");
    expect(await inboxOf(school, jesse)).toStrictEqual([]);
  });
});
