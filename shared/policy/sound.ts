import type { GroupId, PersonId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import type { SchoolCalendar } from "./calendar.ts";
import type { TeacherDuty } from "./duty.ts";
import { freeTimesOn, lessonsWith } from "./freeTimes.ts";
import { endOfQuiet, type QuietHours } from "./quietHours.ts";
import { firstMoment } from "./spans.ts";
import { reachableOn } from "./working.ts";

/** One person can be both: then the device is asked for the hat that the message is for. */
type Reader = { as: "teacher"; teacher: PersonId } | { as: "guardian"; quiet: QuietHours | null };

/** A message by its rule in the policy; P2 says about which group, for it asks who is on duty there. */
export type Message =
  | { rule: "P2"; group: GroupId }
  | { rule: "S1" | "S2" | "S3" | "S4" | "S5" | "E1" | "E2" | "P1" | "P3" | "P4" | "P5" };

/** `at`: from when it may sound; null: not for weeks. */
export type Sound = { sounds: true } | { sounds: false; at: Instant | null };

/**
 * Whether this person's device may sound now for this message. It says nothing about where the message stands:
 * P1, P2 and S4 are never held, so they are on the board or in the inbox at once, in silence if need be.
 */
export const maySound = (
  calendar: SchoolCalendar,
  duties: TeacherDuty[],
  reader: Reader,
  message: Message,
  now: Instant,
): Sound => {
  if (reader.as === "guardian") {
    const end = reader.quiet && message.rule !== "S4" ? endOfQuiet(reader.quiet, now) : null;
    return end ? { sounds: false, at: end } : { sounds: true };
  }
  const { teacher } = reader;
  const at = firstMoment(
    (day) =>
      message.rule === "P2"
        ? // A substitute can be on duty without a window that day, and then hears it in lesson time only.
          [
            ...reachableOn(calendar, duties, teacher, day),
            ...lessonsWith(calendar, duties, teacher, message.group, day),
          ]
        : freeTimesOn(calendar, duties, teacher, day),
    now,
  );
  return at === now ? { sounds: true } : { sounds: false, at };
};
