import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Redirect, useLocation, useParams } from "wouter";
import NotHere from "../app/NotHere.tsx";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { useSay } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { today } from "../ui/when.ts";
import { DatesFields, datesOf, draftOf } from "./DatesFields.tsx";
import { useAbsence } from "./useAbsence.ts";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";
import { type OwnChild, useChild } from "./useChild.ts";
import { missingDays, useDatesErrors } from "./useDatesErrors.tsx";
import { useHoldersOf } from "./useHoldersOf.ts";
import type { AbsenceNow } from "./useReport.ts";

const Form = ({ own, absence }: { own: OwnChild; absence: AbsenceNow }) => {
  const { t } = useLingui();
  const say = useSay();
  const [, go] = useLocation();
  const { name, id } = own.child;
  const stands = {
    from: absence.from ?? today(),
    back: absence.back,
    reason: typeof absence.reason === "string" ? absence.reason : null,
  };
  const [draft, setDraft] = useState(draftOf(stands, stands.from));
  const [isAsked, setAsked] = useState(false);
  const { who, count } = useHoldersOf(absence);
  const { correct } = useAbsenceCommands(own, () => {
    say(t`Changed. The school sees it at once.`);
    go(`/absence/${id}`, { replace: true });
  });
  const { errors, rest } = useDatesErrors(correct.error, isAsked ? missingDays(draft) : []);
  return (
    <Page
      title={t`Change the report of ${name}`}
      back={`/absence/${id}`}
      backLabel={<Trans>The report</Trans>}
      dockLabel={t`Send`}
      dock={
        <>
          <By icon="eye">
            <Trans>The school sees this at once. What was said before stays readable.</Trans>
          </By>
          <Button kind="main" isBig icon="send" form="change" isPending={correct.isPending}>
            <Trans>Send change</Trans>
          </Button>
        </>
      }
    >
      <Problem of={rest} title={<Trans>Not sent</Trans>} />
      <form
        id="change"
        className="stack stack--wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (missingDays(draft).length === 0) correct.mutate(datesOf(draft, stands.from));
        }}
      >
        <DatesFields
          name={name}
          draft={draft}
          onChange={(next) => {
            setDraft(next);
            if (correct.error) correct.reset();
          }}
          offered={stands.from}
          errors={errors}
          readers={
            count > 0 ? (
              <Trans>At school only {who} and the office read this.</Trans>
            ) : (
              <Trans>At school only who is on duty and the office read this.</Trans>
            )
          }
        />
      </form>
    </Page>
  );
};

const Loaded = ({ own }: { own: OwnChild }) => {
  const { t } = useLingui();
  const { name, id } = own.child;
  const { data: absence, error, refetch } = useAbsence(own);
  if (absence?.phase === "sick") return <Form own={own} absence={absence} />;
  if (absence) return <Redirect to={`/absence/${id}`} replace />;
  return (
    <Page title={t`Change the report of ${name}`} back={`/absence/${id}`} backLabel={<Trans>The report</Trans>}>
      {error ? <Problem of={error} onRetry={() => void refetch()} /> : <Loading />}
    </Page>
  );
};

/** Other days or another reason, with what was said before kept in the history. */
const ChangeAbsence = () => {
  const { pupil } = useParams<{ pupil: string }>();
  const own = useChild(pupil);
  return own?.child.mayReportSick ? <Loaded key={pupil} own={own} /> : <NotHere />;
};
export default ChangeAbsence;
