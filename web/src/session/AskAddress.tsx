import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError } from "../api/problem.ts";
import { askCode } from "../api/session.ts";
import { choose, locales } from "../app/language.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import { Ring } from "../ui/Mark.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";

type Props = { email: string; onEmail: (email: string) => void; onAsked: (session: string) => void };

export const AskAddress = ({ email, onEmail, onAsked }: Props) => {
  const { t, i18n } = useLingui();
  const [isIncomplete, setIncomplete] = useState(false);
  const ask = useMutation({ mutationFn: askCode, onSuccess: onAsked });
  const isRefusedAddress = ask.error instanceof ProblemError && ask.error.code === "bad-request";
  const wrong =
    isIncomplete || isRefusedAddress ? t`This is not a whole address. It looks like name@mail.nl.` : undefined;
  const submit = () => {
    // The server checks it fully; here only what would surely be a slip.
    const isWhole = /^\S+@\S+\.\S+$/.test(email.trim());
    setIncomplete(!isWhole);
    if (isWhole) ask.mutate(email.trim());
  };
  return (
    <Page
      title={t`Sign in`}
      h1={null}
      width="narrow"
      dockLabel={t`Send`}
      dock={
        <Button kind="main" isBig icon="mail" form="address" isPending={ask.isPending}>
          <Trans>Send me a code</Trans>
        </Button>
      }
    >
      <div className="hero hero--low">
        <Ring kind="still" />
        <h1>
          <Trans>Sign in</Trans>
        </h1>
        <p className="hero__say">
          <Trans>You get a code by mail. You need no password.</Trans>
        </p>
      </div>
      {!isRefusedAddress && <Problem of={ask.error} />}
      <form
        id="address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          isRequired
          label={<Trans>Your mail address</Trans>}
          hint={<Trans>The address that the school has of you.</Trans>}
          error={wrong}
          value={email}
          onChange={(value) => {
            onEmail(value);
            setIncomplete(false);
            ask.reset();
          }}
        />
      </form>
      <ul className="row" aria-label={t`Language`}>
        {locales.map(({ locale, name }) => (
          <li key={locale}>
            <button
              className="btn btn--plain flush"
              type="button"
              lang={locale}
              aria-pressed={i18n.locale === locale}
              onClick={() => void choose(locale)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
};
