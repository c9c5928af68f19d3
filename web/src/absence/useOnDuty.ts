import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

/** Who will have a report for this day, asked before it is sent; null day: not asked. */
export const useOnDuty = (school: string, pupil: string, day: string) =>
  useQuery({
    queryKey: ["on-duty", school, pupil, day],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/schools/{school}/pupils/{pupil}/on-duty", {
          params: { path: { school, pupil }, query: { day } },
          signal,
        }),
      ),
    enabled: day !== "",
    staleTime: 60_000,
  });
