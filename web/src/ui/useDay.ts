import { useLingui } from "@lingui/react/macro";
import { dayInWords, plusDays, today } from "./when.ts";

/** "vandaag", "morgen" or "dinsdag 24 november". */
export const useDay = (): ((day: string) => string) => {
  const { t, i18n } = useLingui();
  return (day) => {
    if (day === today()) return t`today`;
    if (day === plusDays(today(), 1)) return t`tomorrow`;
    return dayInWords(day, i18n.locale);
  };
};
