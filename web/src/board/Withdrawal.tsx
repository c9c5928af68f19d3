import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";

type Props = { school: string; pupil: { id: string; name: string }; onClose: () => void };

/** The report was a mistake. */
export const Withdrawal = ({ school, pupil, onClose }: Props) => {
  const { t } = useLingui();
  const toast = useToast();
  const { withdraw } = useAbsenceCommands(school);
  const name = pupil.name;
  const submit = () =>
    withdraw.mutate(
      { pupil: pupil.id },
      {
        onSuccess: () => {
          toast.show(t`The sick report of ${name} is taken back.`);
          onClose();
        },
      },
    );
  return (
    <>
      <p>
        <Trans>The board then shows that {name} comes to school after all.</Trans>
      </p>
      {withdraw.error && <Problem of={withdraw.error} />}
      <div className="acts">
        <Button kind="main" isPending={withdraw.isPending} onClick={submit}>
          <Trans>Yes, take it back</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>No, leave it</Trans>
        </Button>
      </div>
    </>
  );
};
