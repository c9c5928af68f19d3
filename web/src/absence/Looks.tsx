import { Trans } from "@lingui/react/macro";
import { By } from "../ui/By.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { unbroken } from "../ui/when.ts";
import type { AbsenceNow } from "./useReport.ts";

/** Who of the staff opened the reason, and when. */
export const Looks = ({ absence: { looks } }: { absence: AbsenceNow }) => {
  const moment = useMoment();
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">
        <Trans>Who looked</Trans>
      </h2>
      {looks.length === 0 ? (
        <By icon="eye">
          <Trans>Nobody at school has opened what is the matter.</Trans>
        </By>
      ) : (
        <ol className="card rows">
          {looks.map(({ at, by }) => (
            <li key={`${at} ${by.id}`}>
              <By icon="eye">
                {unbroken(by.name)}, {moment(at)}
              </By>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};
