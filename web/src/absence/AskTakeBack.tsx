import { Trans } from "@lingui/react/macro";
import { Ask } from "../ui/Ask.tsx";
import { Button } from "../ui/Button.tsx";

type Props = { name: string; isOpen: boolean; isPending: boolean; onClose: () => void; onYes: () => void };

export const AskTakeBack = ({ name, isOpen, isPending, onClose, onYes }: Props) => (
  <Ask isOpen={isOpen} onClose={onClose} title={<Trans>Take back the sick report of {name}?</Trans>}>
    <p>
      <Trans>The teacher and the office then see that {name} comes after all.</Trans>
    </p>
    <div className="acts">
      <Button kind="main" isPending={isPending} onClick={onYes}>
        <Trans>Yes, {name} comes to school</Trans>
      </Button>
      <Button onClick={onClose}>
        <Trans>No, leave it</Trans>
      </Button>
    </div>
  </Ask>
);
