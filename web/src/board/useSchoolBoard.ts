import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { BOARD_MS } from "./useGroupBoard.ts";

export const useSchoolBoard = (school: string) =>
  useQuery({
    queryKey: ["school-board", school],
    queryFn: ({ signal }) => unwrap(api.GET("/v1/schools/{school}/board", { params: { path: { school } }, signal })),
    refetchInterval: BOARD_MS,
  });
