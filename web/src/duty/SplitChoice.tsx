import { Trans } from "@lingui/react/macro";
import { unbroken } from "../ui/when.ts";

type Props = { groups: { id: string; name: string }[]; value: string[]; onChange: (over: string[]) => void };

/** Over which groups the children are divided. */
export const SplitChoice = ({ groups, value, onChange }: Props) => (
  <fieldset className="outcome__more">
    <legend>
      <Trans>Over which groups?</Trans>
    </legend>
    <div className="pick">
      {groups.map(({ id, name }) => (
        <label className="choice" key={id}>
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, id] : value.filter((other) => other !== id))
            }
          />
          <span>{unbroken(name)}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
