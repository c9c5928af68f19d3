import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import { Unreachable } from "../api/problem.ts";
import type { components } from "../api/schema.d.ts";
import { sayOnHome } from "./onHome.ts";
import { keepForLater } from "./outbox.ts";
import type { OwnChild } from "./useChild.ts";

export type AbsenceNow = components["schemas"]["AbsenceNow"];
export type Dates = { from: string; back: string | null; reason: string | null };
/** Sent, and who has it; or kept on this device until there is a connection. */
export type Reported = { sent: AbsenceNow } | { keptAt: string };

/** Reports a child sick. Without connection the report is kept, and counts once when both ways should arrive. */
export const useReport = ({ child, at }: OwnChild) => {
  const client = useQueryClient();
  const school = at.school.id;
  return useCommand(
    async (dates: Dates, key): Promise<Reported> => {
      try {
        const call = api.POST("/v1/schools/{school}/absences", {
          params: { path: { school }, header: { "Idempotency-Key": key } },
          body: { pupil: child.id, ...dates },
        });
        return { sent: await unwrap(call) };
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        const keptAt = new Date().toISOString();
        await keepForLater({
          id: key,
          at: keptAt,
          school,
          person: at.person.id,
          pupil: child.id,
          name: child.name,
          phone: at.school.phone,
          ...dates,
        });
        return { keptAt };
      }
    },
    {
      onDone: (reported) => {
        if (!("sent" in reported)) return;
        client.setQueryData(["absence", school, child.id], reported.sent);
        sayOnHome(reported.sent);
      },
    },
  );
};
