import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import type { components } from "../api/schema.d.ts";
import { useProblemWords } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";

type Recipient = components["schemas"]["Recipient"];
type Of = { notice: string; recipient: Pick<Recipient, "person"> };

/** *Spoken* closes a row of the phone list; undone, from the toast or from the row, it is open again. */
export const useSpoken = (school: string) => {
  const { t } = useLingui();
  const client = useQueryClient();
  const toast = useToast();
  const problemWords = useProblemWords();
  const refresh = () => {
    for (const queryKey of [["delivery"], ["school-board"]]) void client.invalidateQueries({ queryKey });
  };
  const paramsOf = ({ notice, recipient }: Of, key: string) => ({
    path: { school, notice, person: recipient.person.id },
    header: { "Idempotency-Key": key },
  });

  const undo = useCommand(
    (of: Of, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken/undo", {
          params: paramsOf(of, key),
          body: {},
        }),
      ),
    {
      onDone: (_, { recipient }) => {
        refresh();
        const { name } = recipient.person;
        toast.show(t`${name} is on the phone list again.`);
      },
    },
  );
  const spoken = useCommand(
    (of: Of, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken", {
          params: paramsOf(of, key),
          body: {},
        }),
      ),
    {
      onDone: (_, of) => {
        refresh();
        const { name } = of.recipient.person;
        toast.show(t`Spoken with ${name}.`, { undo: () => undoIt(of) });
      },
    },
  );
  // The row may have left the page by then: what went wrong is said where the toast stood.
  const onError = (error: unknown) => toast.show(problemWords(error));
  const undoIt = (of: Of) => undo.mutate(of, { onError });
  return {
    speak: (of: Of) => spoken.mutate(of, { onError }),
    undo: undoIt,
    pending: spoken.isPending ? spoken.variables.recipient.person.id : null,
  };
};
