import type { Instant, SchoolDay } from "#events/time.ts";
import { dayOf, timeOf } from "#shared/policy/days.ts";
import type { Language } from "./letter.ts";

const LOCALE = { nl: "nl-NL", en: "en-GB" } satisfies Record<Language, string>;

/** The day's names, from Intl; put together by us, since Intl's commas differ between versions of its data. */
const named = (day: SchoolDay, language: Language) => {
  const parts = new Intl.DateTimeFormat(LOCALE[language], {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC", // a SchoolDay is already a day at school: noon UTC stays on it
  }).formatToParts(new Date(`${day}T12:00:00Z`));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return { weekday: part("weekday"), number: part("day"), month: part("month") };
};

/** "dinsdag 24 november": the number stays with its month. */
export const dayInWords = (day: SchoolDay, language: Language): string => {
  const { weekday, number, month } = named(day, language);
  return `${weekday} ${number}\u00a0${month}`;
};

/** A range's first day: without the month when the last day has the same one. */
export const firstDayInWords = (from: SchoolDay, until: SchoolDay, language: Language): string => {
  const { weekday, number } = named(from, language);
  return from.slice(0, 7) === until.slice(0, 7) ? `${weekday}\u00a0${number}` : dayInWords(from, language);
};

/** "dinsdag 24 november om 08:15", by the school's clock. */
export const momentInWords = (at: Instant, language: Language, atWord: string): string =>
  `${dayInWords(dayOf(at), language)} ${atWord}\u00a0${timeOf(at)}`;
