import { Trans, useLingui } from "@lingui/react/macro";
import { useSearchParams } from "wouter";
import { useMe } from "../api/me.ts";
import { isToRead, openFor } from "../notice/asksMe.ts";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useNow } from "../ui/useNow.ts";
import { capital, dayInWords, hourNow, today } from "../ui/when.ts";
import { ChildToday } from "./ChildToday.tsx";
import { Chips } from "./Chips.tsx";
import { NewsItem } from "./NewsItem.tsx";
import { NotSent } from "./NotSent.tsx";
import { ToAnswer } from "./ToAnswer.tsx";
import { ToRead } from "./ToRead.tsx";
import { type InboxItem, useHomes } from "./useHomes.ts";

const useGreeting = (): string => {
  const { t } = useLingui();
  const name = useMe().schools[0]?.person.firstName ?? "";
  const hour = hourNow();
  if (hour < 12) return t`Good morning, ${name}`;
  return hour < 18 ? t`Good afternoon, ${name}` : t`Good evening, ${name}`;
};

/** A guardian's start: what asks something first, then how the children are, then news. */
const Home = () => {
  const { i18n } = useLingui();
  const greeting = useGreeting();
  const now = useNow().getTime();
  const [search] = useSearchParams();
  const { children, items, isPending, error, retry, more, isFetchingMore } = useHomes();

  const chosen = search.get("child");
  const isShown = (item: InboxItem) => !chosen || item.pupils.some(({ id }) => id === chosen);
  const shown = items.filter(isShown);
  const toAnswer = shown.filter((item) => openFor(item, now).length > 0);
  const toRead = shown.filter((item) => !toAnswer.includes(item) && isToRead(item, today()));
  const news = shown.filter((item) => !toAnswer.includes(item) && !toRead.includes(item));
  const sick = children.filter(({ pupil, sick }) => sick && (!chosen || pupil.id === chosen));
  const isMany = new Set(children.map(({ school }) => school.school.id)).size > 1;

  return (
    <Page title={greeting} lead={capital(dayInWords(today(), i18n.locale))}>
      <NotSent />
      {children.length > 1 && <Chips kids={children.map(({ pupil }) => pupil)} chosen={chosen} />}
      {isPending && items.length === 0 && <Loading what={<Trans>Loading messages</Trans>} />}
      <Problem of={error} onRetry={retry} />
      {toAnswer.length + toRead.length > 0 && (
        <section className="cards" aria-labelledby="asks">
          <h2 id="asks">
            <Trans>Asks something of you</Trans>
          </h2>
          {toAnswer.map((item) => (
            <ToAnswer key={item.notice} item={item} />
          ))}
          {toRead.map((item) => (
            <ToRead key={item.notice} item={item} />
          ))}
        </section>
      )}
      {sick.length > 0 && (
        <section className="cards" aria-labelledby="sick">
          <h2 id="sick">
            <Trans>Reported sick</Trans>
          </h2>
          {sick.map((child) => (
            <ChildToday key={child.pupil.id} child={child} />
          ))}
        </section>
      )}
      {!isPending && !error && toAnswer.length + toRead.length + news.length === 0 && (
        <Empty title={<Trans>Nothing to do</Trans>}>
          <p>
            <Trans>The school asks nothing of you now. New messages appear here by themselves.</Trans>
          </p>
        </Empty>
      )}
      {news.length > 0 && (
        <section className="cards" aria-labelledby="news">
          <h2 id="news">
            <Trans>News</Trans>
          </h2>
          {news.map((item) => (
            <NewsItem key={item.notice} item={item} school={isMany ? item.school.school.name : null} />
          ))}
        </section>
      )}
      {more && (
        <p>
          <Button isPending={isFetchingMore} onClick={more}>
            <Trans>Older messages</Trans>
          </Button>
        </p>
      )}
    </Page>
  );
};
export default Home;
