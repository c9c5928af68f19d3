import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useParams } from "wouter";
import NotHere from "../app/NotHere.tsx";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { unbroken } from "../ui/when.ts";
import { AskTakeBack } from "./AskTakeBack.tsx";
import { Facts } from "./Facts.tsx";
import { History } from "./History.tsx";
import { Looks } from "./Looks.tsx";
import { Recover } from "./Recover.tsx";
import { TakenBack } from "./TakenBack.tsx";
import { useAbsence } from "./useAbsence.ts";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";
import { type OwnChild, useChild } from "./useChild.ts";
import { useHeld } from "./useHeld.ts";
import type { AbsenceNow } from "./useReport.ts";

const Sick = ({ own, absence }: { own: OwnChild; absence: AbsenceNow }) => {
  const held = useHeld(absence);
  const { reason } = absence;
  return (
    <section className="card stack" aria-labelledby="now">
      <h2 className="vh" id="now">
        <Trans>What is reported</Trans>
      </h2>
      <Facts absence={absence} />
      {typeof reason === "string" && (
        <div>
          <p className="soft">
            <Trans>What is the matter</Trans>
          </p>
          <p className="said">{reason}</p>
        </div>
      )}
      <By icon="eye">{held}</By>
      {own.child.mayReportSick && (
        <p className="row">
          <Button kind="plain" isFlush icon="edit" href={`/absence/${own.child.id}/change`}>
            <Trans>Change</Trans>
          </Button>
        </p>
      )}
    </section>
  );
};

const Content = ({ own }: { own: OwnChild }) => {
  const { t } = useLingui();
  const { child } = own;
  const { name } = child;
  const { data: absence, error, refetch, isPending } = useAbsence(own);
  const { withdraw } = useAbsenceCommands(own);
  const [isAsking, setAsking] = useState(false);
  if (withdraw.data) return <TakenBack own={own} />;
  const isSick = absence?.phase === "sick";
  return (
    <Page title={isSick ? t`${name} is sick` : t`Sick reports of ${name}`} lead={unbroken(child.group.name)} back="/">
      {isPending && <Loading what={<Trans>Loading the report</Trans>} />}
      {!absence && <Problem of={error} onRetry={() => void refetch()} />}
      {absence && isSick && <Sick own={own} absence={absence} />}
      {absence && !isSick && (
        <Empty title={<Trans>{name} is not reported sick</Trans>}>
          {child.mayReportSick && (
            <p>
              <Button href={`/sick/${child.id}`} icon="sick">
                <Trans>Report sick</Trans>
              </Button>
            </p>
          )}
        </Empty>
      )}
      {absence && isSick && child.mayReportSick && (
        <>
          <Recover own={own} absence={absence} />
          <section className="stack stack--tight" aria-labelledby="mistake">
            <h2 className="h3" id="mistake">
              <Trans>Was it a mistake?</Trans>
            </h2>
            <Problem of={withdraw.error} title={<Trans>Not taken back</Trans>} />
            <Button icon="undo" onClick={() => setAsking(true)}>
              <Trans>Take the report back</Trans>
            </Button>
          </section>
          <AskTakeBack
            name={name}
            isOpen={isAsking}
            isPending={withdraw.isPending}
            onClose={() => setAsking(false)}
            onYes={() => {
              setAsking(false);
              withdraw.mutate({});
            }}
          />
        </>
      )}
      {absence && <History absence={absence} />}
      {absence && isSick && <Looks absence={absence} />}
    </Page>
  );
};

/** A child's sick report: as it stands, changed, better, taken back, and who looked. */
const AbsencePage = () => {
  const { pupil } = useParams<{ pupil: string }>();
  const own = useChild(pupil);
  return own ? <Content key={pupil} own={own} /> : <NotHere />;
};
export default AbsencePage;
