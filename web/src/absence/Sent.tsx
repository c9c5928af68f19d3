import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { Button } from "../ui/Button.tsx";
import { useSay } from "../ui/Live.tsx";
import { Ring } from "../ui/Mark.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { Facts } from "./Facts.tsx";
import { TakenBack } from "./TakenBack.tsx";
import { useAbsenceCommands } from "./useAbsenceCommands.ts";
import type { OwnChild } from "./useChild.ts";
import { useHeld } from "./useHeld.ts";
import type { AbsenceNow } from "./useReport.ts";

/** Sent: who has it, since when; undone in one tap, changed later. */
export const Sent = ({ own, absence }: { own: OwnChild; absence: AbsenceNow }) => {
  const { t } = useLingui();
  const say = useSay();
  const { name, id } = own.child;
  const { withdraw } = useAbsenceCommands(own);
  const held = useHeld(absence);
  const title = t`${name} is reported sick`;
  const spoken = `${title}. ${held}`;
  useEffect(() => say(spoken), [say, spoken]);
  if (withdraw.data) return <TakenBack own={own} />;
  return (
    <Page
      title={title}
      h1={null}
      dockLabel={t`Done, or undo`}
      dock={
        <div className="acts">
          <Button kind="main" isBig href="/">
            <Trans>Done</Trans>
          </Button>
          <Button icon="undo" isPending={withdraw.isPending} onClick={() => withdraw.mutate({})}>
            <Trans>Undo</Trans>
          </Button>
        </div>
      }
    >
      <div className="hero">
        <Ring kind="done" />
        <h1>{title}</h1>
        <p className="hero__say">
          {held}
          <br />
          <Trans>We wish {name} well.</Trans>
        </p>
      </div>
      <Problem of={withdraw.error} title={<Trans>Not taken back</Trans>} />
      <section className="card stack" aria-labelledby="reported">
        <h2 className="vh" id="reported">
          <Trans>What you reported</Trans>
        </h2>
        <Facts absence={absence} />
        <p className="row">
          <Button kind="plain" isFlush icon="edit" href={`/absence/${id}/change`}>
            <Trans>Change</Trans>
          </Button>
        </p>
      </section>
    </Page>
  );
};
