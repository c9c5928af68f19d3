import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { Answers } from "../notice/Answers.tsx";
import { textOf } from "../notice/textOf.ts";
import { useFor } from "../notice/useFor.ts";
import { useNoticeWords } from "../notice/useNoticeWords.ts";
import { By } from "../ui/By.tsx";
import { Note } from "../ui/Note.tsx";
import { useMoment } from "../ui/useMoment.ts";
import type { InboxItem } from "./useHomes.ts";

/** A message that waits for an answer: which child, what, by when, and the answer in one tap. */
export const ToAnswer = ({ item }: { item: InboxItem }) => {
  const { title, text } = useNoticeWords()(item);
  const moment = useMoment();
  const who = useFor()(item);
  const until = item.asks ? moment(item.asks.until) : "";
  const at = moment(item.at);
  const note = textOf(item.note);
  return (
    <article>
      <Note kind="urgent" title={<Trans>Urgent · {who}</Trans>}>
        <h3>{title}</h3>
        <p>{text}</p>
        {note && <p className="said">{note}</p>}
        <By icon="clock" asks>
          <Trans>Answer before {until}</Trans>
        </By>
        <Answers item={item} />
        <By>
          <Trans>School, {at}. You got this by mail too.</Trans>{" "}
          <Link href={`/notices/${item.notice}`}>
            <Trans>The whole message</Trans>
          </Link>
        </By>
      </Note>
    </article>
  );
};
