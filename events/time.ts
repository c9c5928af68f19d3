import * as z from "zod";

/** A day in the school's time zone (Europe/Amsterdam), `YYYY-MM-DD` (ISO 8601). */
export const SchoolDay = z.iso.date().brand<"SchoolDay">();
export type SchoolDay = z.infer<typeof SchoolDay>;

/** A moment in UTC with milliseconds, `2026-11-23T06:50:00.000Z`: fixed width, so it sorts as text. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A wall-clock time in the school's time zone, `HH:MM`. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time as HH:MM")
  .brand<"TimeOfDay">();
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** From (included) until (excluded), on one day. */
export const TimeSpan = z.strictObject({ from: TimeOfDay, until: TimeOfDay }).refine((span) => span.from < span.until, {
  message: "`until` must be later than `from`",
  path: ["until"],
});
export type TimeSpan = z.infer<typeof TimeSpan>;

/** ISO 8601 weekday, 1 = Monday … 7 = Sunday. */
export const Weekday = z.enum(["1", "2", "3", "4", "5", "6", "7"]);
export type Weekday = z.infer<typeof Weekday>;

/** Spans per weekday; a weekday that is not named has none. Spans of one day are in order and apart. */
export const WeekTimes = z.partialRecord(Weekday, z.array(TimeSpan).max(8));
export type WeekTimes = z.infer<typeof WeekTimes>;
