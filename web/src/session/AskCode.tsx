import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError } from "../api/problem.ts";
import { answerCode, askCode, askCodeAgain } from "../api/session.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import { useSay } from "../ui/Live.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";

type Props = { email: string; session: string; onOtherAddress: () => void };

const isCode = (error: unknown, code: string): error is ProblemError =>
  error instanceof ProblemError && error.code === code;

export const AskCode = ({ email, session: first, onOtherAddress }: Props) => {
  const { t } = useLingui();
  const say = useSay();
  const [session, setSession] = useState(first);
  const [code, setCode] = useState("");
  const [isShort, setShort] = useState(false);
  const answer = useMutation({
    mutationFn: (digits: string) => answerCode(session, digits),
    onError: (error) => {
      if (!isCode(error, "wrong-code")) return;
      // Each answer is given in a session of its own: the next try goes on with the new one.
      const next = error.facts?.session;
      if (typeof next === "string") setSession(next);
    },
  });
  const again = useMutation({
    // After too many tries the old session is over: then a new one is asked for, with a new code.
    mutationFn: async () => (isCode(answer.error, "sign-in-over") ? askCode(email) : askCodeAgain(session)),
    onSuccess: (next) => {
      setSession(next);
      setCode("");
      answer.reset();
      say(t`A mail with a code is on its way.`);
    },
  });
  const wrong = isCode(answer.error, "wrong-code") ? answer.error : null;
  const triesLeft = Number(wrong?.facts?.triesLeft ?? 0);
  const error = isShort ? (
    <Trans>A code has 6 digits.</Trans>
  ) : wrong ? (
    <>
      <Trans>This code is not right.</Trans>{" "}
      {triesLeft > 0 && <Plural value={triesLeft} one="You can try once more." other="You can try # more times." />}
    </>
  ) : undefined;
  const submit = (digits: string) => {
    setShort(digits.length !== 6);
    if (digits.length === 6 && !answer.isPending) answer.mutate(digits);
  };
  return (
    <Page
      title={t`Fill in the code`}
      width="narrow"
      dockLabel={t`Send`}
      dock={
        <Button kind="main" isBig form="code" isPending={answer.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      }
    >
      <p>
        <Trans>
          If we know <strong>{email}</strong>, a mail with 6 digits is there now. The code works for 10 minutes.
        </Trans>
      </p>
      {!wrong && <Problem of={answer.error} />}
      <Problem of={again.error} />
      <form
        id="code"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(code);
        }}
      >
        <TextField
          name="code"
          className="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          spellCheck={false}
          isRequired
          label={<Trans>Code of 6 digits</Trans>}
          error={error}
          value={code}
          onChange={(typed) => {
            const digits = typed.replace(/\D/g, "").slice(0, 6);
            setCode(digits);
            setShort(false);
            // A phone fills in all six at once: then nothing is left to tap.
            if (digits.length === 6 && digits.length - code.length > 1) submit(digits);
          }}
        />
      </form>
      <p className="soft">
        <Trans>No mail? Look at unwanted mail too.</Trans>
      </p>
      <div>
        <Button kind="plain" isFlush isPending={again.isPending} onClick={() => again.mutate()}>
          <Trans>Send me a new code</Trans>
        </Button>
        <br />
        <Button kind="plain" isFlush onClick={onOtherAddress}>
          <Trans>Another address</Trans>
        </Button>
      </div>
    </Page>
  );
};
