import { useLingui } from "@lingui/react/macro";
import type { InboxItem } from "../home/useHomes.ts";
import { groupInSentence, listed } from "../ui/when.ts";

/** For which child a message is: "Daan, groep 6", "Noor en Daan". */
export const useFor = (): ((item: InboxItem) => string) => {
  const { i18n } = useLingui();
  return ({ pupils }) => {
    const [only] = pupils;
    if (pupils.length === 1 && only) return `${only.name}, ${groupInSentence(only.group.name)}`;
    return listed(
      pupils.map(({ name }) => name),
      i18n.locale,
    );
  };
};
