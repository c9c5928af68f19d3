import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";

/** After this long the words appear beside the bones: what we wait for. */
const saySlowMs = 2000;

/** Bones in the place of what comes. `what`: "Berichten laden". */
export const Loading = ({ what }: { what?: ReactNode }) => {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), saySlowMs);
    return () => clearTimeout(timer);
  }, []);
  const words = what ?? <Trans>Loading</Trans>;
  return (
    <div className="card item" aria-busy="true">
      <p className={isSlow ? "soft" : "vh"} role="status">
        {words}
      </p>
      <span className="bone bone--tag" />
      <span className="bone bone--title" />
      <span className="bone" />
      <span className="bone bone--short" />
    </div>
  );
};
