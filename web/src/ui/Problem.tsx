import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { type ProblemCode, ProblemError, Unreachable } from "../api/problem.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { dayInWords } from "./when.ts";

const words: Record<ProblemCode, MessageDescriptor> = {
  "bad-json": msg`Kring sent something that the school's server could not read. Load the page again.`,
  "bad-request": msg`Something is not filled in as it should be.`,
  "bad-content-type": msg`Kring sent something that the school's server could not read. Load the page again.`,
  "too-large": msg`This is too long. Make it shorter and send it again.`,
  "key-missing": msg`Kring sent something that the school's server could not read. Load the page again.`,
  "not-signed-in": msg`You are no longer signed in. Sign in again.`,
  "not-found": msg`This is not here, or it is not for you.`,
  busy: msg`Many people are busy at once. Try again.`,
  "try-later": msg`It does not work just now. Try again in a moment.`,
  "gone-wrong": msg`Something went wrong at our side. Try again.`,
  "wrong-code": msg`This code is not right.`,
  "sign-in-over": msg`This code no longer works. Ask for a new one.`,
  "too-many-codes": msg`Too many codes were asked for. Try again in an hour.`,
  "sick-too-long-ago": msg`The first day lies too far back. Phone the school.`,
  "sick-too-far-ahead": msg`The first day lies too far ahead. Choose an earlier day.`,
  "back-before-sick": msg`The day back at school must be after the first day at home.`,
  "back-too-far-ahead": msg`The day back at school lies too far ahead. Choose an earlier day.`,
  "school-closed": msg`The school is closed on that day. Choose a school day.`,
  "not-sick": msg`Nothing is reported any more. Somebody else may have changed it.`,
  "away-in-the-past": msg`These days are over already. Choose today or later.`,
  "until-before-from": msg`The last day must not be before the first.`,
  "already-away": msg`This teacher is already away on one of these days.`,
  "group-without-outcome": msg`Choose for every group what happens.`,
  "not-their-group": msg`This teacher does not work for one of these groups on those days.`,
  "not-available": msg`Who or what you chose can't take over. Choose something else.`,
  "not-announced": msg`This absence was not announced, or was already called off.`,
  "not-asked": msg`This message asks no answer.`,
  closed: msg`It is too late to answer here. Phone the school.`,
};

const factDays: Partial<Record<ProblemCode, string>> = {
  "sick-too-long-ago": "earliest",
  "sick-too-far-ahead": "latest",
  "back-too-far-ahead": "latest",
};

/** Nothing was wrong with what was asked: the same can be sent again. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status >= 500 || error.code === "busy";

/** What is wrong, in a sentence of the reader's language. */
export const useProblemWords = (): ((error: unknown) => string) => {
  const { i18n, _ } = useLingui();
  return (error) => {
    if (error instanceof Unreachable) return _(msg`There is no connection. Try again when you have network.`);
    if (!(error instanceof ProblemError)) return _(words["gone-wrong"]);
    const day = error.facts?.[factDays[error.code] ?? ""];
    if (typeof day !== "string") return _(words[error.code] ?? words["gone-wrong"]);
    const named = dayInWords(day, i18n.locale);
    return error.code === "sick-too-long-ago"
      ? _(msg`The first day can be ${named} or later. Was it earlier? Phone the school.`)
      : _(msg`Choose ${named} or earlier.`);
  };
};

type ProblemProps = {
  /** Whatever was thrown; nothing is shown for null. */
  of: unknown;
  /** What happened, in a word or two: "Niet verstuurd". */
  title?: ReactNode;
  onRetry?: () => void;
  children?: ReactNode;
};

/** Says what is wrong, what is kept and what to do; read out at once. */
export const Problem = ({ of, title, onRetry, children }: ProblemProps) => {
  const inWords = useProblemWords();
  if (!of) return null;
  const isOffline = of instanceof Unreachable;
  // What is read has a way to try again; what is written has its own button, and its words stand there still.
  const isKept = !onRetry && isPassing(of);
  return (
    <Note
      kind={isOffline ? "wait" : "urgent"}
      icon={isOffline ? "offline" : "alert"}
      role="alert"
      title={title ?? (isOffline ? <Trans>No connection</Trans> : <Trans>That did not work</Trans>)}
    >
      <p>
        {inWords(of)} {isKept && <Trans>What you filled in is still here.</Trans>}
      </p>
      {of instanceof ProblemError && of.status >= 500 && of.correlation && (
        <p className="by">
          <span>
            <Trans>Do you ask for help? Name this number:</Trans> {of.correlation}
          </span>
        </p>
      )}
      {(onRetry || children) && (
        <div className="acts">
          {onRetry && (
            <Button onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          )}
          {children}
        </div>
      )}
    </Note>
  );
};
