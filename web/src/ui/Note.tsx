import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

const icons: Record<"urgent" | "wait" | "done", IconName> = { urgent: "alert", wait: "clock", done: "check" };

type NoteProps = {
  kind: "urgent" | "wait" | "done";
  /** The kind in a word, and for whom: "Dringend · Daan, groep 6". */
  title?: ReactNode;
  icon?: IconName;
  /** `alert` is read out at once, `status` when there is room. */
  role?: "alert" | "status";
  children?: ReactNode;
};

/** Urgent, waiting or arrived: a sign, a word and a tint. At most one urgent a screen, on top. */
export const Note = ({ kind, title, icon, role, children }: NoteProps) => (
  <div className={`note note--${kind}`} role={role}>
    {title !== undefined && (
      <p className="note__kind">
        <Icon name={icon ?? icons[kind]} /> <span>{title}</span>
      </p>
    )}
    {children}
  </div>
);
