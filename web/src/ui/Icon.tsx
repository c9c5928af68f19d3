export type IconName =
  | "home"
  | "message"
  | "talk"
  | "sick"
  | "phone"
  | "calendar"
  | "clock"
  | "check"
  | "alert"
  | "info"
  | "group"
  | "person"
  | "mail"
  | "search"
  | "print"
  | "undo"
  | "edit"
  | "next"
  | "back"
  | "close"
  | "plus"
  | "offline"
  | "send"
  | "hand"
  | "call"
  | "eye"
  | "lock"
  | "off"
  | "language"
  | "switch";

/** A sign of the sprite; always beside a word, so hidden from screen readers. */
export const Icon = ({ name, size }: { name: IconName; size?: "s" }) => (
  <svg className={size ? "i i--s" : "i"} viewBox="0 0 24 24" aria-hidden="true">
    <use href={`/icons.svg#${name}`} />
  </svg>
);
