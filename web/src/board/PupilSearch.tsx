import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useDeferredValue, useId, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Problem } from "../ui/Problem.tsx";
import { groupInSentence } from "../ui/when.ts";
import type { Act } from "./PupilActs.tsx";
import { usePupils } from "./usePupils.ts";

type Props = { school: string; onAct: (act: Act) => void };

/** A child by any part of the name: one click from here to its sick report. */
export const PupilSearch = ({ school, onAct }: Props) => {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const { data, error } = usePupils(school, q);
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  const found = q === "" ? undefined : data;
  const act = (next: Act) => {
    setTyped("");
    // The button goes with the list: the dialog gives the focus back to the field, for the next child.
    input.current?.focus();
    onAct(next);
  };
  return (
    <search className="finder no-print">
      <label className="vh" htmlFor={field}>
        <Trans>Find a child, to report it sick or better</Trans>
      </label>
      <div className="finder__field">
        <Icon name="search" />
        <input
          className="input"
          id={field}
          ref={input}
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          placeholder={t`Find a child`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p className="vh" role="status">
        {found && <Plural value={found.pupils.length} one="# child found" other="# children found" />}
      </p>
      {error && q !== "" && <Problem of={error} />}
      {found && (
        <div className="card finder__found">
          {found.pupils.length === 0 && (
            <p>
              <Trans>No child found. Try another part of the name.</Trans>
            </p>
          )}
          <ul className="rows rows--dense">
            {found.pupils.map((pupil) => (
              <Found key={pupil.id} pupil={pupil} onAct={act} />
            ))}
          </ul>
          {found.next && (
            <p className="soft small">
              <Trans>There are more. Type more of the name.</Trans>
            </p>
          )}
        </div>
      )}
    </search>
  );
};

type FoundProps = {
  pupil: { id: string; name: string; group: { name: string }; isSick: boolean };
  onAct: (act: Act) => void;
};
const Found = ({ pupil, onAct }: FoundProps) => {
  const { name, group, isSick } = pupil;
  return (
    <li className="found">
      <p>
        <strong>{name}</strong> <span className="soft nowrap">{groupInSentence(group.name)}</span>{" "}
        {isSick && (
          <span className="state">
            <Icon name="sick" size="s" /> <Trans>Sick</Trans>
          </span>
        )}
      </p>
      {isSick ? (
        <Button icon="check" label={name} onClick={() => onAct({ kind: "recover", pupil })}>
          <Trans>Report better</Trans>
        </Button>
      ) : (
        <Button icon="sick" label={name} onClick={() => onAct({ kind: "report", pupil })}>
          <Trans>Report sick</Trans>
        </Button>
      )}
    </li>
  );
};
