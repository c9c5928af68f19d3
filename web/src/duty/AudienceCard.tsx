import { Plural, Trans } from "@lingui/react/macro";
import { By } from "../ui/By.tsx";
import { useLocale } from "../ui/locale.ts";
import { groupInSentence, listed } from "../ui/when.ts";
import type { Audience } from "./useAudience.ts";

/** For whom, in words and number, and by which rule it goes which way. */
export const AudienceCard = ({ audience }: { audience: Audience }) => {
  const locale = useLocale();
  const { guardians, families, pupils, withoutAddress } = audience;
  const groups = listed(
    audience.groups.map(({ name }) => groupInSentence(name)),
    locale,
  );
  return (
    <div className="card stack stack--tight">
      <p>
        <strong>
          <Plural value={guardians} one={`# guardian of ${groups}`} other={`# guardians of ${groups}`} />
        </strong>
      </p>
      <p className="soft">
        <Plural value={pupils} one="# child" other="# children" />,{" "}
        <Plural value={families} one="# family" other="# families" />.{" "}
        {withoutAddress > 0 && (
          <Plural
            value={withoutAddress}
            one="# without e-mail address gets it in the app only."
            other="# without e-mail address get it in the app only."
          />
        )}
      </p>
      <By icon="info">
        <Trans>
          Rule S4: a teacher's absence goes in the app and by e-mail, at once. It is never held, by nobody's hours.
        </Trans>
      </By>
    </div>
  );
};
