import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { components } from "../api/schema.d.ts";
import { useDay } from "../ui/useDay.ts";
import { SickReason } from "./SickReason.tsx";

type SickRow = components["schemas"]["SickRow"];
type Props = {
  school: string;
  rows: SickRow[];
  /** What more is said of a pupil, such as the group. */
  aside?: (row: SickRow) => ReactNode;
  /** What more can be done for a pupil. */
  acts?: (row: SickRow) => ReactNode;
};

/** Who is sick: since when, back when; the reason only on asking. */
export const SickList = ({ school, rows, aside, acts }: Props) => (
  <ul className="card rows">
    {rows.map((row) => (
      <li className={acts ? "ill ill--acts arriving" : "ill arriving"} key={row.pupil.id}>
        <h3>
          {row.pupil.name} {aside?.(row)}
        </h3>
        <p>
          <Since row={row} /> <Back row={row} /> {row.byOffice && <Trans>Reported by the office.</Trans>}
        </p>
        <div className="ill__acts">
          <SickReason school={school} pupil={row.pupil} />
          {acts?.(row)}
        </div>
      </li>
    ))}
  </ul>
);

const Since = ({ row }: { row: SickRow }) => {
  const day = useDay()(row.since);
  return row.isToday ? <Trans>Since {day}.</Trans> : <Trans>From {day}.</Trans>;
};

const Back = ({ row }: { row: SickRow }) => {
  const dayWords = useDay();
  if (!row.back) return <Trans>Back: not known yet.</Trans>;
  const day = dayWords(row.back);
  return <Trans>Back on {day}.</Trans>;
};
