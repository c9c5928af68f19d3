import { Temporal } from "temporal-polyfill";
import type { Instant, SchoolDay, TimeOfDay, Weekday } from "#events/time.ts";

/** The school's time zone, always, daylight saving included. */
export const ZONE = "Europe/Amsterdam";

const plain = (day: SchoolDay): Temporal.PlainDate => Temporal.PlainDate.from(day);

export const addDays = (day: SchoolDay, days: number): SchoolDay => plain(day).add({ days }).toString() as SchoolDay;

export const weekdayOf = (day: SchoolDay): Weekday => String(plain(day).dayOfWeek) as Weekday;

/** Whole days from one day to another; negative when the other is earlier. */
export const daysBetween = (from: SchoolDay, until: SchoolDay): number => plain(from).until(plain(until)).days;

const zoned = (at: Instant): Temporal.ZonedDateTime => Temporal.Instant.from(at).toZonedDateTimeISO(ZONE);

/** The day it is at school at this moment. */
export const dayOf = (at: Instant): SchoolDay => zoned(at).toPlainDate().toString() as SchoolDay;

/** The time on the school's clock at this moment, to the minute. */
export const timeOf = (at: Instant): TimeOfDay =>
  zoned(at).toPlainTime().toString({ smallestUnit: "minute" }) as TimeOfDay;

/** An epoch time as an Instant. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;

export const addMinutes = (at: Instant, minutes: number): Instant => instantOf(Date.parse(at) + minutes * 60_000);

/**
 * The moment at which the school's clock shows this time on this day. A time that the clock skips in spring is as much
 * later as the clock skips (02:30 is 03:30); one that it shows twice in autumn is the first (RFC 5545's reading,
 * Temporal's `compatible`).
 */
export const momentOf = (day: SchoolDay, time: TimeOfDay): Instant =>
  instantOf(plain(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds);
