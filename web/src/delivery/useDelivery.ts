import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

const POLL_MS = 1500;

/** Per guardian and channel who was reached, as it stands now. */
export const useDelivery = (school: string, notice: string) =>
  useQuery({
    queryKey: ["delivery", school, notice],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/v1/schools/{school}/notices/{notice}/delivery", { params: { path: { school, notice } }, signal }),
      ),
    refetchInterval: POLL_MS,
  });
