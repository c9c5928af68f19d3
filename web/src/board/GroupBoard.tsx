import { Trans, useLingui } from "@lingui/react/macro";
import { useParams } from "wouter";
import type { components } from "../api/schema.d.ts";
import { Empty } from "../ui/Empty.tsx";
import { useSay } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useLocale } from "../ui/locale.ts";
import { Note } from "../ui/Note.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { dayInWords, listed, unbroken } from "../ui/when.ts";
import { capital } from "./capital.ts";
import { HomeAnswers } from "./HomeAnswers.tsx";
import { OffDuty } from "./OffDuty.tsx";
import { SickList } from "./SickList.tsx";
import { Standing } from "./Standing.tsx";
import { Updated } from "./Updated.tsx";
import { useGroupBoard } from "./useGroupBoard.ts";
import { useNews } from "./useNews.ts";
import { useSchoolOfGroup } from "./useStaffSchool.ts";
import "./staff.css";

type Board = components["schemas"]["GroupBoard"];

/** /groups/:group: thirty seconds between two lessons, who is sick and what must I know now. */
const GroupBoard = () => {
  const { group = "" } = useParams();
  const at = useSchoolOfGroup(group);
  if (!at) return <NotYours />;
  // The office comes from its own board, and goes back to it.
  const teaches = at.roles.includes("teacher");
  return <Polled key={group} school={at.school.id} group={group} back={teaches ? {} : toOffice} />;
};
export default GroupBoard;

const toOffice = { back: "/office", backLabel: <Trans>Today</Trans> };

const NotYours = () => {
  const { t } = useLingui();
  return (
    <Page title={t`Not for you`}>
      <p>
        <Trans>This board is for the teachers of the group and for the office.</Trans>
      </p>
    </Page>
  );
};

const Polled = ({ school, group, back }: { school: string; group: string; back: Partial<typeof toOffice> }) => {
  const { t } = useLingui();
  const say = useSay();
  const { data: board, error, dataUpdatedAt } = useGroupBoard(school, group);
  useNews(
    board?.sick,
    ({ pupil, at }) => `${pupil.id} ${at}`,
    (rows) => {
      const names = rows.map(({ pupil }) => pupil.name).join(", ");
      say(t`Reported sick: ${names}`);
    },
  );
  useNews(
    board?.answers,
    ({ pupil, answer }) => `${pupil.id} ${answer}`,
    (rows) => {
      const names = rows.map(({ pupil }) => pupil.name).join(", ");
      say(t`Answered: ${names}`);
    },
  );
  if (!board)
    return (
      <Page title={t`Today in the group`} {...back}>
        {error ? <Problem of={error} /> : <Loading what={<Trans>The board is coming</Trans>} />}
      </Page>
    );

  const name = unbroken(board.group.name);
  return (
    <Page
      title={board.isOpen ? t`${name}, today` : t`${name}, next school day`}
      lead={<Lead board={board} />}
      aside={<Updated at={dataUpdatedAt} isStale={error !== null} />}
      width="wide"
      {...back}
    >
      {board.isOnDuty ? <OnDuty school={school} board={board} /> : <Off board={board} />}
    </Page>
  );
};

const Lead = ({ board }: { board: Board }) => {
  const day = capital(dayInWords(board.day, useLocale()));
  const ends = board.lessons.at(-1)?.until;
  return ends ? (
    <Trans>
      {day}. Lessons until {ends}.
    </Trans>
  ) : (
    <Trans>{day}. No lessons.</Trans>
  );
};

const Off = ({ board }: { board: Board }) => {
  const { i18n } = useLingui();
  const onDuty = listed(
    board.onDuty.map(({ name }) => unbroken(name)),
    i18n.locale,
  );
  return <OffDuty group={board.group.name} onDuty={onDuty} nextWorkingDay={board.nextWorkingDay} />;
};

const OnDuty = ({ school, board }: { school: string; board: Board }) => {
  const { t, i18n } = useLingui();
  const now = board.sick.filter(({ isToday }) => isToday);
  const later = board.sick.filter(({ isToday }) => !isToday);
  const day = dayInWords(board.day, i18n.locale);
  const asked = board.away.some(({ outcome }) => outcome === "home");
  const isHome = asked && board.onDuty.length === 0;
  return (
    <>
      {!board.isOpen && (
        <Note kind="wait" icon="calendar" title={t`The school is closed today`}>
          <p>
            <Trans>This is for the next school day: {day}.</Trans>
          </p>
        </Note>
      )}
      <div className="cols cols--group">
        <div>
          <ul className="stats stats--3" aria-label={t`The group now`}>
            <li className="stat">
              <b>{now.length}</b> <Trans>sick</Trans>
            </li>
            {!isHome && (
              <li className="stat">
                <b>{board.pupils - now.length}</b> <Trans>in class</Trans>
              </li>
            )}
          </ul>
          <section aria-labelledby="sick">
            <h2 id="sick">
              <Trans>Sick</Trans>
            </h2>
            {now.length > 0 ? (
              <SickList school={school} rows={now} />
            ) : (
              <Empty title={<Trans>Nobody is sick</Trans>}>
                <p>
                  <Trans>A new report appears here by itself.</Trans>
                </p>
              </Empty>
            )}
          </section>
          {later.length > 0 && (
            <section aria-labelledby="later">
              <h2 id="later">
                <Trans>Later</Trans>
              </h2>
              <SickList school={school} rows={later} />
            </section>
          )}
        </div>
        <div>
          {(asked || board.answers.length > 0) && <HomeAnswers answers={board.answers} />}
          <Standing board={board} />
        </div>
      </div>
    </>
  );
};
