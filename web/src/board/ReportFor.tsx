import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useOnDuty } from "../absence/useOnDuty.ts";
import { Button } from "../ui/Button.tsx";
import { AreaField, DayField } from "../ui/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useLocale } from "../ui/locale.ts";
import { Problem } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";
import { dayInWords, listed, timeOf, unbroken } from "../ui/when.ts";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";

type Props = { school: string; pupil: { id: string; name: string }; today: string; onClose: () => void };

/** The office reports sick for a parent who phones: the day stands right already, so one click more sends it. */
export const ReportFor = ({ school, pupil, today, onClose }: Props) => {
  const { t } = useLingui();
  const locale = useLocale();
  const toast = useToast();
  const { report, withdraw } = useAbsenceCommands(school);
  const [from, setFrom] = useState(today);
  const [back, setBack] = useState("");
  const [reason, setReason] = useState("");
  const name = pupil.name;

  const submit = () =>
    report.mutate(
      { pupil: pupil.id, from, back: back || null, reason: reason.trim() || null },
      {
        onSuccess: ({ holders, heldSince }) => {
          const who = listed(
            holders.map((one) => unbroken(one.name)),
            locale,
          );
          const time = heldSince && timeOf(heldSince);
          toast.show(
            who && time ? t`${name} is reported sick. ${who} has it since ${time}.` : t`${name} is reported sick.`,
            { undo: () => withdraw.mutate({ pupil: pupil.id }) },
          );
          onClose();
        },
      },
    );

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!report.isPending) submit();
      }}
    >
      <DayField name="from" label={<Trans>First day at home</Trans>} value={from} onChange={setFrom} />
      <DayField
        name="back"
        label={<Trans>Back at school on</Trans>}
        hint={<Trans>Leave empty when it is not known yet.</Trans>}
        value={back}
        onChange={setBack}
      />
      <AreaField
        name="reason"
        label={<Trans>What is the matter?</Trans>}
        hint={<Trans>Not required. The guardians see who reads this.</Trans>}
        value={reason}
        onChange={setReason}
        maxLength={500}
        rows={1}
      />
      <Holders school={school} pupil={pupil.id} day={from} />
      {report.error && <Problem of={report.error} />}
      <div className="acts">
        <Button kind="main" type="submit" icon="send" isPending={report.isPending}>
          <Trans>Send</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
};

/** Who gets it, said before it is sent. */
const Holders = ({ school, pupil, day }: { school: string; pupil: string; day: string }) => {
  const locale = useLocale();
  const { data } = useOnDuty(school, pupil, day);
  const who = listed(
    (data?.teachers ?? []).map(({ name }) => unbroken(name)),
    locale,
  );
  const open = data && dayInWords(data.nextOpenDay, locale);
  return (
    <p className="by" role="status">
      {data && (
        <>
          <Icon name="group" size="s" />{" "}
          <span>
            {data.isOpen && who && <Trans>{who} and the office have it at once.</Trans>}
            {data.isOpen && !who && <Trans>The office has it at once.</Trans>}
            {!data.isOpen && <Trans>The school is closed that day. The next school day is {open}.</Trans>}
          </span>
        </>
      )}
    </p>
  );
};
