import { Trans, useLingui } from "@lingui/react/macro";
import type { InboxItem } from "../home/useHomes.ts";
import { Button } from "../ui/Button.tsx";
import { By } from "../ui/By.tsx";
import { useSay } from "../ui/Live.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useMoment } from "../ui/useMoment.ts";
import { type HomeAnswer, useAnswer } from "./useAnswer.ts";

/** Per child: stays at home, or needs care. The chosen one is marked, and can be changed until it closes. */
export const Answers = ({ item }: { item: InboxItem }) => {
  const { t } = useLingui();
  const say = useSay();
  const moment = useMoment();
  const nameOf = (pupil: string): string => item.pupils.find(({ id }) => id === pupil)?.name ?? "";
  const answer = useAnswer(item, (pupil, given) => {
    const name = nameOf(pupil);
    say(
      given === "stays-home" ? t`The school knows: ${name} stays at home.` : t`The school knows: ${name} needs care.`,
    );
  });
  if (!item.asks) return null;
  const until = moment(item.asks.until);
  const isAnswered = item.asks.answers.every(({ answer: given }) => given !== null);
  return (
    <>
      {item.asks.answers.map(({ pupil, answer: given }) => {
        const name = nameOf(pupil);
        const choice = (value: HomeAnswer) => {
          const isSending = answer.isPending && answer.variables.pupil === pupil && answer.variables.answer === value;
          return {
            kind: (given === null ? value === "stays-home" : given === value) ? ("main" as const) : ("quiet" as const),
            isPending: isSending,
            isPressed: given === value,
            ...(given === value ? { icon: "check" as const } : {}),
            onClick: () => answer.mutate({ pupil, answer: value }),
          };
        };
        return (
          <fieldset className="acts" key={pupil}>
            <legend className="vh">
              <Trans>Answer for {name}</Trans>
            </legend>
            <Button {...choice("stays-home")}>
              <Trans>{name} stays at home</Trans>
            </Button>
            <Button {...choice("needs-care")}>
              <Trans>{name} needs care</Trans>
            </Button>
          </fieldset>
        );
      })}
      {isAnswered && (
        <By icon="edit">
          <Trans>The school has your answer. You can change it until {until}.</Trans>
        </By>
      )}
      <Problem of={answer.error} title={<Trans>Not sent</Trans>} />
    </>
  );
};
