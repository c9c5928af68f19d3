import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { useLocation } from "wouter";
import { type Hat, hatAt, hatsOf, startOf, wear } from "../api/hats.ts";
import { useMe } from "../api/me.ts";
import { signOut } from "../api/session.ts";
import { choose, locales } from "../app/language.ts";
import { Icon, type IconName } from "./Icon.tsx";

const icons: Record<Hat, IconName> = { guardian: "home", teacher: "group", office: "phone" };

/** Who I am here: another hat, another language, sign out. */
export const Menu = () => {
  const { t, i18n } = useLingui();
  const me = useMe();
  const [path, go] = useLocation();
  const popover = useRef<HTMLDivElement>(null);
  const hats = hatsOf(me);
  const worn = hatAt(path);
  const name = me.schools[0]?.person.name ?? "";
  const names: Record<Hat, string> = { guardian: t`As a parent`, teacher: t`As a teacher`, office: t`At the office` };
  const wearNow = (hat: Hat) => {
    wear(hat);
    popover.current?.hidePopover();
    go(startOf(hat, me));
  };
  return (
    <>
      <button className="icon-btn" type="button" popoverTarget="menu" aria-label={t`Me: ${name}`}>
        <Icon name="person" />
      </button>
      <div popover="auto" id="menu" className="menu" ref={popover}>
        <p className="menu__who">{name}</p>
        <ul>
          {hats.length > 1 &&
            hats.map((hat) => (
              <li key={hat}>
                <button type="button" aria-current={hat === worn ? "true" : undefined} onClick={() => wearNow(hat)}>
                  <Icon name={icons[hat]} /> {names[hat]}
                </button>
              </li>
            ))}
          {locales.map(({ locale, name: language }, at) => (
            <li key={locale} className={at === 0 && hats.length > 1 ? "menu__part" : undefined}>
              <button
                type="button"
                lang={locale}
                aria-current={i18n.locale === locale ? "true" : undefined}
                onClick={() => void choose(locale)}
              >
                <Icon name="language" /> {language}
              </button>
            </li>
          ))}
          <li className="menu__part">
            <button type="button" onClick={() => void signOut()}>
              <Icon name="lock" /> <Trans>Sign out</Trans>
            </button>
          </li>
        </ul>
      </div>
    </>
  );
};
