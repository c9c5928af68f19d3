import * as of from "./example.ts";
import { type Problem, type ProblemCode, problems, typeOf } from "./problem.ts";

/** What a problem says beside its code, as it would at De Kiezelboom. */
const details: Partial<Record<ProblemCode, Pick<Problem, "errors" | "facts">>> = {
  "bad-request": { errors: [{ field: "from", problem: "Invalid ISO date" }] },
  "wrong-code": { facts: { session: of.session, triesLeft: 4 } },
  "sick-too-long-ago": { facts: { earliest: "2026-11-17" } },
  "sick-too-far-ahead": { facts: { latest: "2026-12-08" } },
  "back-before-sick": { facts: { since: of.today } },
  "back-too-far-ahead": { facts: { latest: "2027-02-22" } },
  "school-closed": { facts: { day: "2026-12-07" } },
  "away-in-the-past": { facts: { today: of.today } },
  "until-before-from": { facts: { from: of.tomorrow } },
  "already-away": { facts: { from: of.today, until: of.tomorrow } },
  "group-without-outcome": { facts: { groups: [of.groups.five.id] } },
  "not-their-group": { facts: { groups: [of.groups.six.id] } },
  "not-available": { facts: { group: of.groups.five.id } },
  closed: { facts: { closedAt: "2026-11-25T15:30:00.000Z" } },
};

const exampleOf = (code: ProblemCode): Problem => {
  const { status, title } = problems[code];
  return { type: typeOf(code), title, status, code, correlation: "JKJaXmPLvHcESHA=", ...details[code] };
};

/** One example of every problem, by its code. */
export const problemExamples: Record<string, { summary: string; value: Problem }> = Object.fromEntries(
  (Object.keys(problems) as ProblemCode[]).map((code) => [
    code,
    { summary: problems[code].title, value: exampleOf(code) },
  ]),
);
