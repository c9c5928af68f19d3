import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { components } from "../api/schema.d.ts";
import { CallRow } from "../delivery/CallRow.tsx";
import { familiesOf } from "../delivery/familiesOf.ts";
import { useNoticeTitle } from "../delivery/useNoticeTitle.ts";
import { useSpoken } from "../delivery/useSpoken.ts";
import { By } from "../ui/By.tsx";
import { timeOf } from "../ui/when.ts";

type Board = components["schemas"]["SchoolBoard"];

/** Every family still to be phoned, notice by notice. */
export const PhoneList = ({ school, board }: { school: string; board: Board }) => {
  const { speak, undo, pending } = useSpoken(school);
  const heading = useRef<HTMLHeadingElement>(null);
  const closed = useRef<string | null>(null);
  useEffect(() => {
    if (!closed.current || board.phoneList.some(({ recipient }) => recipient.person.id === closed.current)) return;
    closed.current = null;
    // The row went, and the focus with it: on with the list, not from the top of the page.
    if (document.activeElement === document.body) heading.current?.focus();
  });
  const notices = board.notices.filter(({ notice }) => board.phoneList.some((row) => row.notice === notice));
  return (
    <section className="card stack" aria-labelledby="call">
      <h2 id="call" ref={heading} tabIndex={-1}>
        <Trans>Still to phone</Trans>
      </h2>
      {notices.length === 0 && (
        <By icon="check">
          <Trans>Nobody has to be phoned.</Trans>
        </By>
      )}
      {notices.map((about) => (
        <div className="stack" key={about.notice}>
          <About of={about} />
          <ul className="rows rows--dense">
            {board.phoneList
              .filter(({ notice }) => notice === about.notice)
              .flatMap(({ notice, recipient }) =>
                familiesOf([recipient]).map((family) => (
                  <CallRow
                    key={family.key}
                    family={family}
                    isPending={pending === recipient.person.id}
                    onSpoken={() => {
                      closed.current = recipient.person.id;
                      speak({ notice, recipient });
                    }}
                    onUndo={() => undo({ notice, recipient })}
                  />
                )),
              )}
          </ul>
        </div>
      ))}
    </section>
  );
};

const About = ({ of }: { of: Board["notices"][number] }) => {
  const titleOf = useNoticeTitle();
  const time = timeOf(of.at);
  const { reached, families } = of;
  return (
    <p>
      <Link href={`/office/notices/${of.notice}`}>{titleOf(of)}</Link>
      <br />
      <span className="soft">
        <Trans>
          Sent at {time}. {reached} of {families} families reached.
        </Trans>
      </span>
    </p>
  );
};
