import { keepNumber, oneLine } from "./clean.ts";

/** The groups' names as read, and the one name when there is one: it then stands in the subject. */
export const groupNames = (groups: { name: string }[]): { names: string[]; only: string | null } => {
  const names = groups.map(({ name }) => keepNumber(oneLine(name)));
  const [first, ...others] = names;
  return { names, only: first !== undefined && others.length === 0 ? first : null };
};
