import { useLingui } from "@lingui/react/macro";
import { listed, unbroken } from "../ui/when.ts";
import type { AbsenceNow } from "./useReport.ts";

/** The teachers who have the report in words, and how many; none: only the office has it. */
export const useHoldersOf = ({ holders }: AbsenceNow): { who: string; count: number } => {
  const { i18n } = useLingui();
  const who = listed(
    holders.map(({ name }) => unbroken(name)),
    i18n.locale,
  );
  return { who, count: holders.length };
};
