import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "wouter";
import { useHomes } from "../home/useHomes.ts";
import { By } from "../ui/By.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Page } from "../ui/Page.tsx";
import { useNow } from "../ui/useNow.ts";
import { groupInSentence, timeOf, today } from "../ui/when.ts";
import { CallInstead } from "./CallInstead.tsx";
import type { OwnChild } from "./useChild.ts";
import { useOnDuty } from "./useOnDuty.ts";

/** "It is 07:51, report before 08:15": of the first child's school, until it is past. */
const CutOff = ({ own: { child, at } }: { own: OwnChild }) => {
  const now = timeOf(useNow().toISOString());
  const { data } = useOnDuty(at.school.id, child.id, today());
  if (!data?.isOpen || now >= data.cutOff) return null;
  const { cutOff } = data;
  return (
    <By icon="clock">
      <Trans>
        It is {now}. Report before {cutOff}, then the teacher knows it before the lesson.
      </Trans>
    </By>
  );
};

/** Which child; who is reported already leads to that report. */
export const ChooseChild = ({ kids }: { kids: OwnChild[] }) => {
  const { t } = useLingui();
  const { children: now } = useHomes();
  const [first] = kids;
  const phones = [...new Map(kids.map(({ at }) => [at.school.id, at.school])).values()];
  return (
    <Page
      title={t`Who is sick?`}
      back="/"
      dockLabel={t`Your children`}
      dock={
        kids.length > 0 && (
          <ul className="choices" aria-label={t`Choose your child`}>
            {kids.map(({ child }) => {
              const state = now.find(({ pupil }) => pupil.id === child.id);
              const group = groupInSentence(child.group.name);
              return (
                <li key={child.id}>
                  <Link className="choice choice--go" href={state?.sick ? `/absence/${child.id}` : `/sick/${child.id}`}>
                    <span className="kid">
                      <b aria-hidden="true">{child.name.charAt(0)}</b>
                    </span>
                    <span>
                      <strong>{child.name}</strong>{" "}
                      <span>
                        {state?.sick ? (
                          <Trans>{group}, already reported sick</Trans>
                        ) : state?.isHome ? (
                          <Trans>{group}, no lessons today</Trans>
                        ) : (
                          group
                        )}
                      </span>
                    </span>
                    <Icon name="next" />
                  </Link>
                </li>
              );
            })}
          </ul>
        )
      }
    >
      {first ? (
        <CutOff own={first} />
      ) : (
        <p>
          <Trans>The school has not noted that you may report a child sick. Please phone the school.</Trans>
        </p>
      )}
      <CallInstead schools={phones} />
    </Page>
  );
};
