import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { OwnChild } from "./useChild.ts";

/** A child's absence with its history. It holds the reason, so it is never kept for reading offline. */
export const useAbsence = (own: OwnChild | undefined) => {
  const school = own?.at.school.id ?? "";
  const pupil = own?.child.id ?? "";
  return useQuery({
    queryKey: ["absence", school, pupil],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/v1/schools/{school}/absences/{pupil}", { params: { path: { school, pupil } }, signal })),
    enabled: own !== undefined,
  });
};
