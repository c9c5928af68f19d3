import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

const SHOWN = 8;

/** Pupils by any part of their name or group; none is asked before something is typed. */
export const usePupils = (school: string, q: string) =>
  useQuery({
    queryKey: ["pupils", school, q],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/schools/{school}/pupils", { params: { path: { school }, query: { q, limit: SHOWN } }, signal }),
      ),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    // A name that was looked up is not kept longer than the look.
    gcTime: 60_000,
  });
