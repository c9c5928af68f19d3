import { Trans } from "@lingui/react/macro";
import { By } from "../ui/By.tsx";
import { timeOf } from "../ui/when.ts";

/** How fresh the board is; without connection what is shown stays, and says of when it is. */
export const Updated = ({ at, isStale }: { at: number; isStale: boolean }) => {
  const time = timeOf(new Date(at).toISOString());
  return isStale ? (
    <By icon="offline" asks>
      <Trans>As it was at {time}</Trans>
    </By>
  ) : (
    <By icon="check">
      <Trans>Up to date at {time}</Trans>
    </By>
  );
};
