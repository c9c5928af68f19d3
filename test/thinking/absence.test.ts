import { describe, expect, it } from "@jest/globals";
import {
  RecoveryReported,
  type SickReport,
  SickReportCorrected,
  SickReported,
  SickReportWithdrawn,
} from "#events/absence.ts";
import { ERASED } from "#events/sealed.ts";
import { type AbsenceCommand, absence, MAX_DAYS_AHEAD, MAX_DAYS_BACK, MAX_DAYS_SICK } from "#shared/absence/decide.ts";
import { day, pupil } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(absence);
const noor = pupil(1);
const today = day("2026-11-23"); // a Monday
const flu: SickReport = { pupil: noor, from: today, back: day("2026-11-26"), reason: "griep" };

const facts = { today, isOpen: true };
const report = (more: Partial<SickReport> = {}, known: Partial<typeof facts> = {}): AbsenceCommand => ({
  type: "ReportSick",
  data: { ...flu, ...more },
  facts: { ...facts, ...known },
});
const correct = (more: Partial<SickReport>, known: Partial<typeof facts> = {}): AbsenceCommand => ({
  type: "CorrectSickReport",
  data: { ...flu, ...more },
  facts: { ...facts, ...known },
});
const withdraw: AbsenceCommand = { type: "WithdrawSickReport", data: { pupil: noor } };
const recoveryOn = (on: string, now: string = today): AbsenceCommand => ({
  type: "ReportRecovery",
  data: { pupil: noor, on: day(on) },
  facts: { today: day(now) },
});

describe("a sick report", () => {
  it("is kept as it was said", () => given().when(report()).thenEvents(SickReported.of(flu)));
  it("may leave open when the pupil is back, and why", () =>
    given()
      .when(report({ back: null, reason: null }))
      .thenEvents(SickReported.of({ ...flu, back: null, reason: null })));

  it("may begin a week ago", () => {
    expect(MAX_DAYS_BACK).toBe(7);
    given()
      .when(report({ from: day("2026-11-16") }))
      .thenEvents(SickReported.of({ ...flu, from: day("2026-11-16") }));
  });
  it("may not begin longer ago, and names the earliest day", () =>
    given()
      .when(report({ from: day("2026-11-15") }))
      .thenRefused({ refused: "sick-too-long-ago", earliest: day("2026-11-16") }));
  it("may begin in two weeks", () => {
    expect(MAX_DAYS_AHEAD).toBe(14);
    const surgery = { from: day("2026-12-07"), back: null };
    given()
      .when(report(surgery))
      .thenEvents(SickReported.of({ ...flu, ...surgery }));
  });
  it("may not begin later, and names the latest day", () =>
    given()
      .when(report({ from: day("2026-12-08"), back: null }))
      .thenRefused({ refused: "sick-too-far-ahead", latest: day("2026-12-07") }));

  it("may end the day after it began", () =>
    given()
      .when(report({ back: day("2026-11-24") }))
      .thenEvents(SickReported.of({ ...flu, back: day("2026-11-24") })));
  it.each(["2026-11-23", "2026-11-22"])("that began on 23 November can't have the pupil back on %s", (back) =>
    given()
      .when(report({ back: day(back) }))
      .thenRefused({ refused: "back-before-sick", since: today }),
  );
  it("may last sixty days", () => {
    expect(MAX_DAYS_SICK).toBe(60);
    given()
      .when(report({ back: day("2027-01-22") }))
      .thenEvents(SickReported.of({ ...flu, back: day("2027-01-22") }));
  });
  it("may not last longer with an end: that is left open", () =>
    given()
      .when(report({ back: day("2027-01-23") }))
      .thenRefused({ refused: "back-too-far-ahead", latest: day("2027-01-22") }));
  it("counts its sixty days from its own first day", () =>
    given()
      .when(report({ from: day("2026-11-16"), back: day("2027-01-16") }))
      .thenRefused({ refused: "back-too-far-ahead", latest: day("2027-01-15") }));
  it("does not begin on a day without school", () =>
    given()
      .when(report({}, { isOpen: false }))
      .thenRefused({ refused: "school-closed", day: today }));
  it("that is wrong in two ways hears of its dates first", () =>
    given()
      .when(report({ back: today }, { isOpen: false }))
      .thenRefused({ refused: "back-before-sick", since: today }));
});

describe("a sick report from the other household", () => {
  const isSick = SickReported.of(flu);
  it("that says the same adds nothing", () => given(isSick).when(report()).thenEvents());
  it("that says the same without a reason adds nothing", () =>
    given(isSick)
      .when(report({ reason: null }))
      .thenEvents());
  it("with another first day is news about the same absence", () =>
    given(isSick)
      .when(report({ from: day("2026-11-20") }))
      .thenEvents(SickReportCorrected.of({ ...flu, from: day("2026-11-20") })));
  it("with another day back is news, and keeps the reason that was given", () =>
    given(isSick)
      .when(report({ back: null, reason: null }))
      .thenEvents(SickReportCorrected.of({ ...flu, back: null })));
  it("with another reason is news", () =>
    given(isSick)
      .when(report({ reason: "waterpokken" }))
      .thenEvents(SickReportCorrected.of({ ...flu, reason: "waterpokken" })));
  it("that names a reason where none was given is news", () =>
    given(SickReported.of({ ...flu, reason: null }))
      .when(report())
      .thenEvents(SickReportCorrected.of(flu)));
  it("keeps to the same bounds", () =>
    given(isSick)
      .when(report({ from: day("2026-11-15") }))
      .thenRefused({ refused: "sick-too-long-ago", earliest: day("2026-11-16") }));
  it("is news about an absence without an end, however long that lasts", () =>
    given(SickReported.of({ ...flu, from: day("2026-09-01"), back: null }))
      .when(report())
      .thenEvents(SickReportCorrected.of(flu)));
  it("is news until the day before the pupil is expected", () =>
    given(SickReported.of({ ...flu, from: day("2026-11-19"), back: day("2026-11-24") }))
      .when(report())
      .thenEvents(SickReportCorrected.of(flu)));
});

describe("a sick report after an absence that is over", () => {
  const past = SickReported.of({ ...flu, from: day("2026-11-18"), back: today, reason: "koorts" });
  it("begins a new one from the day that the pupil was expected", () =>
    given(past).when(report()).thenEvents(SickReported.of(flu)));
  it("takes no reason over from the old one", () =>
    given(past)
      .when(report({ reason: null }))
      .thenEvents(SickReported.of({ ...flu, reason: null })));
  it("that repeats the old one adds nothing", () =>
    given(past)
      .when(report({ from: day("2026-11-18"), back: today, reason: "koorts" }))
      .thenEvents());
  it("begins a new one after a recovery", () =>
    given(SickReported.of(flu), RecoveryReported.of({ pupil: noor, on: day("2026-11-25") }))
      .when(report())
      .thenEvents(SickReported.of(flu)));
});

describe("a correction", () => {
  it("needs an absence", () => given().when(correct({})).thenRefused({ refused: "not-sick" }));
  it("that says what is known adds nothing", () => given(SickReported.of(flu)).when(correct({})).thenEvents());
  it("is kept as it was said", () =>
    given(SickReported.of(flu))
      .when(correct({ back: null }))
      .thenEvents(SickReportCorrected.of({ ...flu, back: null })));
  it("may take the reason away", () =>
    given(SickReported.of(flu))
      .when(correct({ reason: null }))
      .thenEvents(SickReportCorrected.of({ ...flu, reason: null })));
  it("may give a reason", () =>
    given(SickReported.of({ ...flu, reason: null }))
      .when(correct({}))
      .thenEvents(SickReportCorrected.of(flu)));
  it("may give a reason again after the first was erased", () =>
    given(SickReported.of({ ...flu, reason: ERASED }))
      .when(correct({}))
      .thenEvents(SickReportCorrected.of(flu)));
  it("of an erased reason by an erased reason adds nothing", () =>
    given(SickReported.of({ ...flu, reason: ERASED }))
      .when(correct({ reason: { erased: true } }))
      .thenEvents());
  it("can be corrected", () =>
    given(SickReported.of(flu), SickReportCorrected.of({ ...flu, back: null }))
      .when(correct({}))
      .thenEvents(SickReportCorrected.of(flu)));

  const longAgo = { ...flu, from: day("2026-09-07"), back: null };
  it("of a long illness keeps the first day that it has", () =>
    given(SickReported.of(longAgo))
      .when(correct({ ...longAgo, reason: "nog steeds griep" }))
      .thenEvents(SickReportCorrected.of({ ...longAgo, reason: "nog steeds griep" })));
  it("of a long illness lets it end sixty days after it began", () =>
    given(SickReported.of(longAgo))
      .when(correct({ ...longAgo, back: day("2026-11-07") }))
      .thenRefused({ refused: "back-too-far-ahead", latest: day("2026-11-06") }));
  it("of a long illness may not move its first day to another one long ago", () =>
    given(SickReported.of(longAgo))
      .when(correct({ from: day("2026-09-08") }))
      .thenRefused({ refused: "sick-too-long-ago", earliest: day("2026-11-16") }));
  it("of an absence that is still to come counts from today", () => {
    const surgery = { ...flu, from: day("2026-12-07"), back: null };
    given(SickReported.of(surgery))
      .when(correct({ ...surgery, from: day("2026-12-08") }))
      .thenRefused({ refused: "sick-too-far-ahead", latest: day("2026-12-07") });
  });
  it("may keep a first day on which the school closed since", () =>
    given(SickReported.of(flu))
      .when(correct({ back: null }, { isOpen: false }))
      .thenEvents(SickReportCorrected.of({ ...flu, back: null })));
  it("does not move the first day to one without school", () =>
    given(SickReported.of(flu))
      .when(correct({ from: day("2026-11-22") }, { isOpen: false }))
      .thenRefused({ refused: "school-closed", day: day("2026-11-22") }));
});

describe("a withdrawal", () => {
  it("takes the report back", () =>
    given(SickReported.of(flu))
      .when(withdraw)
      .thenEvents(SickReportWithdrawn.of({ pupil: noor })));
  it("of nothing says nothing", () => given().when(withdraw).thenEvents());
  it("said twice is said once", () =>
    given(SickReported.of(flu), SickReportWithdrawn.of({ pupil: noor }))
      .when(withdraw)
      .thenEvents());
});

describe("a recovery", () => {
  it("is kept with its day", () =>
    given(SickReported.of(flu))
      .when(recoveryOn("2026-11-24"))
      .thenEvents(RecoveryReported.of({ pupil: noor, on: day("2026-11-24") })));
  it("may be on the first sick day itself", () =>
    given(SickReported.of(flu))
      .when(recoveryOn("2026-11-23"))
      .thenEvents(RecoveryReported.of({ pupil: noor, on: today })));
  it("may not be before it, and names that day", () =>
    given(SickReported.of(flu))
      .when(recoveryOn("2026-11-22"))
      .thenRefused({ refused: "back-before-sick", since: today }));
  it("may be two weeks ahead", () =>
    given(SickReported.of(flu))
      .when(recoveryOn("2026-12-07"))
      .thenEvents(RecoveryReported.of({ pupil: noor, on: day("2026-12-07") })));
  it("may not be further ahead, and names the latest day", () =>
    given(SickReported.of(flu))
      .when(recoveryOn("2026-12-08"))
      .thenRefused({ refused: "back-too-far-ahead", latest: day("2026-12-07") }));
  it("of a pupil who is not sick says nothing", () => given().when(recoveryOn("2026-11-24")).thenEvents());
  it("said twice is said once", () =>
    given(SickReported.of(flu), RecoveryReported.of({ pupil: noor, on: day("2026-11-24") }))
      .when(recoveryOn("2026-11-24"))
      .thenEvents());
});

describe("the state of a pupil", () => {
  it("is present before anything was said", () => expect(stateAfter()).toStrictEqual({ phase: "present" }));
  it("is the last report", () =>
    expect(stateAfter(SickReported.of(flu), SickReportCorrected.of({ ...flu, back: null }))).toStrictEqual({
      phase: "sick",
      report: { ...flu, back: null },
    }));
  it("is present again after a recovery or a withdrawal", () => {
    expect(stateAfter(SickReported.of(flu), RecoveryReported.of({ pupil: noor, on: today }))).toStrictEqual({
      phase: "present",
    });
    expect(stateAfter(SickReported.of(flu), SickReportWithdrawn.of({ pupil: noor }))).toStrictEqual({
      phase: "present",
    });
  });
  it("is kept in streams called absence", () => expect(absence.category).toBe("absence"));
});
