import { queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, unwrap } from "./client.ts";
import type { components } from "./schema.d.ts";

export type Me = components["schemas"]["Me"];
export type AtSchool = Me["schools"][number];
export type Role = AtSchool["roles"][number];
export type Child = AtSchool["pupils"][number];

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => unwrap(api.GET("/v1/me", { signal })),
  staleTime: 5 * 60_000,
});

export const MeContext = createContext<Me | null>(null);

/** Who is signed in, at each school. Only below the gate of `App`, which waits for it. */
export const useMe = (): Me => {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe above the gate");
  return me;
};

/** The schools at which the person wears one of these hats. */
export const schoolsOf = (me: Me, ...roles: Role[]): AtSchool[] =>
  me.schools.filter((at) => at.roles.some((role) => roles.includes(role)));

/** The school in which the person wears this hat; the routes see to it that there is one. */
export const useSchool = (...roles: Role[]): AtSchool => {
  const [at] = schoolsOf(useMe(), ...roles);
  if (!at) throw new Error(`nobody's hat: ${roles.join(", ")}`);
  return at;
};
