import type { Teacher } from "./useTeachers.ts";

type Days = { from: string; until: string };

const isAwayIn = ({ away }: Teacher, { from, until }: Days): boolean =>
  away !== null && away.from <= until && from <= away.until;

/** The others who work for this group too. */
export const duosOf = (teachers: readonly Teacher[], absent: string, group: string, days: Days): Teacher[] =>
  teachers.filter((one) => one.id !== absent && one.groups.some(({ id }) => id === group) && !isAwayIn(one, days));

/** The pool: who works for no group of their own. */
export const substitutesOf = (teachers: readonly Teacher[], absent: string, days: Days): Teacher[] =>
  teachers.filter((one) => one.id !== absent && one.groups.length === 0 && !isAwayIn(one, days));
