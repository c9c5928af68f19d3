import { useLingui } from "@lingui/react";

/** The language of the page, for words that the browser itself makes: days, lists. */
export const useLocale = (): string => useLingui().i18n.locale;
