import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "wouter";
import { groupsTaughtBy, hatAt } from "../api/hats.ts";
import { useMe } from "../api/me.ts";
import { Icon } from "./Icon.tsx";
import { unbroken } from "./when.ts";

/** The places of the hat that is worn, and its main action last, at the thumb. */
export const Tabs = () => {
  const { t } = useLingui();
  const [path] = useLocation();
  const me = useMe();
  const hat = hatAt(path);
  const here = (href: string) => (path === href ? "page" : undefined);
  return (
    <nav className="tabs" aria-label={t`Main menu`}>
      <ul>
        {hat === "guardian" && (
          <>
            <li>
              <Link href="/" aria-current={here("/")}>
                <Icon name="home" /> <Trans>Start</Trans>
              </Link>
            </li>
            <li>
              <Link href="/contact" aria-current={here("/contact")}>
                <Icon name="phone" /> <Trans>Contact</Trans>
              </Link>
            </li>
            <li>
              <Link className="tabs__act" href="/sick">
                <Icon name="sick" /> <Trans>Report sick</Trans>
              </Link>
            </li>
          </>
        )}
        {hat === "teacher" &&
          groupsTaughtBy(me).map(({ id, name }) => (
            <li key={id}>
              <Link href={`/groups/${id}`} aria-current={here(`/groups/${id}`)}>
                <Icon name="group" /> {unbroken(name)}
              </Link>
            </li>
          ))}
        {hat === "office" && (
          <>
            <li>
              <Link href="/office" aria-current={here("/office")}>
                <Icon name="home" /> <Trans>Today</Trans>
              </Link>
            </li>
            <li>
              <Link className="tabs__act" href="/office/away">
                <Icon name="off" /> <Trans>Teacher away</Trans>
              </Link>
            </li>
          </>
        )}
      </ul>
    </nav>
  );
};
