import { Trans } from "@lingui/react/macro";
import { useLocation } from "wouter";
import { useConnection } from "../api/connection.ts";
import { hatAt } from "../api/hats.ts";
import { Icon } from "./Icon.tsx";
import { useLocale } from "./locale.ts";
import { dayInWords, dayOf, timeOf, today } from "./when.ts";

/** No connection: from when is what you read; a guardian's sick report is kept, at the office's desk nothing is. */
export const OfflineStrip = () => {
  const { isOffline, asOf } = useConnection();
  const locale = useLocale();
  const [path] = useLocation();
  if (!isOffline) return null;
  const time = asOf ? timeOf(asOf) : "";
  const day = asOf ? dayInWords(dayOf(asOf), locale) : "";
  return (
    <div className="strip" role="status">
      <Icon name="offline" />
      <p>
        <strong>
          <Trans>No connection.</Trans>
        </strong>{" "}
        {asOf &&
          (dayOf(asOf) === today() ? (
            <Trans>You read what was there at {time}.</Trans>
          ) : (
            <Trans>
              You read what was there on {day} at {time}.
            </Trans>
          ))}{" "}
        {hatAt(path) === "guardian" && <Trans>A sick report that you send is kept.</Trans>}
      </p>
    </div>
  );
};
