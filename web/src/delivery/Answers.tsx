import { Trans, useLingui } from "@lingui/react/macro";
import { Icon, type IconName } from "../ui/Icon.tsx";
import type { Recipient } from "./familiesOf.ts";

type Child = { id: string; name: string; answer: "stays-home" | "needs-care" | null };

/** Per child what its family answered; either household may have. */
const childrenOf = (recipients: Recipient[], asked: ReadonlySet<string>): Child[] => {
  const answers = new Map(recipients.flatMap((one) => one.answers).map(({ pupil, answer }) => [pupil, answer]));
  const pupils = new Map(recipients.flatMap((one) => one.pupils).map((pupil) => [pupil.id, pupil]));
  return [...pupils.values()]
    .filter(({ group }) => asked.has(group.id))
    .map(({ id, name }) => ({ id, name, answer: answers.get(id) ?? null }));
};

/** Stays home or needs care: who needs care first, for those children come. */
export const Answers = ({ recipients, groups }: { recipients: Recipient[]; groups: { id: string }[] }) => {
  const { t } = useLingui();
  const children = childrenOf(recipients, new Set(groups.map(({ id }) => id)));
  const care = children.filter(({ answer }) => answer === "needs-care");
  const home = children.filter(({ answer }) => answer === "stays-home");
  const silent = children.filter(({ answer }) => answer === null);
  return (
    <section className="card stack" aria-labelledby="answers">
      <h2 id="answers">
        <Trans>Answers</Trans>
      </h2>
      <Group title={t`Needs care: ${care.length}`} icon="hand" look="state--wait" names={care} isOpen />
      <Group title={t`Stays home: ${home.length}`} icon="home" look="state--done" names={home} />
      <Group title={t`No answer yet: ${silent.length}`} icon="clock" look="" names={silent} />
    </section>
  );
};

type GroupProps = { title: string; icon: IconName; look: string; names: Child[]; isOpen?: boolean };
const Group = ({ title, icon, look, names, isOpen }: GroupProps) => {
  const head = (
    <span className={`state ${look}`}>
      <Icon name={icon} size="s" /> {title}
    </span>
  );
  if (names.length === 0) return <p>{head}</p>;
  return (
    <details open={isOpen}>
      <summary>
        <Icon name="next" size="s" /> {head}
      </summary>
      <ul className="names">
        {names.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </details>
  );
};
