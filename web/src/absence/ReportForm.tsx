import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { connectionNow } from "../api/connection.ts";
import { useHomes } from "../home/useHomes.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useDay } from "../ui/useDay.ts";
import { useNow } from "../ui/useNow.ts";
import { listed, timeOf, today, unbroken } from "../ui/when.ts";
import { DatesFields, datesOf, draftOf } from "./DatesFields.tsx";
import { Kept } from "./Kept.tsx";
import { Sent } from "./Sent.tsx";
import type { OwnChild } from "./useChild.ts";
import { missingDays, useDatesErrors } from "./useDatesErrors.tsx";
import { useOnDuty } from "./useOnDuty.ts";
import { useReport } from "./useReport.ts";

/** The teachers who will have it: as the server says, or without connection as it was last known for today. */
const useHolders = ({ child, at }: OwnChild, day: string) => {
  const { data } = useOnDuty(at.school.id, child.id, day);
  const { children } = useHomes();
  const known = children.find(({ pupil }) => pupil.id === child.id);
  if (data) return data.teachers.map(({ name }) => unbroken(name));
  return day === today() ? (known?.onDuty ?? []).map(({ name }) => unbroken(name)) : [];
};

export const ReportForm = ({ own, isOnly }: { own: OwnChild; isOnly: boolean }) => {
  const { t, i18n } = useLingui();
  const { child, at } = own;
  const { name } = child;
  const inWords = useDay();
  const now = timeOf(useNow().toISOString());
  // On a closed day the first school day to come is offered.
  const duty = useOnDuty(at.school.id, child.id, today()).data;
  const offered = duty && !duty.isOpen ? duty.nextOpenDay : today();
  const [draft, setDraft] = useState(draftOf({ from: today(), back: null, reason: null }, today()));
  const [isAsked, setAsked] = useState(false);
  const report = useReport(own);
  const dates = datesOf(draft, offered);
  const holders = useHolders(own, dates.from);
  const missing = isAsked ? missingDays(draft) : [];
  const { errors, rest } = useDatesErrors(report.error, missing);

  if (report.data && "sent" in report.data) return <Sent own={own} absence={report.data.sent} />;
  if (report.data) return <Kept own={own} keptAt={report.data.keptAt} from={dates.from} />;

  const who = listed(holders, i18n.locale);
  const day = inWords(dates.from);
  const isToday = dates.from === today();
  const isLate = isToday && duty?.isOpen && now >= duty.cutOff;
  const cutOff = duty?.cutOff ?? "";
  const title = t`Report ${name} sick`;
  const groupName = unbroken(child.group.name);
  return (
    <Page
      title={title}
      lead={[groupName, ...holders].join(", ")}
      back={isOnly ? "/" : "/sick"}
      {...(isOnly ? {} : { backLabel: <Trans>Another child</Trans> })}
      dockLabel={t`Send`}
      dock={
        <>
          <By icon={connectionNow().isOffline ? "offline" : "eye"}>
            {connectionNow().isOffline ? (
              <Trans>There is no connection now. We keep your report and send it later.</Trans>
            ) : holders.length === 0 ? (
              <Trans>The office sees this at once.</Trans>
            ) : isToday ? (
              <Trans>{who} and the office see this at once.</Trans>
            ) : (
              <Trans>
                The office sees this at once. On {day} it stands on the board of {who}.
              </Trans>
            )}
          </By>
          <Button kind="main" isBig icon="send" form="sick" isPending={report.isPending}>
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      {duty && !duty.isOpen && (
        <By icon="info">
          <Trans>The school is closed today.</Trans>
        </By>
      )}
      {duty?.isHome && isToday && (
        <By icon="info">
          <Trans>{groupName} has no lessons today. You may still report.</Trans>
        </By>
      )}
      {duty?.isOpen && isToday && (
        <By icon="clock">
          {isLate ? (
            <Trans>It is past {cutOff}. The lesson has begun; the office sees your report.</Trans>
          ) : (
            <Trans>
              It is {now}. Report before {cutOff}, then the teacher knows it before the lesson.
            </Trans>
          )}
        </By>
      )}
      <Problem of={rest} title={<Trans>Not sent</Trans>}>
        <Button href={`tel:${at.school.phone.replaceAll(" ", "")}`} icon="phone">
          <Trans>Phone the school</Trans>
        </Button>
      </Problem>
      <form
        id="sick"
        className="stack stack--wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (missingDays(draft).length === 0) report.mutate(dates);
        }}
      >
        <DatesFields
          name={name}
          draft={draft}
          onChange={(next) => {
            setDraft(next);
            if (report.error) report.reset();
          }}
          offered={offered}
          errors={errors}
          readers={
            holders.length > 0 ? (
              <Trans>At school only {who} and the office read this.</Trans>
            ) : (
              <Trans>At school only who is on duty and the office read this.</Trans>
            )
          }
        />
      </form>
    </Page>
  );
};
