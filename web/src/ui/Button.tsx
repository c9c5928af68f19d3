import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon, type IconName } from "./Icon.tsx";
import { Mark } from "./Mark.tsx";

type ButtonProps = {
  /** One `main` a screen; `plain` looks like a link. */
  kind?: "main" | "quiet" | "danger" | "plain";
  isBig?: boolean;
  isFlush?: boolean;
  isPending?: boolean;
  /** One of a pair that stands for a choice: whether it is the chosen one. */
  isPressed?: boolean;
  icon?: IconName;
  /** With an address it is a link. */
  href?: string;
  onClick?: () => void;
  /** Submits the form of this id when it stands outside of it, in the dock. */
  form?: string;
  type?: "submit" | "button";
  /** Said after the visible words, for who hears the page. */
  label?: string;
  children: ReactNode;
};

const looks = { main: " btn--main", danger: " btn--urgent", plain: " btn--plain", quiet: "" } as const;

/** A verb. While pending it keeps its place and its focus and does nothing twice. */
export const Button = ({
  kind = "quiet",
  isBig,
  isFlush,
  isPending = false,
  isPressed,
  icon,
  href,
  onClick,
  form,
  type,
  label,
  children,
}: ButtonProps) => {
  const className = `btn${looks[kind]}${isBig ? " btn--big" : ""}${isFlush ? " flush" : ""}`;
  const words = (
    <>
      {isPending ? <Mark /> : icon && <Icon name={icon} />}
      <span>{children}</span>
      {label && <span className="vh">{label}</span>}
    </>
  );
  if (href?.startsWith("tel:"))
    return (
      <a className={className} href={href}>
        {words}
      </a>
    );
  if (href !== undefined)
    return (
      <Link className={className} href={href}>
        {words}
      </Link>
    );
  return (
    <button
      className={className}
      type={type ?? (form ? "submit" : "button")}
      form={form}
      aria-busy={isPending || undefined}
      aria-pressed={isPressed}
      onClick={(event) => {
        if (isPending) event.preventDefault();
        else onClick?.();
      }}
    >
      {words}
    </button>
  );
};
