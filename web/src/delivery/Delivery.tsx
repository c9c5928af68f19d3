import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useParams } from "wouter";
import { useSchool } from "../api/me.ts";
import type { components } from "../api/schema.d.ts";
import { Updated } from "../board/Updated.tsx";
import { useNews } from "../board/useNews.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { useSay } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useLocale } from "../ui/locale.ts";
import { Note } from "../ui/Note.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { dayInWords, timeOf, today } from "../ui/when.ts";
import { Answers } from "./Answers.tsx";
import { CallOff } from "./CallOff.tsx";
import { CallRow } from "./CallRow.tsx";
import { type Family, familiesOf } from "./familiesOf.ts";
import { Ledger } from "./Ledger.tsx";
import { People } from "./People.tsx";
import { useDelivery } from "./useDelivery.ts";
import { useNoticeTitle } from "./useNoticeTitle.ts";
import { useSpoken } from "./useSpoken.ts";
import "../board/staff.css";

type Told = components["schemas"]["Delivery"];

/** /office/notices/:notice: who has it, who has not and why, and whom to phone. Prints as a call list. */
const Delivery = () => {
  const { notice = "" } = useParams();
  const { t } = useLingui();
  const titleOf = useNoticeTitle();
  const say = useSay();
  const school = useSchool("office", "head").school.id;
  const { data, error, dataUpdatedAt } = useDelivery(school, notice);
  const isComplete = data && data.families.reached === data.families.total;
  // Said once, at the end: a number that grows every second would keep talking.
  useNews(data && (isComplete ? ["all"] : []), String, () => say(t`Every family is reached.`));

  const back = { back: "/office", backLabel: <Trans>Today</Trans> };
  if (!data)
    return (
      <Page title={t`Who has it`} {...back}>
        {error ? <Problem of={error} /> : <Loading what={<Trans>Who was reached is being fetched</Trans>} />}
      </Page>
    );
  return (
    <Page
      title={titleOf({ ...data, about: data.teacher?.name ?? "" })}
      lead={<Lead of={data} />}
      aside={
        <div className="no-print">
          <Updated at={dataUpdatedAt} isStale={error !== null} />
        </div>
      }
      width="wide"
      {...back}
    >
      {data.isCalledOff && <CalledOff over={data.overNotice} />}
      <div className="cols cols--told">
        <section className="card" aria-labelledby="reached">
          <h2 className="vh" id="reached">
            <Trans>Reached</Trans>
          </h2>
          <Ledger families={data.families} />
        </section>
        {data.kind !== "away-over" && <Calls school={school} of={data} />}
        <div className="no-print">
          {data.asked.length > 0 && <Answers recipients={data.recipients} groups={data.asked} />}
          <MayCallOff school={school} of={data} />
        </div>
      </div>
      <section className="card no-print" aria-labelledby="everyone">
        <h2 id="everyone">
          <Trans>All guardians</Trans>
        </h2>
        <People recipients={data.recipients} />
      </section>
    </Page>
  );
};
export default Delivery;

const Lead = ({ of: { at, author, days } }: { of: Told }) => {
  const locale = useLocale();
  const moment = useMoment();
  const from = days && dayInWords(days.from, locale);
  const until = days && dayInWords(days.until, locale);
  const sent = moment(at);
  const by = author?.name;
  return (
    <>
      {days && days.from === days.until && <Trans>About {from}.</Trans>}
      {days && days.from !== days.until && (
        <Trans>
          About {from} until {until} included.
        </Trans>
      )}{" "}
      {by ? (
        <Trans>
          Sent: {sent}, by {by}.
        </Trans>
      ) : (
        <Trans>Sent: {sent}.</Trans>
      )}
    </>
  );
};

const CalledOff = ({ over }: { over: string | null }) => {
  const { t } = useLingui();
  return (
    <Note kind="done" title={t`Called off`}>
      <p>
        <Trans>The guardians were told that the teacher is here after all.</Trans>{" "}
        {over && (
          <Link href={`/office/notices/${over}`}>
            <Trans>See who has that</Trans>
          </Link>
        )}
      </p>
    </Note>
  );
};

const MayCallOff = ({ school, of }: { school: string; of: Told }) => {
  const { notice, kind, teacher, days, isCalledOff, recipients } = of;
  const isOver = isCalledOff || days === null || days.until < today();
  if (kind !== "away" || !teacher || isOver) return null;
  return <CallOff school={school} notice={notice} teacher={teacher} told={recipients.length} />;
};

/** The phone list: closed rows stay, so that a slip can be undone. */
const Calls = ({ school, of }: { school: string; of: Told }) => {
  const { notice, isListed, listedAt, recipients } = of;
  const { speak, undo, pending } = useSpoken(school);
  const rows = familiesOf(recipients).filter(({ why, spoken }) => spoken || (isListed && why));
  const { t } = useLingui();
  const say = useSay();
  const open = rows.filter(({ spoken }) => !spoken);
  useNews(
    open,
    ({ key }) => key,
    (fresh) => {
      const count = fresh.length;
      say(t`New on the phone list: ${count}`);
    },
  );
  const time = timeOf(listedAt);
  // The numbers of who is phoned first: whoever has one.
  const toSpeak = ({ people }: Family) => people.find(({ phones }) => phones.length > 0) ?? people[0];
  return (
    <section className="card stack calls" aria-labelledby="call">
      <div className="row apart">
        <h2 id="call">
          <Trans>Still to phone</Trans>
        </h2>
        {rows.length > 0 && (
          <Button icon="print" onClick={() => print()}>
            <Trans>Print the list</Trans>
          </Button>
        )}
      </div>
      {!isListed && (
        <By icon="clock">
          <Trans>Who has not been reached at {time} appears here, with phone numbers.</Trans>
        </By>
      )}
      {isListed && rows.length === 0 && (
        <By icon="check">
          <Trans>Nobody: every family has it.</Trans>
        </By>
      )}
      <ul className="rows rows--dense">
        {rows.map((family) => {
          const first = toSpeak(family);
          const said = family.people.find(({ spoken }) => spoken);
          return (
            <CallRow
              key={family.key}
              family={family}
              isPending={pending !== null && pending === first?.person.id}
              onSpoken={() => first && speak({ notice, recipient: first })}
              onUndo={() => said && undo({ notice, recipient: said })}
            />
          );
        })}
      </ul>
    </section>
  );
};
