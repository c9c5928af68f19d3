import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { useParams } from "wouter";
import NotHere from "../app/NotHere.tsx";
import { type InboxItem, useHomes } from "../home/useHomes.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Note } from "../ui/Note.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { useNow } from "../ui/useNow.ts";
import { unbroken } from "../ui/when.ts";
import { Answers } from "./Answers.tsx";
import { isAnswerable } from "./asksMe.ts";
import { textOf } from "./textOf.ts";
import { useFor } from "./useFor.ts";
import { useNoticeWords } from "./useNoticeWords.ts";
import { useSeen } from "./useSeen.ts";

/** What is asked, or what was answered when it has closed. */
const Asked = ({ item }: { item: InboxItem }) => {
  const moment = useMoment();
  const now = useNow().getTime();
  const { asks, school } = item;
  if (!asks || item.isCalledOff) return null;
  const until = moment(asks.until);
  const { phone } = school.school;
  if (isAnswerable(item, now))
    return (
      <section className="card stack" aria-labelledby="ask">
        <h2 className="h3" id="ask">
          <Trans>Your answer</Trans>
        </h2>
        {asks.answers.some(({ answer }) => answer === null) && (
          <By icon="clock" asks>
            <Trans>Answer before {until}</Trans>
          </By>
        )}
        <Answers item={item} />
      </section>
    );
  return (
    <section className="card stack" aria-labelledby="ask">
      <h2 className="h3" id="ask">
        <Trans>Your answer</Trans>
      </h2>
      {asks.answers.map(({ pupil, answer }) => {
        const name = item.pupils.find(({ id }) => id === pupil)?.name ?? "";
        return (
          <p key={pupil}>
            {answer === null ? (
              <Trans>No answer was given for {name}.</Trans>
            ) : answer === "stays-home" ? (
              <Trans>You answered: {name} stays at home.</Trans>
            ) : (
              <Trans>You answered: {name} needs care.</Trans>
            )}
          </p>
        );
      })}
      <By icon="clock">
        <Trans>Answering here closed at {until}. Is it different? Phone the school.</Trans>
      </By>
      <div className="acts">
        <Button href={`tel:${phone.replaceAll(" ", "")}`} icon="phone">
          {unbroken(phone)}
        </Button>
      </div>
    </section>
  );
};

const Message = ({ item }: { item: InboxItem }) => {
  const { title, text } = useNoticeWords()(item);
  const moment = useMoment();
  const who = useFor()(item);
  const note = textOf(item.note);
  const at = moment(item.at);
  const seen = item.seenAt ? moment(item.seenAt) : null;
  const schoolName = item.school.school.name;
  useSeen(item);
  return (
    <Page title={title} lead={who} back="/">
      {item.isCalledOff && (
        <Note kind="done" title={<Trans>This no longer holds</Trans>}>
          <p>
            <Trans>The school called this off. A newer message says how it is now.</Trans>
          </p>
        </Note>
      )}
      {text && <p>{text}</p>}
      {note && <p className="said">{note}</p>}
      {!note && item.kind === "notice" && (
        <p>
          <Trans>The text is not kept on this phone. You read it when there is a connection.</Trans>
        </p>
      )}
      <Asked item={item} />
      <By icon="mail">
        <Trans>
          {schoolName}, {at}. You got this by mail too.
        </Trans>
      </By>
      {seen && (
        <By icon="eye">
          <Trans>Seen by you: {seen}</Trans>
        </By>
      )}
    </Page>
  );
};

/** One message: seen by opening it, answered per child until it closes. */
const NoticePage = () => {
  const { t } = useLingui();
  const { notice } = useParams<{ notice: string }>();
  const { items, isPending, isFetchingMore, error, retry, more } = useHomes();
  const item = items.find((one) => one.notice === notice);
  // Older than the first page: on to the next until it is found, or there are no more.
  const isSearching = !item && !isPending && !isFetchingMore && !error && more !== null;
  useEffect(() => {
    if (isSearching) more();
  });
  if (item) return <Message item={item} />;
  if (!isPending && !isSearching && !isFetchingMore && !error) return <NotHere />;
  return (
    <Page title={t`Message`} back="/">
      {error ? <Problem of={error} onRetry={retry} /> : <Loading what={<Trans>Loading the message</Trans>} />}
    </Page>
  );
};
export default NoticePage;
