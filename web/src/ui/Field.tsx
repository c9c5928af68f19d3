import { type ReactNode, useId } from "react";
import { Icon } from "./Icon.tsx";

type Common = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, and how to put it right. */
  error?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
};

const FieldError = ({ id, children }: { id: string; children: ReactNode }) => (
  <p className="error" id={id}>
    <Icon name="alert" /> <span>{children}</span>
  </p>
);

/** The ids of hint and error, for `aria-describedby`. */
const describedBy = (id: string, hint: ReactNode, error: ReactNode): string | undefined =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

const Frame = ({
  id,
  label,
  hint,
  error,
  children,
}: Pick<Common, "label" | "hint" | "error"> & { id: string; children: ReactNode }) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {hint && (
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {children}
    {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
  </div>
);

type TextFieldProps = Common & {
  type?: "text" | "email" | "search" | "tel";
  autoComplete?: string;
  inputMode?: "text" | "email" | "numeric" | "search" | "tel";
  maxLength?: number;
  pattern?: string;
  className?: string;
  spellCheck?: boolean;
};

export const TextField = ({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  isRequired,
  type = "text",
  className,
  ...native
}: TextFieldProps) => {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        {...native}
        className={className ? `input ${className}` : "input"}
        id={id}
        name={name}
        type={type}
        required={isRequired}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
};

export const AreaField = ({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  isRequired,
  maxLength,
  rows = 2,
}: Common & { maxLength?: number; rows?: number }) => {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        className="input"
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        required={isRequired}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
};

/** A day, by the device's own calendar; its value is `YYYY-MM-DD`. */
export const DayField = ({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  isRequired,
  min,
  max,
}: Common & { min?: string; max?: string }) => {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        className="input input--day"
        id={id}
        name={name}
        type="date"
        min={min}
        max={max}
        required={isRequired}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
};

export type Choice = { value: string; label: ReactNode; hint?: ReactNode };

/** One of few: radios whose whole row is the target. `pick` puts short ones beside each other. */
export const ChoiceList = ({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  choices,
  layout = "rows",
}: Common & { choices: readonly Choice[]; layout?: "rows" | "pick" }) => {
  const id = useId();
  return (
    <fieldset aria-describedby={describedBy(id, hint, error)}>
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className={layout === "pick" ? "pick" : "choices"}>
        {choices.map((choice) => (
          <label className="choice" key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <strong>{choice.label}</strong> {choice.hint && <span>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
};
