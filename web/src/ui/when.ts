const zone = "Europe/Amsterdam";

/** No break between a word and its number: "groep 6", "om 08:15". */
const NBSP = "\u00a0";

const format = (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);

/** Noon in UTC: the same calendar day in every zone that a school could be in. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

const british = (locale: string): string => (locale === "en" ? "en-GB" : locale);

/** `2026-11-24` → "dinsdag 24 november". */
export const dayInWords = (day: string, locale: string): string => {
  const words = format(british(locale), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
    noonOf(day),
  );
  return words.replace(",", "").replace(/(\d) /, `$1${NBSP}`);
};

/** The weekday of an ISO number, `1` is Monday. */
export const isoWeekday = (weekday: string, locale: string): string =>
  format(british(locale), { weekday: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, Number(weekday), 12)),
  );

/** An instant's wall-clock time at school, `08:15`. */
export const timeOf = (instant: string): string =>
  format("nl", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(instant));

/** The day at school of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: string | Date): string => format("sv-SE", { timeZone: zone }).format(new Date(instant));

/** Today at school. */
export const today = (): string => dayOf(new Date());

/** The calendar day so many days on. */
export const plusDays = (day: string, days: number): string => {
  const date = noonOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** The hour at school now, 0 to 23. */
export const hourNow = (): number => Number(format("sv-SE", { hour: "2-digit", timeZone: zone }).format(new Date()));

/** As the first word of a line. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "Noor", "Noor en Daan", "Noor, Daan en Sem". */
export const listed = (names: readonly string[], locale: string): string =>
  new Intl.ListFormat(british(locale), { type: "conjunction" }).format(names);

/** A name or a group's name that does not break over two lines. */
export const unbroken = (words: string): string => words.replaceAll(" ", NBSP);

/** "Groep 6" within a sentence: "groep 6". */
export const groupInSentence = (name: string): string => unbroken(name.replace(/^Groep\b/, "groep"));
