import { Trans } from "@lingui/react/macro";
import { useSchool } from "../api/me.ts";
import { useNoticeWords } from "../notice/useNoticeWords.ts";
import { By } from "../ui/By.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Note } from "../ui/Note.tsx";
import { groupInSentence } from "../ui/when.ts";
import type { Draft, Outcome } from "./draft.ts";
import type { Teacher, Teachers } from "./useTeachers.ts";

type Group = { id: string; name: string };
type Props = {
  staff: Teachers;
  teacher: Teacher;
  days: Pick<Draft, "from" | "until">;
  groups: { group: Group; outcome: Outcome | null }[];
  note: string;
};

/** What guardians will read, group by group, in the very words of their own screen. */
export const Preview = ({ groups, ...shared }: Props) => (
  <section className="stack" aria-labelledby="preview">
    <h2 id="preview">
      <Trans>How it arrives</Trans>
    </h2>
    {groups.map(({ group, outcome }) => (
      <Arriving key={group.id} {...shared} group={group} outcome={outcome} />
    ))}
    <By icon="info">
      <Trans>In Dutch or English, as the reader has chosen. Why the teacher is away is never in it.</Trans>
    </By>
  </section>
);

type ArrivingProps = Omit<Props, "groups"> & { group: Group; outcome: Outcome | null };
const Arriving = ({ staff, teacher, days, group, outcome, note }: ArrivingProps) => {
  const school = useSchool("office", "head");
  const wordsOf = useNoticeWords();
  const named = groupInSentence(group.name);
  const { title, text } = wordsOf({
    notice: "",
    kind: "away",
    at: "",
    groups: [group],
    pupils: [],
    teacher,
    days: { from: days.from, until: days.until },
    outcome: outcome?.kind ?? null,
    insteadOf: outcome ? insteadOf(outcome, staff) : "",
    title: null,
    note: null,
    asks: null,
    seenAt: null,
    isCalledOff: false,
    school,
  });
  return (
    <div className="preview">
      <h3>
        <Icon name="message" size="s" /> <Trans>For guardians of {named}, in the app and by e-mail</Trans>
      </h3>
      <Note kind="urgent" title={<Trans>Urgent</Trans>}>
        <p>
          <strong>{title}</strong>
        </p>
        {text && <p>{text}</p>}
        {note.trim() && <p className="preview__note">{note.trim()}</p>}
        {outcome?.kind === "home" && (
          <By icon="clock" asks>
            <Trans>Each family answers: stays home, or needs care.</Trans>
          </By>
        )}
      </Note>
    </div>
  );
};

const insteadOf = (outcome: Outcome, { teachers, groups }: Teachers): string => {
  switch (outcome.kind) {
    case "home":
      return "";
    case "split":
      return groups.flatMap(({ id, name }) => (outcome.over.includes(id) ? [name] : [])).join(", ");
    default:
      return teachers.find(({ id }) => id === outcome.teacher)?.name ?? "";
  }
};
