import { Trans, useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { Icon } from "../ui/Icon.tsx";

type Answer = components["schemas"]["GroupBoard"]["answers"][number];

/** What families answered when there were no lessons; who needs care first, for those children come. */
export const HomeAnswers = ({ answers }: { answers: Answer[] }) => {
  const { t } = useLingui();
  const care = answers.filter(({ answer }) => answer === "needs-care");
  const home = answers.filter(({ answer }) => answer === "stays-home");
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">
        <Trans>Stays home or needs care</Trans>
      </h2>
      <div className="card stack">
        <Children title={t`Needs care: ${care.length}`} kind="state--wait" icon="hand" rows={care} />
        <Children title={t`Stays home: ${home.length}`} kind="state--done" icon="home" rows={home} />
      </div>
    </section>
  );
};

type ChildrenProps = { title: string; kind: string; icon: "hand" | "home"; rows: Answer[] };
const Children = ({ title, kind, icon, rows }: ChildrenProps) => (
  <div className="answers">
    <h3 className={`state ${kind}`}>
      <Icon name={icon} size="s" /> {title}
    </h3>
    {rows.length > 0 && (
      <ul className="names">
        {rows.map(({ pupil }) => (
          <li key={pupil.id}>{pupil.name}</li>
        ))}
      </ul>
    )}
  </div>
);
