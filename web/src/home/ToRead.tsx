import { Trans } from "@lingui/react/macro";
import { useFor } from "../notice/useFor.ts";
import { useNoticeWords } from "../notice/useNoticeWords.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { Note } from "../ui/Note.tsx";
import { useMoment } from "../ui/useMoment.ts";
import type { InboxItem } from "./useHomes.ts";

/** An important message that was not opened yet. */
export const ToRead = ({ item }: { item: InboxItem }) => {
  const { title } = useNoticeWords()(item);
  const who = useFor()(item);
  const at = useMoment()(item.at);
  return (
    <article>
      <Note kind="wait" icon="mail" title={<Trans>Please read · {who}</Trans>}>
        <h3>{title}</h3>
        <div className="acts">
          <Button href={`/notices/${item.notice}`} label={title}>
            <Trans>Read</Trans>
          </Button>
        </div>
        <By>
          <Trans>School, {at}</Trans>
        </By>
      </Note>
    </article>
  );
};
