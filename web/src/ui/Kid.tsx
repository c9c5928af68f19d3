import type { ReactNode } from "react";

/** Which child: a letter, the name and what belongs to it. */
export const Kid = ({ name, children }: { name: string; children?: ReactNode }) => (
  <p className="kid">
    <b aria-hidden="true">{name.charAt(0)}</b>
    {name} {children && <span>{children}</span>}
  </p>
);
