import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

export type Teachers = components["schemas"]["Teachers"];
export type Teacher = Teachers["teachers"][number];

export const useTeachers = (school: string) =>
  useQuery({
    queryKey: ["teachers", school],
    queryFn: ({ signal }) => unwrap(api.GET("/v1/schools/{school}/teachers", { params: { path: { school } }, signal })),
  });
