import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import { DayField } from "../ui/Field.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";
import { useDay } from "../ui/useDay.ts";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";

type Props = { school: string; pupil: { id: string; name: string }; today: string; onClose: () => void };

/** Better: from which day on the pupil is back. */
export const Recovery = ({ school, pupil, today, onClose }: Props) => {
  const { t } = useLingui();
  const toast = useToast();
  const dayWords = useDay();
  const { recover } = useAbsenceCommands(school);
  const [on, setOn] = useState(today);
  const name = pupil.name;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (recover.isPending) return;
        const day = dayWords(on);
        recover.mutate(
          { pupil: pupil.id, on },
          {
            onSuccess: () => {
              toast.show(t`${name} is better, and back at school: ${day}.`);
              onClose();
            },
          },
        );
      }}
    >
      <DayField name="on" label={<Trans>First day back at school</Trans>} value={on} onChange={setOn} />
      {recover.error && <Problem of={recover.error} />}
      <div className="acts">
        <Button kind="main" type="submit" icon="check" isPending={recover.isPending}>
          <Trans>Report better</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
};
