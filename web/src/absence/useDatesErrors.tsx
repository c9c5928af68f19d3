import { Trans } from "@lingui/react/macro";
import { ProblemError } from "../api/problem.ts";
import { useProblemWords } from "../ui/Problem.tsx";
import type { DatesErrors, Draft } from "./DatesFields.tsx";

const fieldOf: Partial<Record<string, keyof DatesErrors>> = {
  "sick-too-long-ago": "from",
  "sick-too-far-ahead": "from",
  "school-closed": "from",
  "back-before-sick": "back",
  "back-too-far-ahead": "back",
};

/** Days that were chosen and not filled in. */
export const missingDays = ({ isOtherDay, from, hasBack, back }: Draft): (keyof DatesErrors)[] => [
  ...(isOtherDay && !from ? (["from"] as const) : []),
  ...(hasBack && !back ? (["back"] as const) : []),
];

/** A rule of the school stands beside the field it is about; anything else is left for the page. */
export const useDatesErrors = (error: unknown, missing: (keyof DatesErrors)[]) => {
  const inWords = useProblemWords();
  const field = error instanceof ProblemError ? fieldOf[error.code] : undefined;
  const errors: DatesErrors = field ? { [field]: inWords(error) } : {};
  for (const name of missing) errors[name] = <Trans>Choose a day.</Trans>;
  return { errors, rest: field ? null : error };
};
