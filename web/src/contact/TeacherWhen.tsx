import { Trans } from "@lingui/react/macro";
import { Icon } from "../ui/Icon.tsx";
import { useDay } from "../ui/useDay.ts";
import { dayOf, timeOf } from "../ui/when.ts";
import type { Moments } from "./moments.ts";
import { WeekList } from "./WeekList.tsx";

type Teacher = Moments["children"][number]["teachers"][number];

/** A teacher: here today or when next, and the moments per weekday. Why somebody is not here is nobody's business. */
export const TeacherWhen = ({ teacher, isOpen }: { teacher: Teacher; isOpen: boolean }) => {
  const inWords = useDay();
  const { name, isWorkingToday, nextWorkingDay, windows, phone } = teacher;
  const next = nextWorkingDay ? inWords(nextWorkingDay) : null;
  const phoneDay = phone.at ? inWords(dayOf(phone.at)) : "";
  const phoneTime = phone.at ? timeOf(phone.at) : "";
  return (
    <article className="card item">
      <h3>{name}</h3>
      <p>
        {isWorkingToday ? (
          <span className="state state--done">
            <Icon name="check" size="s" /> <Trans>Works today</Trans>
          </span>
        ) : (
          <span className="state">
            <Icon name="off" size="s" />{" "}
            {next ? (
              isOpen ? (
                <Trans>Not today, but {next}</Trans>
              ) : (
                <Trans>No school today; works {next}</Trans>
              )
            ) : (
              <Trans>Not today</Trans>
            )}
          </span>
        )}
      </p>
      {phone.fits ? (
        <p>
          <span className="state state--done">
            <Icon name="phone" size="s" /> <Trans>You can phone now</Trans>
          </span>
        </p>
      ) : (
        phone.at && (
          <p>
            <Trans>
              To talk by phone: {phoneDay} from {phoneTime}.
            </Trans>
          </p>
        )
      )}
      <p className="soft">
        <Trans>Can be reached:</Trans>
      </p>
      <WeekList week={windows} />
    </article>
  );
};
