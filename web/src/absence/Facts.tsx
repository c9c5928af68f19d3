import { Trans, useLingui } from "@lingui/react/macro";
import { dayInWords, listed, unbroken } from "../ui/when.ts";
import type { AbsenceNow } from "./useReport.ts";

/** The report as it now stands: the days and who knows. */
export const Facts = ({ absence: { from, back, holders } }: { absence: AbsenceNow }) => {
  const { t, i18n } = useLingui();
  const knowing = listed([...holders.map(({ name }) => unbroken(name)), t`the office`], i18n.locale);
  return (
    <dl className="facts">
      <dt>
        <Trans>First day at home</Trans>
      </dt>
      <dd>{from && dayInWords(from, i18n.locale)}</dd>
      <dt>
        <Trans>Comes back</Trans>
      </dt>
      <dd>{back ? dayInWords(back, i18n.locale) : <Trans>not known yet</Trans>}</dd>
      <dt>
        <Trans>Who knows</Trans>
      </dt>
      <dd>{knowing}</dd>
    </dl>
  );
};
