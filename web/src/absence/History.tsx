import { Trans, useLingui } from "@lingui/react/macro";
import { useMoment } from "../ui/useMoment.ts";
import { dayInWords } from "../ui/when.ts";
import type { AbsenceNow } from "./useReport.ts";

type Said = AbsenceNow["history"][number];

const useWhat = (): ((said: Said) => string) => {
  const { t, i18n } = useLingui();
  return ({ what, from, back }) => {
    const first = from ? dayInWords(from, i18n.locale) : "";
    const last = back ? dayInWords(back, i18n.locale) : "";
    switch (what) {
      case "reported":
        return back ? t`Reported sick: from ${first}, back on ${last}` : t`Reported sick: from ${first}, end not known`;
      case "corrected":
        return back ? t`Changed: from ${first}, back on ${last}` : t`Changed: from ${first}, end not known`;
      case "withdrawn":
        return t`Taken back`;
      case "recovered":
        return t`Better: back on ${last}`;
    }
  };
};

/** Everything that was said before stays readable: what, by whom, when. Newest first. */
export const History = ({ absence: { history } }: { absence: AbsenceNow }) => {
  const what = useWhat();
  const moment = useMoment();
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">
        <Trans>What was said</Trans>
      </h2>
      <ol className="card rows">
        {[...history].reverse().map((said) => {
          const at = moment(said.at);
          const { name } = said.by;
          return (
            <li key={`${said.at} ${said.what}`}>
              <p>{what(said)}</p>
              <p className="by">
                <span>
                  {said.by.isYou ? (
                    <Trans>You, {at}</Trans>
                  ) : said.by.role === "office" ? (
                    <Trans>
                      {name}, office, {at}
                    </Trans>
                  ) : (
                    <>
                      {name}, {at}
                    </>
                  )}
                </span>
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
};
