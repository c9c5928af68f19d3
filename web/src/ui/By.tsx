import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

/** A small line: by when, who has it, who wrote it. `asks` marks what must be done. */
export const By = ({ icon, asks, children }: { icon?: IconName; asks?: boolean; children: ReactNode }) => (
  <p className={asks ? "by by--asks" : "by"}>
    {icon && <Icon name={icon} size="s" />} <span>{children}</span>
  </p>
);
