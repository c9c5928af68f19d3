import { describe, expect, it } from "@jest/globals";
import { PupilEnrolled, PupilLeft, PupilMoved } from "#events/people.ts";
import { type PupilCommand, pupil as pupilDecider } from "#shared/pupil/decide.ts";
import { bears, day, lions, pupil } from "./kiezelboom.ts";
import { scenario } from "./scenario.ts";

const { given, stateAfter } = scenario(pupilDecider);
const noor = pupil(1);
const inLions = { pupil: noor, group: lions, on: day("2026-08-31") };
const inBears = { pupil: noor, group: bears, on: day("2026-11-23") };
const leaving = { pupil: noor, on: day("2027-07-16") };
const enrol = (data: typeof inLions): PupilCommand => ({ type: "EnrolPupil", data });
const leave: PupilCommand = { type: "LeaveSchool", data: leaving };

describe("a pupil", () => {
  it("is enrolled in a group", () => given().when(enrol(inLions)).thenEvents(PupilEnrolled.of(inLions)));
  it("enrolled in the same group again is enrolled once", () =>
    given(PupilEnrolled.of(inLions))
      .when(enrol({ ...inLions, on: day("2026-09-01") }))
      .thenEvents());
  it("enrolled in another group moves there", () =>
    given(PupilEnrolled.of(inLions)).when(enrol(inBears)).thenEvents(PupilMoved.of(inBears)));
  it("is where it moved to", () => {
    given(PupilEnrolled.of(inLions), PupilMoved.of(inBears)).when(enrol(inBears)).thenEvents();
    given(PupilEnrolled.of(inLions), PupilMoved.of(inBears)).when(enrol(inLions)).thenEvents(PupilMoved.of(inLions));
  });
  it("leaves once", () => {
    given(PupilEnrolled.of(inLions)).when(leave).thenEvents(PupilLeft.of(leaving));
    given(PupilEnrolled.of(inLions), PupilLeft.of(leaving)).when(leave).thenEvents();
  });
  it("who never came does not leave", () => given().when(leave).thenEvents());
  it("who left can be enrolled again, in the same group too", () =>
    given(PupilEnrolled.of(inLions), PupilLeft.of(leaving)).when(enrol(inLions)).thenEvents(PupilEnrolled.of(inLions)));
  it("is unknown, here in a group, or has left", () => {
    expect(stateAfter()).toStrictEqual({ phase: "unknown" });
    expect(stateAfter(PupilEnrolled.of(inLions))).toStrictEqual({ phase: "here", group: lions });
    expect(stateAfter(PupilEnrolled.of(inLions), PupilLeft.of(leaving))).toStrictEqual({ phase: "left" });
  });
  it("is kept in streams called pupil", () => expect(pupilDecider.category).toBe("pupil"));
});
