import { Trans, useLingui } from "@lingui/react/macro";
import { signOut } from "../api/session.ts";
import { Button } from "../ui/Button.tsx";
import { Page } from "../ui/Page.tsx";

/** Signed in, and of no school (any more). */
export const NobodyHere = () => {
  const { t } = useLingui();
  return (
    <Page title={t`There is no school here for you`}>
      <p>
        <Trans>
          Your child may have left the school, or the school knows you by another address. The school can help.
        </Trans>
      </p>
      <p>
        <Button onClick={() => void signOut()} icon="lock">
          <Trans>Sign out</Trans>
        </Button>
      </p>
    </Page>
  );
};
