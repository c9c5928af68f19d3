import { Trans } from "@lingui/react/macro";
import { Ask } from "../ui/Ask.tsx";
import { Recovery } from "./Recovery.tsx";
import { ReportFor } from "./ReportFor.tsx";
import { Withdrawal } from "./Withdrawal.tsx";

/** What the office is doing for which pupil. */
export type Act = { kind: "report" | "recover" | "withdraw"; pupil: { id: string; name: string } };

type Props = { school: string; today: string; act: Act | null; onClose: () => void };

/** The dialog that is open, if any. It stays in the page, so that closing gives the focus back. */
export const PupilActs = ({ school, today, act, onClose }: Props) => (
  <Ask isOpen={act !== null} onClose={onClose} title={act && <Title act={act} />}>
    {act?.kind === "report" && <ReportFor school={school} pupil={act.pupil} today={today} onClose={onClose} />}
    {act?.kind === "recover" && <Recovery school={school} pupil={act.pupil} today={today} onClose={onClose} />}
    {act?.kind === "withdraw" && <Withdrawal school={school} pupil={act.pupil} onClose={onClose} />}
  </Ask>
);

const Title = ({ act }: { act: Act }) => {
  const { name } = act.pupil;
  switch (act.kind) {
    case "report":
      return <Trans>Report {name} sick</Trans>;
    case "recover":
      return <Trans>Report {name} better</Trans>;
    case "withdraw":
      return <Trans>Take back the sick report of {name}?</Trans>;
  }
};
