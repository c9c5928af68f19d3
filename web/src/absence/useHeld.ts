import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useMoment } from "../ui/useMoment.ts";
import { useHoldersOf } from "./useHoldersOf.ts";
import type { AbsenceNow } from "./useReport.ts";

/** "Meester Tim heeft het sinds 07:52." */
export const useHeld = (absence: AbsenceNow): string => {
  const { t } = useLingui();
  const moment = useMoment();
  const { who, count } = useHoldersOf(absence);
  const since = absence.heldSince ? moment(absence.heldSince) : "";
  if (count === 0) return t`The office has it since ${since}.`;
  return t`${plural(count, { one: `${who} has it since ${since}.`, other: `${who} have it since ${since}.` })}`;
};
