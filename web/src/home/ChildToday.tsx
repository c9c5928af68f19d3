import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { Kid } from "../ui/Kid.tsx";
import { useDay } from "../ui/useDay.ts";
import { useMoment } from "../ui/useMoment.ts";
import { groupInSentence, listed, unbroken } from "../ui/when.ts";
import type { ChildNow } from "./useHomes.ts";

/** A child that is reported sick: since when, until when, and who has it. */
export const ChildToday = ({ child: { pupil, sick, onDuty, mayReportSick } }: { child: ChildNow }) => {
  const { i18n } = useLingui();
  const inWords = useDay();
  const moment = useMoment();
  if (!sick) return null;
  const since = inWords(sick.since);
  const back = sick.back ? inWords(sick.back) : null;
  const holders = listed(
    onDuty.map(({ name }) => unbroken(name)),
    i18n.locale,
  );
  const at = moment(sick.at);
  return (
    <article className="card item">
      <Kid name={pupil.name}>{groupInSentence(pupil.group.name)}</Kid>
      <h3>
        <Trans>At home since {since}</Trans>
      </h3>
      <p>{back ? <Trans>Back at school: {back}.</Trans> : <Trans>Not known yet when back.</Trans>}</p>
      <By icon="eye">
        {onDuty.length > 0 ? (
          <Trans>
            {holders} and the office have it since {at}.
          </Trans>
        ) : (
          <Trans>The office has it since {at}.</Trans>
        )}
      </By>
      <div className="acts">
        <Button href={`/absence/${pupil.id}`} label={pupil.name}>
          {mayReportSick ? <Trans>Change or better</Trans> : <Trans>See more</Trans>}
        </Button>
      </div>
    </article>
  );
};
