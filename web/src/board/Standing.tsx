import { Trans, useLingui } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { listed, unbroken } from "../ui/when.ts";

import { Away } from "./Away.tsx";

type GroupBoard = components["schemas"]["GroupBoard"];

/** Who has the group today: on duty, away and who takes over, lesson times, cut-off. */
export const Standing = ({ board }: { board: GroupBoard }) => {
  const { i18n } = useLingui();
  const { onDuty, away, lessons, cutOff } = board;
  const names = listed(
    onDuty.map(({ name }) => unbroken(name)),
    i18n.locale,
  );
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">
        <Trans>Who has the group</Trans>
      </h2>
      <div className="card">
        <dl className="facts">
          <dt>
            <Trans>On duty</Trans>
          </dt>
          <dd>{onDuty.length > 0 ? names : <Trans>Nobody: the office has it</Trans>}</dd>
          {away.length > 0 && (
            <>
              <dt>
                <Trans>Not here</Trans>
              </dt>
              <dd>
                {away.map((one) => (
                  <p key={one.notice}>
                    <Away of={one} />
                  </p>
                ))}
              </dd>
            </>
          )}
          {lessons.length > 0 && (
            <>
              <dt>
                <Trans>Lessons</Trans>
              </dt>
              <dd className="num">
                {lessons.map(({ from, until }) => (
                  <p key={from} className="nowrap">
                    {from}–{until}
                  </p>
                ))}
              </dd>
            </>
          )}
          <dt>
            <Trans>Sick reports before</Trans>
          </dt>
          <dd className="num">{cutOff}</dd>
        </dl>
      </div>
    </section>
  );
};
