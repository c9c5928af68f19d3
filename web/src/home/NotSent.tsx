import { Trans } from "@lingui/react/macro";
import { type Held, throwAway, useOutbox } from "../absence/outbox.ts";
import { Button } from "../ui/Button.tsx";
import { Note } from "../ui/Note.tsx";
import { useProblemWords } from "../ui/Problem.tsx";
import { useDay } from "../ui/useDay.ts";
import { useMoment } from "../ui/useMoment.ts";

const Report = ({ entry }: { entry: Held }) => {
  const inWords = useDay();
  const moment = useMoment();
  const problemWords = useProblemWords();
  const { name, phone } = entry;
  const day = inWords(entry.from);
  const at = moment(entry.at);
  return (
    <Note kind={entry.refused ? "urgent" : "wait"} role="status" title={<Trans>Not yet sent</Trans>}>
      <h2 className="h3">
        <Trans>
          Report {name} sick for {day}
        </Trans>
      </h2>
      <p>
        {entry.refused ? (
          problemWords(entry.refused)
        ) : (
          <Trans>
            Kept at {at} on this phone. We send it as soon as there is a connection. Phone the school if that takes too
            long.
          </Trans>
        )}
      </p>
      <div className="acts">
        <Button href={`tel:${phone.replaceAll(" ", "")}`} icon="phone">
          {phone}
        </Button>
        <Button kind="plain" onClick={() => void throwAway(entry.id)}>
          <Trans>Throw away</Trans>
        </Button>
      </div>
    </Note>
  );
};

/** Sick reports that still wait for a connection, on top of everything. */
export const NotSent = () => {
  const waiting = useOutbox();
  return waiting.map((entry) => <Report key={entry.id} entry={entry} />);
};
