import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "wouter";
import type { components } from "../api/schema.d.ts";
import { Icon } from "../ui/Icon.tsx";
import { useLocale } from "../ui/locale.ts";
import { listed, unbroken } from "../ui/when.ts";
import { TakingOver } from "./Away.tsx";
import { tableRoles } from "./tableRoles.ts";

type Row = components["schemas"]["SchoolBoard"]["groups"][number];

/** All groups. A table that becomes cards on a phone; zeros soft, exceptions with a sign and a word. */
export const GroupTable = ({ groups }: { groups: Row[] }) => {
  const { t } = useLingui();
  return (
    <table className="table table--cards" {...tableRoles.table} aria-labelledby="groups">
      <thead {...tableRoles.rows}>
        <tr {...tableRoles.row}>
          <th scope="col" {...tableRoles.column}>
            <Trans>Group</Trans>
          </th>
          <th scope="col" {...tableRoles.column}>
            <Trans>On duty</Trans>
          </th>
          <th scope="col" {...tableRoles.column} className="n">
            <Trans>Sick</Trans>
          </th>
          <th scope="col" {...tableRoles.column} className="n">
            <Trans>In class</Trans>
          </th>
          <th scope="col" {...tableRoles.column}>
            <Trans>Take note</Trans>
          </th>
        </tr>
      </thead>
      <tbody {...tableRoles.rows}>
        {groups.map((row) => (
          <tr key={row.group.id} {...tableRoles.row}>
            <th scope="row" {...tableRoles.head}>
              <Link href={`/groups/${row.group.id}`}>{unbroken(row.group.name)}</Link>
            </th>
            <td {...tableRoles.cell} className="who">
              <Who of={row} />
            </td>
            <td {...tableRoles.cell} className={row.sick === 0 ? "n nil" : "n"} data-label={t`sick`}>
              {row.sick}
            </td>
            <td {...tableRoles.cell} className="n" data-label={t`in class`}>
              {row.isHome ? 0 : row.pupils - row.sick}
            </td>
            <td {...tableRoles.cell} className={row.away.length === 0 ? "nil" : undefined}>
              <Exception of={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Who = ({ of: { onDuty, away } }: { of: Row }) => {
  const locale = useLocale();
  return (
    <>
      {listed(
        onDuty.map(({ name }) => unbroken(name)),
        locale,
      )}
      {away.map((one) => (
        <Gone key={one.notice} of={one} isAlone={onDuty.length === 0} />
      ))}
    </>
  );
};

const Gone = ({ of, isAlone }: { of: Row["away"][number]; isAlone: boolean }) => {
  const name = unbroken(of.teacher.name);
  return (
    <span className={isAlone ? undefined : "who__away"}>
      <Trans>{name} is not here.</Trans> {of.outcome === "split" && <TakingOver of={of} />}
    </span>
  );
};

const Exception = ({ of: { away, isHome } }: { of: Row }) => {
  if (isHome)
    return (
      <span className="state state--urgent">
        <Icon name="alert" size="s" /> <Trans>No lessons</Trans>
      </span>
    );
  return away.map(({ notice, outcome }) => (
    <span className="state" key={notice}>
      <Icon name="switch" size="s" /> <Outcome of={outcome} />
    </span>
  ));
};

const Outcome = ({ of }: { of: Row["away"][number]["outcome"] }) => {
  switch (of) {
    case "duo":
      return <Trans>Duo</Trans>;
    case "substitute":
      return <Trans>Substitute</Trans>;
    case "split":
      return <Trans>Divided</Trans>;
    case "home":
      return <Trans>No lessons</Trans>;
  }
};
