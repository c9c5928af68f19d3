import * as z from "zod";
import { event } from "./event.ts";
import { GroupId } from "./ids.ts";
import { SchoolDay, TimeOfDay, WeekTimes } from "./time.ts";

/** What a school decides for itself; the policy's rules are the defaults. */
export const SchoolSettings = z.strictObject({
  name: z.string().min(1).max(120),
  phone: z.string().regex(/^\+?[\d ]{6,20}$/, "digits and spaces"),
  /** Sick reports are wanted before this time. */
  cutOff: TimeOfDay,
  /** After this many minutes, who was not reached by an S4 notice is on the phone list. */
  notReachedAfterMinutes: z.int().min(1).max(240),
});
export type SchoolSettings = z.infer<typeof SchoolSettings>;

/** Days on which there is no school, both included. */
export const ClosedDays = z.strictObject({
  kind: z.enum(["holiday", "closing-day"]),
  name: z.string().min(1).max(80),
  from: SchoolDay,
  until: SchoolDay,
});
export type ClosedDays = z.infer<typeof ClosedDays>;

// Stream `calendar/school`, one per school
export const SettingsSet = event("SettingsSet", 1, { settings: SchoolSettings });
export const GroupFormed = event("GroupFormed", 1, { group: GroupId, name: z.string().min(1).max(40) });
export const LessonTimesSet = event("LessonTimesSet", 1, { group: GroupId, lessons: WeekTimes });
export const ClosedDaysSet = event("ClosedDaysSet", 1, { closed: z.array(ClosedDays).max(60) });

export const CalendarEvent = z.discriminatedUnion("type", [SettingsSet, GroupFormed, LessonTimesSet, ClosedDaysSet]);
export type CalendarEvent = z.infer<typeof CalendarEvent>;
