import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { Button } from "../ui/Button.tsx";
import { useSay } from "../ui/Live.tsx";
import { Note } from "../ui/Note.tsx";
import { Page } from "../ui/Page.tsx";
import { useDay } from "../ui/useDay.ts";
import { timeOf, unbroken } from "../ui/when.ts";
import { useOutbox } from "./outbox.ts";
import type { OwnChild } from "./useChild.ts";

/** No connection: the report rests on this device, and it says so until it has been sent. */
export const Kept = ({ own: { child, at }, keptAt, from }: { own: OwnChild; keptAt: string; from: string }) => {
  const { t } = useLingui();
  const say = useSay();
  const { name } = child;
  const day = useDay()(from);
  const time = timeOf(keptAt);
  const isWaiting = useOutbox().some((entry) => entry.pupil === child.id && !entry.refused);
  const title = isWaiting ? t`Not yet sent` : t`${name} is reported sick`;
  const spoken = isWaiting ? t`Not yet sent. We send it as soon as there is a connection.` : t`Sent.`;
  useEffect(() => say(spoken), [say, spoken]);
  const { phone } = at.school;
  return (
    <Page
      title={title}
      dockLabel={t`Done`}
      dock={
        <div className="acts">
          <Button kind="main" isBig href="/">
            <Trans>To Start</Trans>
          </Button>
          <Button href={`tel:${phone.replaceAll(" ", "")}`} icon="phone">
            {unbroken(phone)}
          </Button>
        </div>
      }
    >
      {isWaiting ? (
        <Note
          kind="wait"
          title={
            <Trans>
              Report {name} sick for {day}
            </Trans>
          }
        >
          <p>
            <Trans>
              Kept at {time} on this phone. We send it as soon as there is a connection. Phone the school if that takes
              too long.
            </Trans>
          </p>
        </Note>
      ) : (
        <Note kind="done" title={<Trans>Sent</Trans>}>
          <p>
            <Trans>There was a connection again. Your report has been sent.</Trans>
          </p>
          <Button href={`/absence/${child.id}`}>
            <Trans>See who has it</Trans>
          </Button>
        </Note>
      )}
    </Page>
  );
};
