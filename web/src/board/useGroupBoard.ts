import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

/** What a colleague sees must be here within two seconds: asked every 1.5 s, while the page is visible. */
export const BOARD_MS = 1500;

export const useGroupBoard = (school: string, group: string) =>
  useQuery({
    queryKey: ["group-board", school, group],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/v1/schools/{school}/groups/{group}/board", { params: { path: { school, group } }, signal })),
    refetchInterval: BOARD_MS,
  });
