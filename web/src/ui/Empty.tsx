import type { ReactNode } from "react";
import { Ring } from "./Mark.tsx";

/** Nothing here: says what is so and, as children, what can be done. */
export const Empty = ({ title, children }: { title: ReactNode; children?: ReactNode }) => (
  <div className="card hero">
    <Ring kind="quiet" />
    <h2 className="h3">{title}</h2>
    {children}
  </div>
);
