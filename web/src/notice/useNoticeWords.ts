import { useLingui } from "@lingui/react/macro";
import type { InboxItem } from "../home/useHomes.ts";
import { useDay } from "../ui/useDay.ts";
import { groupInSentence, listed, unbroken } from "../ui/when.ts";
import { textOf } from "./textOf.ts";

/** What a message says, in words: why somebody is away is never among them. */
export const useNoticeWords = (): ((item: InboxItem) => { title: string; text: string }) => {
  const { t, i18n } = useLingui();
  const inWords = useDay();
  const whenOf = ({ days }: InboxItem): string => {
    if (!days) return "";
    const from = inWords(days.from);
    if (days.from === days.until) return from;
    const until = inWords(days.until);
    return t`from ${from} to ${until}`;
  };
  return (item) => {
    const teacher = unbroken(item.teacher?.name ?? "");
    const when = whenOf(item);
    const group = listed(
      item.groups.map(({ name }) => groupInSentence(name)),
      i18n.locale,
    );
    const instead = unbroken(item.insteadOf).replaceAll(",\u00a0", ", ").replaceAll("Groep", "groep");
    if (item.kind === "notice")
      return {
        title: textOf(item.title) ?? t`Message from school`,
        text: "",
      };
    if (item.kind === "away-over")
      return { title: t`${teacher} is there after all`, text: t`Lessons of ${group} go on as usual, ${when}.` };
    switch (item.outcome) {
      case "home":
        return {
          title: t`${teacher} is not there ${when}. No lessons for ${group}.`,
          text: t`There is no substitute. Can your child stay at home? If not, the school takes care of your child.`,
        };
      case "split":
        return {
          title: t`${teacher} is not there ${when}`,
          text: t`The children of ${group} are spread over ${instead}.`,
        };
      default:
        return { title: t`${teacher} is not there ${when}`, text: instead ? t`${instead} teaches ${group}.` : "" };
    }
  };
};
