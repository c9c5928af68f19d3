import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Page } from "../ui/Page.tsx";

/** No such page, or not for this person: alike, so that nobody learns what exists. */
const NotHere = () => {
  const { t } = useLingui();
  return (
    <Page title={t`This page is not here`} back="/">
      <Empty title={<Trans>Perhaps it is gone, or it is not for you.</Trans>}>
        <p>
          <Button href="/" icon="home">
            <Trans>To Start</Trans>
          </Button>
        </p>
      </Empty>
    </Page>
  );
};
export default NotHere;
