import { useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { useLocale } from "../ui/locale.ts";
import { groupInSentence, listed, unbroken } from "../ui/when.ts";

type About = {
  kind: components["schemas"]["Delivery"]["kind"];
  about: string;
  groups: { name: string }[];
};

/** What a notice is about, for whom, in one line. */
export const useNoticeTitle = () => {
  const { t } = useLingui();
  const locale = useLocale();
  return ({ kind, about, groups }: About): string => {
    const named = listed(
      groups.map(({ name }) => groupInSentence(name)),
      locale,
    );
    const teacher = unbroken(about);
    switch (kind) {
      case "away":
        return t`${teacher} is not here, ${named}`;
      case "away-over":
        return t`${teacher} is here after all, ${named}`;
      case "notice":
        return t`Message to ${named}`;
    }
  };
};
