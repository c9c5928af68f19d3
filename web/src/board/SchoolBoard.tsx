import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useSchool } from "../api/me.ts";
import type { components } from "../api/schema.d.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { useSay } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useLocale } from "../ui/locale.ts";
import { Note } from "../ui/Note.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { dayInWords, groupInSentence, timeOf } from "../ui/when.ts";
import { capital } from "./capital.ts";
import { GroupTable } from "./GroupTable.tsx";
import { NoticeList } from "./NoticeList.tsx";
import { PhoneList } from "./PhoneList.tsx";
import { type Act, PupilActs } from "./PupilActs.tsx";
import { PupilSearch } from "./PupilSearch.tsx";
import { SickList } from "./SickList.tsx";
import { useNews } from "./useNews.ts";
import { useSchoolBoard } from "./useSchoolBoard.ts";
import "./staff.css";

type Board = components["schemas"]["SchoolBoard"];

/** /office: everything on one board, at 08:20 with a phone on the ear. */
const SchoolBoard = () => {
  const { t } = useLingui();
  const say = useSay();
  const school = useSchool("office", "head").school.id;
  const { data: board, error, dataUpdatedAt } = useSchoolBoard(school);
  const [act, setAct] = useState<Act | null>(null);
  useNews(
    board?.sick,
    ({ pupil, at }) => `${pupil.id} ${at}`,
    (rows) => {
      const names = rows.map(({ pupil }) => pupil.name).join(", ");
      say(t`Reported sick: ${names}`);
    },
  );
  useNews(
    board?.phoneList,
    ({ notice, recipient }) => `${notice} ${recipient.person.id}`,
    (rows) => {
      const count = rows.length;
      say(t`New on the phone list: ${count}`);
    },
  );

  if (!board)
    return (
      <Page title={t`Today at school`}>
        {error ? <Problem of={error} /> : <Loading what={<Trans>The board is coming</Trans>} />}
      </Page>
    );
  return (
    <Page
      title={board.isOpen ? t`Today at school` : t`Next school day`}
      lead={<Lead board={board} time={timeOf(new Date(dataUpdatedAt).toISOString())} />}
      aside={<PupilSearch school={school} onAct={setAct} />}
      width="wide"
    >
      {!board.isOpen && <Closed day={board.day} />}
      <Stats board={board} />
      <div className="cols cols--office">
        <div>
          <section className="card" aria-labelledby="groups">
            <h2 id="groups">
              <Trans>Groups</Trans>
            </h2>
            <GroupTable groups={board.groups} />
          </section>
          <Sick school={school} board={board} onAct={setAct} />
        </div>
        <div>
          <PhoneList school={school} board={board} />
          <Notices board={board} />
        </div>
      </div>
      <PupilActs school={school} today={board.day} act={act} onClose={() => setAct(null)} />
    </Page>
  );
};
export default SchoolBoard;

const Lead = ({ board, time }: { board: Board; time: string }) => {
  const day = capital(dayInWords(board.day, useLocale()));
  return (
    <>
      {day}, {time}. <Plural value={board.pupils} one="# child" other="# children" />,{" "}
      <Plural value={board.groups.length} one="# group" other="# groups" />.
    </>
  );
};

const Closed = ({ day }: { day: string }) => {
  const { t } = useLingui();
  const next = dayInWords(day, useLocale());
  return (
    <Note kind="wait" icon="calendar" title={t`The school is closed today`}>
      <p>
        <Trans>This is for the next school day: {next}.</Trans>
      </p>
    </Note>
  );
};

const Stats = ({ board }: { board: Board }) => {
  const sick = board.sick.filter(({ isToday }) => isToday).length;
  const away = new Set(board.groups.flatMap((row) => row.away.map(({ teacher }) => teacher.id))).size;
  const home = board.groups.filter(({ isHome }) => isHome).length;
  const toCall = board.phoneList.length;
  return (
    <ul className="stats no-print">
      <li>
        <a className="stat" href="#sick">
          <b>{sick}</b> <Trans>sick</Trans>
        </a>
      </li>
      <li>
        <a className="stat" href="#groups">
          <b>{away}</b> <Plural value={away} one="teacher away" other="teachers away" />
        </a>
      </li>
      {home > 0 && (
        <li>
          <a className="stat stat--wait" href="#groups">
            <b>{home}</b> <Plural value={home} one="group without lessons" other="groups without lessons" />
          </a>
        </li>
      )}
      <li>
        <a className={toCall > 0 ? "stat stat--wait" : "stat"} href="#call">
          <b>{toCall}</b> <Trans>to phone</Trans>
        </a>
      </li>
    </ul>
  );
};

type SickProps = { school: string; board: Board; onAct: (act: Act) => void };
const Sick = ({ school, board, onAct }: SickProps) => {
  return (
    <section aria-labelledby="sick">
      <h2 id="sick">
        <Trans>Sick</Trans>
      </h2>
      {board.sick.length === 0 ? (
        <div className="card">
          <By icon="check">
            <Trans>Nobody is sick. A new report appears here by itself.</Trans>
          </By>
        </div>
      ) : (
        <SickList
          school={school}
          rows={[...board.sick].sort((a, b) => Number(b.isToday) - Number(a.isToday))}
          aside={({ pupil }) => <span className="soft">{groupInSentence(pupil.group.name)}</span>}
          acts={({ pupil }) => (
            <>
              <Button kind="plain" label={pupil.name} onClick={() => onAct({ kind: "recover", pupil })}>
                <Trans>Report better</Trans>
              </Button>
              <Button kind="plain" label={pupil.name} onClick={() => onAct({ kind: "withdraw", pupil })}>
                <Trans>Take back</Trans>
              </Button>
            </>
          )}
        />
      )}
    </section>
  );
};

const Notices = ({ board }: { board: Board }) => (
  <section className="card" aria-labelledby="notices">
    <h2 id="notices">
      <Trans>Messages</Trans>
    </h2>
    {board.notices.length === 0 ? (
      <By>
        <Trans>No messages of these days.</Trans>
      </By>
    ) : (
      <NoticeList notices={board.notices} />
    )}
  </section>
);
