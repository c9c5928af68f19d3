import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { useFor } from "../notice/useFor.ts";
import { useNoticeWords } from "../notice/useNoticeWords.ts";
import { By } from "../ui/By.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { groupInSentence } from "../ui/when.ts";
import type { InboxItem } from "./useHomes.ts";

/** A message that asks nothing any more: for whom, what, since when. */
export const NewsItem = ({ item, school }: { item: InboxItem; school: string | null }) => {
  const { title, text } = useNoticeWords()(item);
  const names = useFor()(item);
  const at = useMoment()(item.at);
  const [only] = item.pupils;
  const answers = item.asks?.answers.filter(({ answer }) => answer !== null) ?? [];
  return (
    <article className="card item">
      {item.pupils.length === 1 && only ? (
        <p className="kid">
          <b aria-hidden="true">{only.name.charAt(0)}</b>
          {only.name} <span>{groupInSentence(only.group.name)}</span>
        </p>
      ) : (
        <p className="kid">{names}</p>
      )}
      <h3>
        <Link href={`/notices/${item.notice}`}>{title}</Link>
      </h3>
      {item.isCalledOff ? (
        <p>
          <Trans>This no longer holds.</Trans>
        </p>
      ) : (
        text && item.outcome !== "home" && <p>{text}</p>
      )}
      {!item.isCalledOff &&
        answers.map(({ pupil, answer }) => {
          const name = item.pupils.find(({ id }) => id === pupil)?.name ?? "";
          return (
            <By key={pupil} icon="check">
              {answer === "stays-home" ? (
                <Trans>You answered: {name} stays at home.</Trans>
              ) : (
                <Trans>You answered: {name} needs care.</Trans>
              )}
            </By>
          );
        })}
      <By>{school ? `${school}, ${at}` : <Trans>School, {at}</Trans>}</By>
    </article>
  );
};
