import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "wouter";

type Props = { kids: readonly { id: string; name: string }[]; chosen: string | null };

/** One stream of all children, or of one. */
export const Chips = ({ kids, chosen }: Props) => {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Show messages about`}>
      <ul className="chips">
        <li>
          <Link className="chip" href="/" replace aria-current={chosen ? undefined : "true"}>
            <Trans>Everybody</Trans>
          </Link>
        </li>
        {kids.map(({ id, name }) => (
          <li key={id}>
            <Link className="chip" href={`/?child=${id}`} replace aria-current={chosen === id ? "true" : undefined}>
              <b aria-hidden="true">{name.charAt(0)}</b>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
