import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { AreaField, DayField } from "../ui/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useSay } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem, useProblemWords } from "../ui/Problem.tsx";
import { useToast } from "../ui/Toast.tsx";
import { groupInSentence, unbroken } from "../ui/when.ts";
import { AudienceCard } from "./AudienceCard.tsx";
import { announcementOf, outcomeOf } from "./announcement.ts";
import { type Draft, keepDraft, readDraft } from "./draft.ts";
import { OutcomeChoice } from "./OutcomeChoice.tsx";
import { Preview } from "./Preview.tsx";
import { duosOf, substitutesOf } from "./standIns.ts";
import { TakeBack } from "./TakeBack.tsx";
import { TeacherChoice } from "./TeacherChoice.tsx";
import { type Announcement, useAnnounce } from "./useAnnounce.ts";
import { type Audience, useAudience } from "./useAudience.ts";
import { useHeldBack } from "./useHeldBack.ts";
import type { Teachers } from "./useTeachers.ts";

/** Long enough to see the mistake in what was just sent. */
const TAKE_BACK_SECONDS = 10;

/** Who, when, what happens to the groups, words of your own; then the audience and one button that says the result. */
export const Composer = ({ school, staff }: { school: string; staff: Teachers }) => {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const toast = useToast();
  const say = useSay();
  const problemWords = useProblemWords();
  const form = useRef<HTMLFormElement>(null);
  const isHere = useIsHere();
  const [draft, setDraft] = useState<Draft>(
    () => readDraft(school) ?? { teacher: "", from: staff.day, until: staff.day, choices: {} },
  );
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  const teacher = staff.teachers.find(({ id }) => id === draft.teacher);
  const audience = useAudience(school, draft);
  const groups = audience.data?.groups ?? [];
  const announcement = audience.data ? announcementOf(draft, groups, note) : null;
  const { isHeld, hold, now, takeBack } = useHeldBack(TAKE_BACK_SECONDS * 1000);
  const announce = useAnnounce(school, ({ notice }) => {
    keepDraft(school, null);
    toast.show(t`Sent.`);
    if (isHere()) navigate(`/office/notices/${notice}`, { replace: true });
  });

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(school, next);
    announce.reset();
  };
  const send = (body: Announcement) =>
    // From elsewhere nobody sees this screen's problem, so it is said where they are.
    announce.mutateAsync(body).catch((error: unknown) => {
      if (!isHere()) toast.show(`${t`The message was not sent.`} ${problemWords(error)}`);
    });
  const submit = () => {
    if (isHeld || announce.isPending) return;
    setChecked(true);
    if (announcement) {
      say(t`It is sent in ${TAKE_BACK_SECONDS} seconds. You can take it back.`);
      hold(() => void send(announcement));
    }
    // What is missing is marked after the next render; the first of it gets the focus.
    else setTimeout(() => form.current?.querySelector<HTMLElement>("[data-missing] input")?.focus());
  };

  return (
    <Page
      title={t`A teacher is not here`}
      back="/office"
      backLabel={<Trans>Today</Trans>}
      width="wide"
      dockLabel={t`Send`}
      dock={
        <Dock
          audience={audience.data}
          isHeld={isHeld}
          isPending={announce.isPending}
          error={announce.error}
          onNow={now}
          onTakeBack={() => {
            takeBack();
            // Back on the button that was pressed, once it stands there again.
            setTimeout(() => document.querySelector<HTMLElement>('[form="away"]')?.focus());
          }}
        />
      }
    >
      <div className="cols cols--write">
        <form
          id="away"
          className="stack stack--wide"
          ref={form}
          noValidate
          inert={isHeld}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Part isMissing={isChecked && !teacher}>
            <TeacherChoice
              teachers={staff.teachers}
              value={draft.teacher}
              onChange={(id) => change({ teacher: id, choices: {} })}
              error={isChecked && !teacher && <Missing>{t`Choose who is not here.`}</Missing>}
            />
          </Part>
          <fieldset>
            <legend className="h2">
              <Trans>2. Which days?</Trans>
            </legend>
            <div className="days">
              <DayField
                name="from"
                label={<Trans>First day</Trans>}
                min={staff.day}
                value={draft.from}
                onChange={(from) => change({ from, ...(draft.until < from && { until: from }) })}
              />
              <DayField
                name="until"
                label={<Trans>Last day</Trans>}
                min={draft.from}
                value={draft.until}
                onChange={(until) => change({ until })}
                error={
                  draft.until < draft.from && <Trans>The last day comes before the first. Choose a later day.</Trans>
                }
              />
            </div>
          </fieldset>
          {audience.isLoading && <Loading what={<Trans>The groups are coming</Trans>} />}
          <Problem of={audience.error} />
          {teacher && audience.data && groups.length === 0 && <NoGroups name={teacher.name} />}
          {teacher &&
            groups.map((group) => {
              const isMissing = isChecked && outcomeOf(draft.choices[group.id]) === null;
              return (
                <Part key={group.id} isMissing={isMissing}>
                  <OutcomeChoice
                    group={group}
                    groups={staff.groups}
                    duos={duosOf(staff.teachers, teacher.id, group.id, draft)}
                    substitutes={substitutesOf(staff.teachers, teacher.id, draft)}
                    value={draft.choices[group.id]}
                    onChange={(choice) => change({ choices: { ...draft.choices, [group.id]: choice } })}
                    error={
                      isMissing && (
                        <MissingOutcome group={group.name} isSplit={draft.choices[group.id]?.kind === "split"} />
                      )
                    }
                  />
                </Part>
              );
            })}
          <AreaField
            name="note"
            label={<Trans>Words of your own, if you like</Trans>}
            hint={<Trans>Who, what and when. No names of children, and not why the teacher is away.</Trans>}
            value={note}
            onChange={setNote}
            maxLength={1000}
            rows={3}
          />
        </form>
        <div className="stack stack--wide">
          {audience.data && groups.length > 0 && (
            <section aria-labelledby="audience">
              <h2 id="audience">
                <Trans>For whom?</Trans>
              </h2>
              <AudienceCard audience={audience.data} />
            </section>
          )}
          {teacher && groups.length > 0 && (
            <Preview
              staff={staff}
              teacher={teacher}
              days={draft}
              groups={groups.map((group) => ({ group, outcome: outcomeOf(draft.choices[group.id]) }))}
              note={note}
            />
          )}
        </div>
      </div>
    </Page>
  );
};

/** Whether this screen is still the one that is looked at. */
const useIsHere = () => {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return () => here.current;
};

const Part = ({ isMissing, children }: { isMissing: boolean; children: ReactNode }) => (
  <div data-missing={isMissing || undefined}>{children}</div>
);

const Missing = ({ children }: { children: ReactNode }) => (
  <p className="error">
    <Icon name="alert" /> <span>{children}</span>
  </p>
);

const MissingOutcome = ({ group, isSplit }: { group: string; isSplit: boolean }) => {
  const named = groupInSentence(group);
  return (
    <Missing>
      {isSplit ? <Trans>Choose over which groups.</Trans> : <Trans>Choose what happens to {named}.</Trans>}
    </Missing>
  );
};

const NoGroups = ({ name }: { name: string }) => {
  const named = unbroken(name);
  return (
    <By icon="info">
      <Trans>{named} has no group on these days: there is nobody to tell. Choose other days.</Trans>
    </By>
  );
};

type DockProps = {
  audience: Audience | undefined;
  isHeld: boolean;
  isPending: boolean;
  error: unknown;
  onNow: () => void;
  onTakeBack: () => void;
};
const Dock = ({ audience, isHeld, isPending, error, onNow, onTakeBack }: DockProps) => {
  const guardians = audience?.guardians ?? 0;
  const byMail = guardians - (audience?.withoutAddress ?? 0);
  if (isHeld)
    return <TakeBack seconds={TAKE_BACK_SECONDS} guardians={guardians} onNow={onNow} onTakeBack={onTakeBack} />;
  return (
    <>
      {/* Beside the button that sends it once more. */}
      <Problem of={error} title={<Trans>Not sent</Trans>} />
      <By icon="group">
        {guardians > 0 ? (
          <>
            <Plural value={guardians} one="# guardian gets this at once" other="# guardians get this at once" />
            {", "}
            <Trans>
              {byMail} of them also by e-mail. You can take it back for {TAKE_BACK_SECONDS} seconds.
            </Trans>
          </>
        ) : (
          <Trans>Choose who is not here: then you see here who is told.</Trans>
        )}
      </By>
      <Button kind="main" isBig icon="send" form="away" isPending={isPending}>
        {guardians > 0 ? (
          <Plural value={guardians} one="Send to # guardian" other="Send to # guardians" />
        ) : (
          <Trans>Send</Trans>
        )}
      </Button>
    </>
  );
};
