import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import { groupInSentence, unbroken } from "../ui/when.ts";
import type { Choice } from "./draft.ts";
import { SplitChoice } from "./SplitChoice.tsx";
import type { Teacher } from "./useTeachers.ts";

type Group = { id: string; name: string };
type Props = {
  group: Group;
  /** Every group of the school, to divide this one over. */
  groups: Group[];
  duos: Teacher[];
  substitutes: Teacher[];
  value: Choice | undefined;
  onChange: (choice: Choice) => void;
  error?: ReactNode;
};

/** What happens to one group: the four ways, in the order in which schools try them. */
export const OutcomeChoice = ({ group, groups, duos, substitutes, value, onChange, error }: Props) => {
  const { t } = useLingui();
  const id = useId();
  const named = groupInSentence(group.name);
  const [onlyDuo] = duos;
  const [firstOfPool] = substitutes;
  const choose = (kind: Choice["kind"], teacher = "") => onChange({ kind, teacher, over: value?.over ?? [] });
  const radio = (kind: Choice["kind"], teacher = "") => ({
    name: `outcome-${group.id}`,
    isChosen: value?.kind === kind,
    onChoose: () => choose(kind, teacher),
  });
  const duo = onlyDuo && duos.length === 1 ? unbroken(onlyDuo.name) : null;
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="h2">
        <Trans>3. What happens to {named}?</Trans>
      </legend>
      {error && <div id={`${id}-error`}>{error}</div>}
      <div className="choices">
        {onlyDuo && (
          <Way {...radio("duo", onlyDuo.id)} title={duo ? t`${duo} takes over` : t`A duo partner takes over`}>
            {duo && !onlyDuo.isWorking && <Trans>Duo partner, does not work today. Ask first.</Trans>}
            {duo && onlyDuo.isWorking && <Trans>Duo partner, works today.</Trans>}
          </Way>
        )}
        {value?.kind === "duo" && duos.length > 1 && (
          <WhoPicker
            label={t`Who takes over?`}
            people={duos}
            value={value.teacher}
            onChange={(one) => choose("duo", one)}
          />
        )}
        {firstOfPool && (
          <Way {...radio("substitute", firstOfPool.id)} title={t`A substitute comes`}>
            {substitutes.length === 1 ? unbroken(firstOfPool.name) : <Trans>From the pool.</Trans>}
          </Way>
        )}
        {value?.kind === "substitute" && substitutes.length > 1 && (
          <WhoPicker
            label={t`Which substitute?`}
            people={substitutes}
            value={value.teacher}
            onChange={(one) => choose("substitute", one)}
          />
        )}
        <Way {...radio("split")} title={t`We divide the group`}>
          <Trans>The children are with other groups.</Trans>
        </Way>
        {value?.kind === "split" && (
          <SplitChoice
            groups={groups.filter((other) => other.id !== group.id)}
            value={value.over}
            onChange={(over) => onChange({ ...value, over })}
          />
        )}
        <Way {...radio("home")} title={t`Children stay home`}>
          <Trans>Each family answers: stays home, or needs care.</Trans>
        </Way>
      </div>
    </fieldset>
  );
};

type WayProps = { name: string; isChosen: boolean; onChoose: () => void; title: string; children: ReactNode };
const Way = ({ name, isChosen, onChoose, title, children }: WayProps) => (
  <label className="choice">
    <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
    <span>
      <strong>{title}</strong> <span>{children}</span>
    </span>
  </label>
);

type WhoProps = { label: string; people: Teacher[]; value: string; onChange: (teacher: string) => void };
const WhoPicker = ({ label, people, value, onChange }: WhoProps) => {
  const id = useId();
  return (
    <div className="field outcome__more">
      <label htmlFor={id}>{label}</label>
      <select className="input" id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  );
};
