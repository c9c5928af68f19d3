import { useMe } from "../api/me.ts";

/**
 * The school that has this group, for its teachers, the office, and whoever takes over: a substitute's own groups
 * don't name it.
 */
export const useSchoolOfGroup = (group: string) => {
  const { schools } = useMe();
  return (
    schools.find(({ groups }) => groups.some(({ id }) => id === group)) ??
    schools.find(({ roles }) => roles.includes("office") || roles.includes("head")) ??
    schools.find(({ roles }) => roles.includes("teacher"))
  );
};
