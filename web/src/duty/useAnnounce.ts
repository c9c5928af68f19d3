import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import type { components } from "../api/schema.d.ts";
import type { Outcome } from "./draft.ts";

type Announced = components["schemas"]["AnnouncedAbsence"];
export type Announcement = {
  teacher: string;
  from: string;
  until: string;
  groups: { group: string; outcome: Outcome }[];
  note: string | null;
};

/** Tells every guardian of the groups that the teacher is away. */
export const useAnnounce = (school: string, onDone: (answer: Announced) => void) => {
  const client = useQueryClient();
  return useCommand(
    (body: Announcement, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/teacher-absences", {
          params: { path: { school }, header: { "Idempotency-Key": key } },
          body,
          // It outlives the page: who closes the tab meant to send.
          keepalive: true,
        }),
      ),
    {
      onDone: (answer) => {
        for (const queryKey of [["school-board"], ["group-board"], ["teachers"]])
          void client.invalidateQueries({ queryKey });
        onDone(answer);
      },
    },
  );
};
