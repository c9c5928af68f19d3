import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

/**
 * Opens a pupil's reason. A mutation, not a query: each look is on record for the guardians, so it happens on a click
 * only, never again by itself.
 */
export const useReason = (school: string, pupil: string) =>
  useMutation({
    mutationFn: () => unwrap(api.GET("/v1/schools/{school}/absences/{pupil}", { params: { path: { school, pupil } } })),
    // Health data leaves the memory with the panel that shows it.
    gcTime: 0,
  });
