import { Trans, useLingui } from "@lingui/react/macro";
import { Ring } from "../ui/Mark.tsx";
import { dayInWords, groupInSentence } from "../ui/when.ts";

type Props = { group: string; onDuty: string; nextWorkingDay: string | null };

/** Who is off gets no names and nothing to do: only that it is taken care of, and when the next working day is. */
export const OffDuty = ({ group, onDuty, nextWorkingDay }: Props) => {
  const { i18n } = useLingui();
  const named = groupInSentence(group);
  const day = nextWorkingDay && dayInWords(nextWorkingDay, i18n.locale);
  return (
    <section className="card hero">
      <Ring kind="quiet" />
      <h2>
        <Trans>You are off</Trans>
      </h2>
      <p className="hero__say">
        {day ? <Trans>Your next working day is {day}.</Trans> : <Trans>You have no next working day yet.</Trans>}
      </p>
      <p className="soft">
        {onDuty ? (
          <Trans>
            {onDuty} has {named} now.
          </Trans>
        ) : (
          <Trans>The office has {named} now.</Trans>
        )}{" "}
        <Trans>You need to do nothing.</Trans>
      </p>
      <p className="soft small">
        <Trans>Who is sick is shown to who is on duty only.</Trans>
      </p>
    </section>
  );
};
