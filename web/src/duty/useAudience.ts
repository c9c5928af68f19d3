import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

export type Audience = components["schemas"]["Audience"];

/** Who would be told, in numbers; asked once there is a teacher and a span of days that can be. */
export const useAudience = (
  school: string,
  { teacher, from, until }: { teacher: string; from: string; until: string },
) =>
  useQuery({
    queryKey: ["audience", school, teacher, from, until],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/schools/{school}/teachers/{teacher}/audience", {
          params: { path: { school, teacher }, query: { from, until } },
          signal,
        }),
      ),
    enabled: teacher !== "" && from !== "" && from <= until,
  });
