import { Trans, useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { useReason } from "./useReason.ts";

type AbsenceNow = components["schemas"]["AbsenceNow"];

/** A pupil's reason, opened on asking only: guardians see who looked. */
export const SickReason = ({ school, pupil }: { school: string; pupil: { id: string; name: string } }) => {
  const { t } = useLingui();
  const { mutate, reset, data, error, isPending } = useReason(school, pupil.id);
  const name = pupil.name;
  return (
    <div className="reason">
      {data ? (
        <Button kind="plain" icon="close" onClick={reset} label={name}>
          <Trans>Close</Trans>
        </Button>
      ) : (
        <Button kind="plain" icon="eye" isPending={isPending} onClick={() => mutate()} label={t`of ${name}`}>
          <Trans>See the reason</Trans>
        </Button>
      )}
      {/* Always there, so that what opens is read out. */}
      <div role="status">{data && <Reason of={data} />}</div>
      {error && <Problem of={error} />}
    </div>
  );
};

const Reason = ({ of }: { of: AbsenceNow }) => {
  const moment = useMoment();
  const { reason, reportedBy, reportedAt } = of;
  return (
    <div className="reason__open">
      <p className="reason__text">
        {reason === null && <Trans>No reason was given.</Trans>}
        {typeof reason === "string" && reason}
        {reason !== null && typeof reason === "object" && <Trans>The reason has been erased.</Trans>}
      </p>
      {reportedBy && reportedAt && (
        <p className="by">
          <Who by={reportedBy} at={moment(reportedAt)} />
        </p>
      )}
      <p className="by">
        <Icon name="eye" size="s" />{" "}
        <span>
          <Trans>The guardians see that you have looked.</Trans>
        </span>
      </p>
    </div>
  );
};

const Who = ({ by, at }: { by: NonNullable<AbsenceNow["reportedBy"]>; at: string }) => {
  const { name } = by;
  if (by.isYou) return <Trans>Reported by you, {at}.</Trans>;
  if (by.role === "office")
    return (
      <Trans>
        Reported by the office ({name}) for the guardians, {at}.
      </Trans>
    );
  return (
    <Trans>
      Reported by {name}, {at}.
    </Trans>
  );
};
