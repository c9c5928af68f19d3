import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";

type Report = { pupil: string; from: string; back: string | null; reason: string | null };
type OfPupil = { pupil: string };

/** What the office does for a parent: report sick, report better, take back. The boards show it at once. */
export const useAbsenceCommands = (school: string) => {
  const client = useQueryClient();
  const onDone = () => {
    for (const queryKey of [["school-board"], ["group-board"], ["pupils"]]) void client.invalidateQueries({ queryKey });
  };
  const header = (key: string) => ({ "Idempotency-Key": key });

  const report = useCommand(
    (body: Report, key) =>
      unwrap(api.POST("/v1/schools/{school}/absences", { params: { path: { school }, header: header(key) }, body })),
    { onDone },
  );
  const recover = useCommand(
    ({ pupil, on }: OfPupil & { on: string }, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/absences/{pupil}/recovery", {
          params: { path: { school, pupil }, header: header(key) },
          body: { on },
        }),
      ),
    { onDone },
  );
  const withdraw = useCommand(
    ({ pupil }: OfPupil, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/absences/{pupil}/withdrawal", {
          params: { path: { school, pupil }, header: header(key) },
          body: {},
        }),
      ),
    { onDone },
  );
  return { report, recover, withdraw };
};
