import { useLingui } from "@lingui/react/macro";
import { useDay } from "./useDay.ts";
import { dayOf, plusDays, timeOf, today } from "./when.ts";

/** "08:15", "gisteren 14:40", "morgen 08:15" or "dinsdag 24 november, 08:15": the day only when it is not today's. */
export const useMoment = (): ((instant: string) => string) => {
  const { t } = useLingui();
  const inWords = useDay();
  return (instant) => {
    const day = dayOf(instant);
    if (day === plusDays(today(), -1)) return `${t`yesterday`}\u00a0${timeOf(instant)}`;
    return day === today() ? timeOf(instant) : `${inWords(day)}\u00a0${timeOf(instant)}`;
  };
};
