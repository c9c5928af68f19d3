import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useLocale } from "../ui/locale.ts";
import { groupInSentence, listed, timeOf } from "../ui/when.ts";
import type { Family, Recipient } from "./familiesOf.ts";
import { WhatToAsk, Why } from "./Why.tsx";

type Props = { family: Family; isPending: boolean; onSpoken: () => void; onUndo: () => void };

/** One family to phone, or spoken with already: who, whose parents, why, the numbers. Prints with a box to tick. */
export const CallRow = ({ family, isPending, onSpoken, onUndo }: Props) => {
  const { t } = useLingui();
  const { name, people, why, spoken } = family;
  return (
    <li className={spoken ? "call call--done" : "call"}>
      <div>
        <h3>{name}</h3>
        <p className="soft small">
          <Children of={people} />
        </p>
      </div>
      {spoken ? <Spoken of={spoken} /> : why && <Why of={why} />}
      {why && <WhatToAsk of={why} />}
      <div className="call__tel">
        <Phones of={people} />
      </div>
      <div className="call__act">
        {spoken ? (
          <Button kind="plain" icon="undo" onClick={onUndo} label={t`of the talk with ${name}`}>
            <Trans>Undo</Trans>
          </Button>
        ) : (
          <Button icon="check" isPending={isPending} onClick={onSpoken} label={t`with ${name}`}>
            <Trans>Spoken</Trans>
          </Button>
        )}
      </div>
      <p className="call__box" aria-hidden="true">
        {spoken ? timeOf(spoken.at) : <Trans>at</Trans>}
      </p>
    </li>
  );
};

/** Whose parents: each child once, with its group. */
const Children = ({ of }: { of: Recipient[] }) => {
  const locale = useLocale();
  const children = new Map(of.flatMap(({ pupils }) => pupils).map((pupil) => [pupil.id, pupil]));
  return (
    <>
      {listed(
        [...children.values()].map(({ name, group }) => `${name} (${groupInSentence(group.name)})`),
        locale,
      )}
    </>
  );
};

/** Whom to ask for, and every number. */
const Phones = ({ of }: { of: Recipient[] }) => {
  const withPhone = of.filter(({ phones }) => phones.length > 0);
  if (withPhone.length === 0)
    return (
      <span className="soft">
        <Trans>No phone number known</Trans>
      </span>
    );
  return withPhone.map(({ person, phones }) => (
    <div className="call__person" key={person.id}>
      <p className="soft small">{person.name}</p>
      {phones.map((phone) => (
        <a className="tel" key={phone} href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
          <Icon name="phone" size="s" /> {phone}
        </a>
      ))}
    </div>
  ));
};

const Spoken = ({ of }: { of: NonNullable<Recipient["spoken"]> }) => {
  const time = timeOf(of.at);
  const by = of.by.name;
  return (
    <p className="state state--done">
      <Icon name="check" size="s" />{" "}
      <Trans>
        Spoken at {time} by {by}
      </Trans>
    </p>
  );
};
