import { Trans } from "@lingui/react/macro";
import { type ReactNode, useContext, useEffect, useRef } from "react";
import { Link } from "wouter";
import { MeContext } from "../api/me.ts";
import { Icon } from "./Icon.tsx";
import { Mark } from "./Mark.tsx";
import { Menu } from "./Menu.tsx";
import { OfflineStrip } from "./OfflineStrip.tsx";
import { Tabs } from "./Tabs.tsx";

type PageProps = {
  /** The tab's title, and the h1 unless `h1` says otherwise. */
  title: string;
  /** `null`: the page brings its own h1. */
  h1?: ReactNode;
  /** Under the h1: the day, the group. */
  lead?: ReactNode;
  /** Beside the h1 on a desk: tools, when it was brought up to date. */
  aside?: ReactNode;
  /** A task's page: where it came from. Without it the page is a place, with the main menu. */
  back?: string;
  backLabel?: ReactNode;
  /** The one thing to do here, at the thumb; `dockLabel` names it for who hears the page. */
  dock?: ReactNode;
  dockLabel?: string;
  width?: "narrow" | "wide";
  children?: ReactNode;
};

let isFirst = true;

/** Header, main and dock of every screen. */
export const Page = ({ title, h1, lead, aside, back, backLabel, dock, dockLabel, width, children }: PageProps) => {
  const me = useContext(MeContext);
  const main = useRef<HTMLElement>(null);
  const isPlace = back === undefined && dock === undefined && me !== null;
  useEffect(() => {
    document.title = `${title} – Kring`;
  }, [title]);
  useEffect(() => {
    // Who hears the page or uses the keyboard starts at the top of what is new; not when the site opens.
    if (!isFirst) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirst = false;
  }, []);
  return (
    <div className={`shell${isPlace ? " shell--tabbed" : ""}${width ? ` ${width}` : ""}`}>
      <a className="skip" href="#main">
        <Trans>To the content</Trans>
      </a>
      <header className="top">
        {back === undefined ? (
          <Link className="brand" href="/">
            <Mark /> Kring
          </Link>
        ) : (
          <Link className="back" href={back}>
            <Icon name="back" /> {backLabel ?? <Trans>Start</Trans>}
          </Link>
        )}
        {isPlace && (
          <>
            <Tabs />
            <Menu />
          </>
        )}
      </header>
      <OfflineStrip />
      <main className="wrap" id="main" ref={main} tabIndex={-1}>
        {h1 !== null && (
          <div className={aside ? "title row apart" : "title"}>
            {aside ? (
              <>
                <div>
                  <h1>{h1 ?? title}</h1>
                  {lead && <p className="soft">{lead}</p>}
                </div>
                {aside}
              </>
            ) : (
              <>
                <h1>{h1 ?? title}</h1>
                {lead && <p className="soft">{lead}</p>}
              </>
            )}
          </div>
        )}
        {children}
      </main>
      {dock && (
        <section className="dock" aria-label={dockLabel}>
          <div>{dock}</div>
        </section>
      )}
    </div>
  );
};
