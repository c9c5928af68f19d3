import { Plural, Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";

type Props = { seconds: number; guardians: number; onNow: () => void; onTakeBack: () => void };

/** The seconds in which it can be taken back. They tick for the eye only; it is said once. */
export const TakeBack = ({ seconds, guardians, onNow, onTakeBack }: Props) => {
  const acts = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    // The button that was pressed is gone: the way back is where it stood.
    acts.current?.querySelector<HTMLButtonElement>("button")?.focus();
  }, []);
  return (
    <div className="toast">
      <p>
        <Plural value={guardians} one="Sending to # guardian" other="Sending to # guardians" />{" "}
        <span className="num" aria-hidden="true">
          <Plural value={left} one="in # second" other="in # seconds" />
        </span>
      </p>
      <div className="row" ref={acts}>
        <Button icon="undo" onClick={onTakeBack}>
          <Trans>Take back</Trans>
        </Button>
        <Button icon="send" onClick={onNow}>
          <Trans>Send now</Trans>
        </Button>
      </div>
    </div>
  );
};
