import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import { sayOnHome } from "./onHome.ts";
import type { OwnChild } from "./useChild.ts";
import type { AbsenceNow, Dates } from "./useReport.ts";

/** What can be done with a report that was sent: correct it, report better, take it back. */
export const useAbsenceCommands = ({ child, at }: OwnChild, onDone?: (absence: AbsenceNow) => void) => {
  const client = useQueryClient();
  const path = { school: at.school.id, pupil: child.id };
  const done = {
    onDone: (absence: AbsenceNow) => {
      client.setQueryData(["absence", path.school, path.pupil], absence);
      sayOnHome(absence);
      onDone?.(absence);
    },
  };
  return {
    correct: useCommand(
      (body: Dates, key) =>
        unwrap(
          api.POST("/v1/schools/{school}/absences/{pupil}/correction", {
            params: { path, header: { "Idempotency-Key": key } },
            body,
          }),
        ),
      done,
    ),
    recover: useCommand(
      (body: { on: string }, key) =>
        unwrap(
          api.POST("/v1/schools/{school}/absences/{pupil}/recovery", {
            params: { path, header: { "Idempotency-Key": key } },
            body,
          }),
        ),
      done,
    ),
    withdraw: useCommand(
      (body: Record<string, never>, key) =>
        unwrap(
          api.POST("/v1/schools/{school}/absences/{pupil}/withdrawal", {
            params: { path, header: { "Idempotency-Key": key } },
            body,
          }),
        ),
      done,
    ),
  };
};
