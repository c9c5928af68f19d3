import { Trans, useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { useDay } from "../ui/useDay.ts";
import { groupInSentence, listed, today, unbroken } from "../ui/when.ts";

type AwayTeacher = components["schemas"]["AwayTeacher"];

/** Who is not there until when, and who takes over. Never why. */
export const Away = ({ of }: { of: AwayTeacher }) => {
  const dayWords = useDay();
  const teacher = unbroken(of.teacher.name);
  const until = dayWords(of.until);
  return (
    <>
      {of.until === today() ? (
        <Trans>{teacher}.</Trans>
      ) : (
        <Trans>
          {teacher}, until {until} included.
        </Trans>
      )}{" "}
      <TakingOver of={of} />
    </>
  );
};

/** What happens to the group, in words. */
export const TakingOver = ({ of }: { of: Pick<AwayTeacher, "outcome" | "insteadOf"> }) => {
  const { i18n } = useLingui();
  const other = unbroken(of.insteadOf);
  switch (of.outcome) {
    case "duo":
      return <Trans>{other} takes over.</Trans>;
    case "substitute":
      return <Trans>{other} is the substitute.</Trans>;
    case "split": {
      const groups = listed(
        of.insteadOf.split(", ").map((name) => groupInSentence(name)),
        i18n.locale,
      );
      return <Trans>The children are with {groups}.</Trans>;
    }
    case "home":
      return <Trans>No lessons: the children stay home.</Trans>;
  }
};
