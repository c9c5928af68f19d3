import type { Me, Role } from "./me.ts";
import { whenSessionEnds } from "./session.ts";

/** What somebody is here as: a teacher can be a parent too. */
export type Hat = "guardian" | "teacher" | "office";

const LAST = "kring.hat";

const rolesOf: Record<Hat, readonly Role[]> = {
  guardian: ["guardian"],
  teacher: ["teacher"],
  office: ["office", "head"],
};

/** The hats of a person over all schools, in the order in which they are offered. */
export const hatsOf = (me: Me): Hat[] =>
  (["guardian", "teacher", "office"] as const).filter((hat) =>
    me.schools.some((at) => rolesOf[hat].some((role) => at.roles.includes(role))),
  );

/** The hat that belongs to an address. */
export const hatAt = (path: string): Hat =>
  path.startsWith("/office") ? "office" : path.startsWith("/groups") ? "teacher" : "guardian";

/** The groups in which the person teaches, over all schools. */
export const groupsTaughtBy = (me: Me) => me.schools.flatMap(({ groups }) => groups);

/** Where a hat begins. */
export const startOf = (hat: Hat, me: Me): string => {
  if (hat === "office") return "/office";
  const [group] = groupsTaughtBy(me);
  return hat === "teacher" && group ? `/groups/${group.id}` : "/";
};

/** The hat last worn on this device, if it still fits. */
export const lastHat = (me: Me): Hat | undefined => {
  const hats = hatsOf(me);
  return hats.find((hat) => hat === localStorage.getItem(LAST)) ?? hats[0];
};

export const wear = (hat: Hat): void => localStorage.setItem(LAST, hat);
whenSessionEnds(async () => localStorage.removeItem(LAST));
