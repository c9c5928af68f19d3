import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { AreaField, ChoiceList, DayField } from "../ui/Field.tsx";
import { useDay } from "../ui/useDay.ts";
import { capital, plusDays, today } from "../ui/when.ts";
import type { Dates } from "./useReport.ts";

/** As the fields hold it: an open end is a choice of its own, and empty words are no reason. */
export type Draft = { isOtherDay: boolean; from: string; hasBack: boolean; back: string; reason: string };

/** The first day that is offered as a button; another one is chosen from the calendar. */
export const draftOf = (dates: Dates, offered: string): Draft => ({
  isOtherDay: dates.from !== offered,
  from: dates.from,
  hasBack: dates.back !== null,
  back: dates.back ?? "",
  reason: dates.reason ?? "",
});

export const datesOf = ({ isOtherDay, from, hasBack, back, reason }: Draft, offered: string): Dates => ({
  from: isOtherDay ? from : offered,
  back: hasBack ? back : null,
  reason: reason.trim() || null,
});

export type DatesErrors = Partial<Record<"from" | "back" | "reason", ReactNode>>;

type Props = {
  name: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  offered: string;
  readers: ReactNode;
  errors: DatesErrors;
};

/** First day at home, day back, and what is the matter: the same for a report and its correction. */
export const DatesFields = ({ name, draft, onChange, offered, readers, errors }: Props) => {
  const { t } = useLingui();
  const inWords = useDay();
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  // A whole date does not fit beside another choice on a phone.
  const isShort = offered === today() || offered === plusDays(today(), 1);
  const first = draft.isOtherDay ? draft.from : offered;
  return (
    <>
      <ChoiceList
        name="first"
        layout={isShort ? "pick" : "rows"}
        label={<Trans>First day at home</Trans>}
        value={draft.isOtherDay ? "other" : "offered"}
        onChange={(value) => set({ isOtherDay: value === "other" })}
        choices={[
          { value: "offered", label: capital(inWords(offered)) },
          { value: "other", label: t`Another day` },
        ]}
        {...(draft.isOtherDay ? {} : { error: errors.from })}
      />
      {draft.isOtherDay && (
        <DayField
          name="from"
          label={<Trans>Which day?</Trans>}
          min={plusDays(today(), -14)}
          value={draft.from}
          onChange={(from) => set({ from })}
          error={errors.from}
          isRequired
        />
      )}
      <ChoiceList
        name="end"
        label={<Trans>When does {name} come back?</Trans>}
        value={draft.hasBack ? "day" : "open"}
        onChange={(value) => set({ hasBack: value === "day" })}
        choices={[
          { value: "open", label: t`I don't know yet`, hint: t`Tell us in the app as soon as you know.` },
          { value: "day", label: t`I choose a day` },
        ]}
      />
      {draft.hasBack && (
        <DayField
          name="back"
          label={<Trans>First day back at school</Trans>}
          {...(first ? { min: plusDays(first, 1) } : {})}
          value={draft.back}
          onChange={(back) => set({ back })}
          error={errors.back}
          isRequired
        />
      )}
      <AreaField
        name="reason"
        label={
          <>
            <Trans>What is the matter?</Trans>{" "}
            <span className="soft">
              <Trans>(may stay empty)</Trans>
            </span>
          </>
        }
        hint={readers}
        maxLength={500}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
        error={errors.reason}
      />
    </>
  );
};
