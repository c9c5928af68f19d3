import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useCommand } from "../api/command.ts";
import { Ask } from "../ui/Ask.tsx";
import { Button } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";
import { unbroken } from "../ui/when.ts";

type Props = { school: string; notice: string; teacher: { id: string; name: string }; told: number };

/** The teacher is there after all: who was told is told this too, so it asks first. */
export const CallOff = ({ school, notice, teacher, told }: Props) => {
  const { t } = useLingui();
  const toast = useToast();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const name = unbroken(teacher.name);
  const callOff = useCommand(
    (body: { teacher: string }, key) =>
      unwrap(
        api.POST("/v1/schools/{school}/teacher-absences/{notice}/call-off", {
          params: { path: { school, notice }, header: { "Idempotency-Key": key } },
          body,
        }),
      ),
    {
      onDone: () => {
        setAsking(false);
        toast.show(t`${name} is here after all. The guardians are being told.`);
        for (const queryKey of [["delivery"], ["school-board"], ["group-board"], ["teachers"]])
          void client.invalidateQueries({ queryKey });
      },
    },
  );
  return (
    <>
      <Button icon="undo" onClick={() => setAsking(true)}>
        <Trans>{name} is here after all</Trans>
      </Button>
      <Ask isOpen={isAsking} onClose={() => setAsking(false)} title={<Trans>Is {name} here after all?</Trans>}>
        <p>
          <Plural
            value={told}
            one="# guardian gets a message at once, in the app and by e-mail."
            other="# guardians get a message at once, in the app and by e-mail."
          />
        </p>
        <Problem of={callOff.error} />
        <div className="acts">
          <Button kind="main" isPending={callOff.isPending} onClick={() => callOff.mutate({ teacher: teacher.id })}>
            <Trans>Yes, tell the guardians</Trans>
          </Button>
          <Button onClick={() => setAsking(false)}>
            <Trans>No, leave it</Trans>
          </Button>
        </div>
      </Ask>
    </>
  );
};
