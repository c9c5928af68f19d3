import { describe, expect, it } from "@jest/globals";
import type { PersonId } from "#events/ids.ts";
import {
  type HomeAnswer,
  NoticeAnswered,
  NoticePublished,
  RecipientSpoken,
  RecipientSpokenUndone,
} from "#events/notice.ts";
import { type NoticeCommand, notice as noticeDecider } from "#shared/notice/decide.ts";
import {
  advance,
  type Back,
  type Delivery,
  familyOf,
  isReached,
  isToSend,
  type Mail,
  type MailState,
  whyToCall,
} from "#shared/notice/delivery.ts";
import { ank, at, household, lions, notice, person, pupil } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(noticeDecider);
const closed = notice(1);
const [noor, sem] = [pupil(1), pupil(2)];
const [mother, father] = [person(11), person(12)];

const closesAt = at("2026-11-23 20:00");
const open = { asks: true, closesAt, now: at("2026-11-23 07:50") };
const stays = (who = noor) => ({ notice: closed, pupil: who, answer: "stays-home" as const });
const comes = { ...stays(), answer: "needs-care" as const };
const answer = (
  data: { notice: typeof closed; pupil: typeof noor; answer: HomeAnswer },
  facts = open,
): NoticeCommand => ({
  type: "AnswerNotice",
  data,
  facts,
});
const spoke = (recipient: PersonId, time = "2026-11-23 08:20") => ({ notice: closed, recipient, at: at(time) });
const mark = (recipient: PersonId, time?: string): NoticeCommand => ({
  type: "MarkSpoken",
  data: spoke(recipient, time),
});
const undone = (recipient: PersonId) => ({ notice: closed, recipient });
const undo = (recipient: PersonId): NoticeCommand => ({ type: "UndoSpoken", data: undone(recipient) });

describe("an answer to a notice", () => {
  it("is kept per pupil", () => {
    given().when(answer(stays())).thenEvents(NoticeAnswered.of(stays()));
    given(NoticeAnswered.of(stays()))
      .when(answer(stays(sem)))
      .thenEvents(NoticeAnswered.of(stays(sem)));
  });
  it("given twice is given once", () => given(NoticeAnswered.of(stays())).when(answer(stays())).thenEvents());
  it("can be changed, and changed back", () => {
    given(NoticeAnswered.of(stays())).when(answer(comes)).thenEvents(NoticeAnswered.of(comes));
    given(NoticeAnswered.of(stays()), NoticeAnswered.of(comes))
      .when(answer(stays()))
      .thenEvents(NoticeAnswered.of(stays()));
  });
  it("is not wanted by a notice that asks nothing", () =>
    given()
      .when(answer(stays(), { ...open, asks: false }))
      .thenRefused({ refused: "not-asked" }));
  it("is taken until the last moment before it closes", () =>
    given()
      .when(answer(stays(), { ...open, now: at("2026-11-23 19:59") }))
      .thenEvents(NoticeAnswered.of(stays())));
  it.each(["2026-11-23 20:00", "2026-11-23 20:01"])("comes too late at %s, and hears when it closed", (now) =>
    given()
      .when(answer(stays(), { ...open, now: at(now) }))
      .thenRefused({ refused: "closed", closedAt: closesAt }),
  );
});

describe("a call by the office", () => {
  it("is marked per person", () => {
    given()
      .when(mark(mother))
      .thenEvents(RecipientSpoken.of(spoke(mother)));
    given(RecipientSpoken.of(spoke(mother)))
      .when(mark(father))
      .thenEvents(RecipientSpoken.of(spoke(father)));
  });
  it("marked twice is marked once, at its first time", () =>
    given(RecipientSpoken.of(spoke(mother)))
      .when(mark(mother, "2026-11-23 08:25"))
      .thenEvents());
  it("can be undone, for that person alone", () => {
    const both = [RecipientSpoken.of(spoke(mother)), RecipientSpoken.of(spoke(father))];
    given(...both)
      .when(undo(mother))
      .thenEvents(RecipientSpokenUndone.of(undone(mother)));
    expect(stateAfter(...both, RecipientSpokenUndone.of(undone(mother)))).toStrictEqual({
      answers: {},
      spoken: [father],
    });
  });
  it("that was not made can't be undone", () => {
    given().when(undo(mother)).thenEvents();
    given(RecipientSpoken.of(spoke(father)))
      .when(undo(mother))
      .thenEvents();
  });
  it("undone twice is undone once, and can be made again", () => {
    const history = [RecipientSpoken.of(spoke(mother)), RecipientSpokenUndone.of(undone(mother))];
    given(...history)
      .when(undo(mother))
      .thenEvents();
    given(...history)
      .when(mark(mother))
      .thenEvents(RecipientSpoken.of(spoke(mother)));
  });
});

describe("the state of a notice", () => {
  it("is empty before anything came back", () => expect(stateAfter()).toStrictEqual({ answers: {}, spoken: [] }));
  it("is the latest answer per pupil and who was spoken with; its own text changes nothing", () =>
    expect(
      stateAfter(
        NoticeAnswered.of(stays()),
        RecipientSpoken.of(spoke(mother)),
        NoticeAnswered.of(stays(sem)),
        NoticeAnswered.of(comes),
        NoticePublished.of({ notice: closed, author: ank, groups: [lions], title: "Storm", text: "De school sluit." }),
      ),
    ).toStrictEqual({ answers: { [noor]: "needs-care", [sem]: "stays-home" }, spoken: [mother] }));
  it("is kept in streams called notice", () => expect(noticeDecider.category).toBe("notice"));
});

const then = at("2026-11-23 07:00");
const now = at("2026-11-23 07:10");
const mail = (state: MailState, more: Partial<Mail> = {}): Mail => ({
  state,
  at: then,
  until: null,
  messageId: null,
  ...more,
});
const STATES: MailState[] = [
  "none",
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "suppressed",
  "rejected",
  "complained",
  "withheld",
];

describe("news about a mail", () => {
  const further: [MailState, MailState[]][] = [
    ["none", []],
    ["queued", ["none", "sending", "sent", "delivered", "bounced", "suppressed", "rejected", "complained", "withheld"]],
    ["sending", ["none", "sent", "delivered", "bounced", "suppressed", "rejected", "complained", "withheld"]],
    ["sent", ["none", "delivered", "bounced", "suppressed", "rejected", "complained", "withheld"]],
    ["delivered", ["none", "bounced", "suppressed", "rejected", "complained", "withheld"]],
    ["bounced", ["none", "complained", "withheld"]],
    ["suppressed", ["none", "complained", "withheld"]],
    ["rejected", ["none", "complained", "withheld"]],
    ["complained", ["none", "withheld"]],
    ["withheld", []],
  ];
  it.each(further)("that is %s only moves it further on", (from, states) =>
    expect(STATES.filter((state) => advance(mail(from), state, now) !== null).sort()).toStrictEqual([...states].sort()),
  );
  it("takes the place of what was known, and frees the claim", () =>
    expect(advance(mail("sending", { until: now, messageId: "m-1" }), "sent", now, "m-2")).toStrictEqual({
      state: "sent",
      at: now,
      until: null,
      messageId: "m-2",
    }));
  it("without a message id keeps the one that is known", () =>
    expect(advance(mail("sent", { messageId: "m-1" }), "delivered", now)).toStrictEqual({
      state: "delivered",
      at: now,
      until: null,
      messageId: "m-1",
    }));
});

describe("a mail", () => {
  it("that waits is to be sent", () => expect(isToSend(mail("queued"), now)).toBe(true));
  it("that is claimed is not to be sent by another until the claim ends", () => {
    expect(isToSend(mail("sending", { until: at("2026-11-23 07:11") }), now)).toBe(false);
    expect(isToSend(mail("sending", { until: now }), now)).toBe(true);
    expect(isToSend(mail("sending", { until: then }), now)).toBe(true);
  });
  it("that is claimed without an end is never to be sent by another", () =>
    expect(isToSend(mail("sending"), now)).toBe(false));
  it.each(STATES.filter((state) => state !== "queued" && state !== "sending"))(
    "that is %s is not to be sent",
    (state) => expect(isToSend(mail(state, { until: then }), now)).toBe(false),
  );
});

const nothing: Back = { hasAnswered: false, isSpoken: false };
const delivery = (state: MailState, seen = false): Delivery => ({
  person: mother,
  household: household(1),
  pupils: [{ pupil: noor, group: lions }],
  shownAt: then,
  seenAt: seen ? now : null,
  mail: mail(state),
});

describe("a guardian", () => {
  it.each(STATES)("whose mail is %s is reached only when it was delivered", (state) =>
    expect(isReached(delivery(state), nothing)).toBe(state === "delivered"),
  );
  it.each(STATES)("whose mail is %s is reached by opening, answering or speaking", (state) => {
    expect(isReached(delivery(state, true), nothing)).toBe(true);
    expect(isReached(delivery(state), { ...nothing, hasAnswered: true })).toBe(true);
    expect(isReached(delivery(state), { ...nothing, isSpoken: true })).toBe(true);
  });

  it.each([
    ["bounced", "bounced"],
    ["suppressed", "bounced"],
    ["complained", "complained"],
    ["rejected", "rejected"],
    ["none", "no-address"],
    ["queued", "not-sent"],
    ["sending", "not-sent"],
    ["sent", "not-opened"],
    ["delivered", null],
    ["withheld", null],
  ] as const)("whose mail is %s is to be phoned because it is %s", (state, why) => {
    expect(whyToCall(delivery(state), nothing, false)).toBe(why);
    expect(whyToCall(delivery(state, true), nothing, false)).toBeNull();
  });
  it.each(STATES)("who was spoken with, mail %s, is not phoned again, asked or not", (state) => {
    expect(whyToCall(delivery(state), { ...nothing, isSpoken: true }, true)).toBeNull();
    expect(whyToCall(delivery(state), { ...nothing, isSpoken: true }, false)).toBeNull();
  });
  it("who read a question and did not answer is phoned for the answer", () => {
    expect(whyToCall(delivery("sent", true), nothing, true)).toBe("no-answer");
    expect(whyToCall(delivery("delivered"), nothing, true)).toBe("no-answer");
    expect(whyToCall(delivery("delivered"), { ...nothing, hasAnswered: true }, true)).toBeNull();
  });
  it("who was not reached with a question is phoned for that, not for the answer", () =>
    expect(whyToCall(delivery("bounced"), nothing, true)).toBe("bounced"));

  it("belongs to the family of the household, or to one alone", () => {
    expect(familyOf({ person: mother, household: household(1) })).toBe(household(1));
    expect(familyOf({ person: mother, household: null })).toBe(mother);
  });
});
