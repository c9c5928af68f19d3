import { Plural, Trans } from "@lingui/react/macro";

type Families = { total: number; reached: number; spoken: number; toCall: number };

/** Up to here each family is a bead; a row of more beads than this is no longer seen at a glance. */
const mostBeads = 60;

/** How many families were reached. The sentence carries the number, the beads only show it. */
export const Ledger = ({ families }: { families: Families }) => {
  const { total, reached, spoken } = families;
  const byItself = Math.max(0, reached - spoken);
  const open = Math.max(0, total - reached);
  return (
    <div className="ledger">
      <p className="ledger__sum">
        <Trans>
          {reached} of {total} families reached
        </Trans>
      </p>
      {total <= mostBeads ? (
        <div className="beads" aria-hidden="true">
          <Beads count={byItself} />
          <Beads count={reached - byItself} kind="said" />
          <Beads count={open} kind="open" />
        </div>
      ) : (
        <progress className="bar" max={total} value={reached} aria-hidden="true" />
      )}
      <ul className="key">
        <li>
          <i aria-hidden="true" /> <Plural value={byItself} one="# by Kring or mail" other="# by Kring or mail" />
        </li>
        {spoken > 0 && (
          <li>
            <i className="said" aria-hidden="true" />{" "}
            <Plural value={spoken} one="# spoken with" other="# spoken with" />
          </li>
        )}
        {open > 0 && (
          <li>
            <i className="open" aria-hidden="true" /> <Plural value={open} one="# not yet" other="# not yet" />
          </li>
        )}
      </ul>
    </div>
  );
};

const Beads = ({ count, kind }: { count: number; kind?: "said" | "open" }) =>
  // Beads have no identity of their own: their place is all there is.
  Array.from({ length: count }, (_, place) => `${kind ?? "by-itself"} ${place}`).map((key) => (
    <i className={kind} key={key} />
  ));
