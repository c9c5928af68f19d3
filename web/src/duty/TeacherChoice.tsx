import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Icon } from "../ui/Icon.tsx";
import { useLocale } from "../ui/locale.ts";
import { dayInWords, groupInSentence, listed, unbroken } from "../ui/when.ts";
import type { Teacher } from "./useTeachers.ts";

type Props = { teachers: Teacher[]; value: string; onChange: (teacher: string) => void; error?: ReactNode };

/** Who is not here: those who work today first, the others one click away. */
export const TeacherChoice = ({ teachers, value, onChange, error }: Props) => {
  // Whoever stands before no group is announced to nobody.
  const own = teachers.filter(({ groups }) => groups.length > 0);
  const working = own.filter(({ isWorking }) => isWorking);
  const others = own.filter(({ isWorking }) => !isWorking);
  const isOther = others.some(({ id }) => id === value);
  return (
    <fieldset aria-describedby={error ? "teacher-error" : undefined}>
      <legend className="h2">
        <Trans>1. Who is not here?</Trans>
      </legend>
      {error && <div id="teacher-error">{error}</div>}
      {working.length > 0 && (
        <div className="choices choices--names">
          {working.map((one) => (
            <Name key={one.id} teacher={one} isChosen={one.id === value} onChange={onChange} />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <details open={isOther || working.length === 0}>
          <summary>
            <Icon name="next" size="s" /> <Trans>Somebody who does not work today</Trans>
          </summary>
          <div className="choices choices--names">
            {others.map((one) => (
              <Name key={one.id} teacher={one} isChosen={one.id === value} onChange={onChange} />
            ))}
          </div>
        </details>
      )}
    </fieldset>
  );
};

type NameProps = { teacher: Teacher; isChosen: boolean; onChange: (teacher: string) => void };
const Name = ({ teacher, isChosen, onChange }: NameProps) => {
  const { t } = useLingui();
  const locale = useLocale();
  const groups = listed(
    teacher.groups.map(({ name }) => groupInSentence(name)),
    locale,
  );
  const until = teacher.away && dayInWords(teacher.away.until, locale);
  return (
    <label className="choice">
      <input type="radio" name="teacher" value={teacher.id} checked={isChosen} onChange={() => onChange(teacher.id)} />
      <span>
        <strong>{unbroken(teacher.name)}</strong>{" "}
        <span>{until ? t`${groups}. Away until ${until} already.` : groups}</span>
      </span>
    </label>
  );
};
