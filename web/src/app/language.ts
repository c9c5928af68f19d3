import { i18n, type Messages } from "@lingui/core";
// Dutch is what nearly everybody reads: it comes with the page instead of one round trip later.
import { messages as dutch } from "../locales/nl/guardian.po";

type Locale = "nl" | "en";
export const locales: readonly { locale: Locale; name: string }[] = [
  { locale: "nl", name: "Nederlands" },
  { locale: "en", name: "English" },
];

/** The language chosen by hand on this device. */
const CHOSEN = "kring.language";

const guardian: Record<Locale, () => Promise<{ messages: Messages }>> = {
  nl: async () => ({ messages: dutch }),
  en: () => import("../locales/en/guardian.po"),
};
const staff: Record<Locale, () => Promise<{ messages: Messages }>> = {
  nl: () => import("../locales/nl/staff.po"),
  en: () => import("../locales/en/staff.po"),
};

let wantsStaff = false;

const isLocale = (value: string | null): value is Locale => value === "nl" || value === "en";

const speak = async (locale: Locale): Promise<void> => {
  const parts = await Promise.all([guardian[locale](), ...(wantsStaff ? [staff[locale]()] : [])]);
  for (const { messages } of parts) i18n.load(locale, messages);
  i18n.activate(locale);
  document.documentElement.lang = locale;
};

const chosen = (): Locale | null => {
  const kept = localStorage.getItem(CHOSEN);
  return isLocale(kept) ? kept : null;
};

/** At the start: what was chosen here, else Dutch. */
export const firstLanguage = (): Promise<void> => speak(chosen() ?? "nl");

/** The person's own language, unless another was chosen on this device. */
export const speakTheirs = async (language: Locale): Promise<void> => {
  if (!chosen() && i18n.locale !== language) await speak(language);
};

/** Chosen by hand, for this device. */
export const choose = async (locale: Locale): Promise<void> => {
  localStorage.setItem(CHOSEN, locale);
  await speak(locale);
};

/** The words of the staff's screens too, from now on. */
export const withStaffWords = async (): Promise<void> => {
  if (wantsStaff) return;
  wantsStaff = true;
  await speak(isLocale(i18n.locale) ? i18n.locale : "nl");
};
