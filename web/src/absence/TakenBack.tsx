import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { Button } from "../ui/Button.tsx";
import { useSay } from "../ui/Live.tsx";
import { Ring } from "../ui/Mark.tsx";
import { Page } from "../ui/Page.tsx";
import type { OwnChild } from "./useChild.ts";

/** Taken back: the school expects the child again. */
export const TakenBack = ({ own: { child } }: { own: OwnChild }) => {
  const { t } = useLingui();
  const say = useSay();
  const { name } = child;
  const title = t`The report is taken back`;
  const what = t`The school knows that ${name} comes as usual.`;
  useEffect(() => say(`${title}. ${what}`), [say, title, what]);
  return (
    <Page
      title={title}
      h1={null}
      dockLabel={t`Done`}
      dock={
        <Button kind="main" isBig href="/">
          <Trans>Done</Trans>
        </Button>
      }
    >
      <div className="hero">
        <Ring kind="done" />
        <h1>{title}</h1>
        <p className="hero__say">{what}</p>
      </div>
    </Page>
  );
};
