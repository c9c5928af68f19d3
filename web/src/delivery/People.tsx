import { Trans, useLingui } from "@lingui/react/macro";
import { tableRoles } from "../board/tableRoles.ts";
import { Icon } from "../ui/Icon.tsx";
import { useLocale } from "../ui/locale.ts";
import { listed, timeOf } from "../ui/when.ts";
import type { Recipient } from "./familiesOf.ts";
import { Why } from "./Why.tsx";

/** Who needs something comes first. */
const notYetFirst = (recipients: Recipient[]): Recipient[] =>
  [...recipients].sort((a, b) => Number(a.why === null) - Number(b.why === null));

/** Every guardian, channel by channel. A table that becomes cards on a phone. */
export const People = ({ recipients }: { recipients: Recipient[] }) => {
  const { t } = useLingui();
  return (
    <table className="table people" {...tableRoles.table} aria-labelledby="everyone">
      <thead {...tableRoles.rows}>
        <tr {...tableRoles.row}>
          <th scope="col" {...tableRoles.column}>
            <Trans>Guardian</Trans>
          </th>
          <th scope="col" {...tableRoles.column}>
            <Trans>In Kring</Trans>
          </th>
          <th scope="col" {...tableRoles.column}>
            <Trans>By e-mail</Trans>
          </th>
          <th scope="col" {...tableRoles.column}>
            <Trans>Reached</Trans>
          </th>
        </tr>
      </thead>
      <tbody {...tableRoles.rows}>
        {notYetFirst(recipients).map((one) => (
          <tr key={one.person.id} {...tableRoles.row}>
            <th scope="row" {...tableRoles.head}>
              {one.person.name}
              <Children of={one} />
            </th>
            <td {...tableRoles.cell} data-label={t`In Kring`}>
              <App of={one.app} />
            </td>
            <td {...tableRoles.cell} data-label={t`By e-mail`}>
              <Mail of={one.mail} />
            </td>
            <td {...tableRoles.cell}>{one.why ? <Why of={one.why} /> : one.isReached && <Reached />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Children = ({ of }: { of: Recipient }) => {
  const locale = useLocale();
  return (
    <span className="people__of">
      {listed(
        of.pupils.map(({ name }) => name),
        locale,
      )}
    </span>
  );
};

const Reached = () => (
  <span className="state state--done">
    <Icon name="check" size="s" /> <Trans>Reached</Trans>
  </span>
);

const App = ({ of: { at, seenAt } }: { of: Recipient["app"] }) => {
  const seen = seenAt && timeOf(seenAt);
  const there = at && timeOf(at);
  if (seen) return <Trans>Opened at {seen}</Trans>;
  return there ? <Trans>There since {there}</Trans> : <Trans>Not shown</Trans>;
};

const Mail = ({ of: { state, at } }: { of: Recipient["mail"] }) => {
  const time = at ? timeOf(at) : "";
  switch (state) {
    case "none":
      return <Trans>No address</Trans>;
    case "queued":
      return <Trans>Waits to be sent</Trans>;
    case "sending":
      return <Trans>On its way</Trans>;
    case "sent":
      return <Trans>Sent at {time}</Trans>;
    case "delivered":
      return <Trans>Arrived at {time}</Trans>;
    case "bounced":
      return <Trans>Came back at {time}</Trans>;
    case "complained":
      return <Trans>Marked as unwanted at {time}</Trans>;
    case "rejected":
      return <Trans>Refused at {time}</Trans>;
    case "suppressed":
      return <Trans>Address no longer works</Trans>;
    case "withheld":
      return <Trans>Not sent: no right to it any more</Trans>;
  }
};
