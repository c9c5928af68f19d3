import { Trans, useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { isoWeekday } from "../ui/when.ts";

const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** Times per weekday; days without are left out. */
export const WeekList = ({ week }: { week: components["schemas"]["WeekTimes"] }) => {
  const { i18n } = useLingui();
  const days = weekdays.filter((weekday) => (week[weekday]?.length ?? 0) > 0);
  if (days.length === 0)
    return (
      <p>
        <Trans>No fixed times</Trans>
      </p>
    );
  return (
    <dl className="facts facts--week">
      {days.map((weekday) => (
        <div key={weekday}>
          <dt>{isoWeekday(weekday, i18n.locale)}</dt>
          <dd className="num">
            {(week[weekday] ?? []).map(({ from, until }) => `${from}\u00a0–\u00a0${until}`).join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  );
};
