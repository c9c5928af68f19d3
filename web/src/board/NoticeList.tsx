import { Plural, Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import type { components } from "../api/schema.d.ts";
import { useNoticeTitle } from "../delivery/useNoticeTitle.ts";
import { Icon } from "../ui/Icon.tsx";
import { useMoment } from "../ui/useMoment.ts";

type Row = components["schemas"]["SchoolBoard"]["notices"][number];

/** The latest notices, each with how many families it reached. */
export const NoticeList = ({ notices }: { notices: Row[] }) => (
  <ul className="rows notices">
    {notices.map((row) => (
      <Notice key={row.notice} row={row} />
    ))}
  </ul>
);

const Notice = ({ row }: { row: Row }) => {
  const titleOf = useNoticeTitle();
  const moment = useMoment();
  const { reached, families, toCall, at } = row;
  const sent = moment(at);
  return (
    <li>
      <h3>
        <Link href={`/office/notices/${row.notice}`}>{titleOf(row)}</Link>
      </h3>
      <p className="row">
        <span>
          <Trans>
            {reached} of {families} families reached
          </Trans>
        </span>
        {toCall > 0 && (
          <span className="state state--wait">
            <Icon name="phone" size="s" /> <Plural value={toCall} one="# to phone" other="# to phone" />
          </span>
        )}
      </p>
      <progress className="bar" max={families} value={reached} aria-hidden="true" />
      <p className="by">
        <Trans>Sent: {sent}.</Trans>
      </p>
    </li>
  );
};
