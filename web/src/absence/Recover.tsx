import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import { ChoiceList, DayField } from "../ui/Field.tsx";
import { useSay } from "../ui/Live.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useDay } from "../ui/useDay.ts";
import { capital, plusDays, today } from "../ui/when.ts";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";
import type { OwnChild } from "./useChild.ts";
import { useDatesErrors } from "./useDatesErrors.tsx";
import { useOnDuty } from "./useOnDuty.ts";
import type { AbsenceNow } from "./useReport.ts";

/** Better: on which day the child is back at school. The next school day is offered first. */
export const Recover = ({ own, absence }: { own: OwnChild; absence: AbsenceNow }) => {
  const { t } = useLingui();
  const say = useSay();
  const inWords = useDay();
  const { name } = own.child;
  const tomorrow = plusDays(today(), 1);
  const { data: duty } = useOnDuty(own.at.school.id, own.child.id, tomorrow);
  const next = duty && !duty.isOpen ? duty.nextOpenDay : tomorrow;
  const canBeToday = absence.from !== null && absence.from <= today();
  const [choice, setChoice] = useState<string>("next");
  const [other, setOther] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { recover } = useAbsenceCommands(own, () => say(t`The school knows that ${name} is better.`));
  const { errors, rest } = useDatesErrors(recover.error, isMissing ? ["back"] : []);
  const on = choice === "today" ? today() : choice === "next" ? next : other;
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!on);
        if (on) recover.mutate({ on });
      }}
    >
      <ChoiceList
        name="on"
        label={<Trans>Is {name} better? Back at school:</Trans>}
        value={choice}
        onChange={setChoice}
        choices={[
          ...(canBeToday ? [{ value: "today", label: capital(inWords(today())) }] : []),
          { value: "next", label: capital(inWords(next)) },
          { value: "other", label: t`Another day` },
        ]}
      />
      {choice === "other" && (
        <DayField
          name="back"
          label={<Trans>First day back at school</Trans>}
          {...(absence.from ? { min: absence.from } : {})}
          value={other}
          onChange={setOther}
          error={errors.back}
        />
      )}
      {choice !== "other" && errors.back && <p className="error">{errors.back}</p>}
      <Problem of={rest} title={<Trans>Not sent</Trans>} />
      <div className="acts">
        <Button kind="main" type="submit" icon="check" isPending={recover.isPending}>
          <Trans>Report better</Trans>
        </Button>
      </div>
    </form>
  );
};
