import { Trans } from "@lingui/react/macro";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./Button.tsx";
import { useSay } from "./Live.tsx";

type Shown = { text: string; undo?: () => void; turn: number };

/** Ten seconds to take something back. */
const seconds = 10;

let shown: Shown | null = null;
let turn = 0;
const listeners = new Set<() => void>();

const set = (next: Shown | null): void => {
  shown = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** `useToast().show(text, { undo })`: what was done, with ten seconds to take it back. */
export const useToast = () => {
  const say = useSay();
  return {
    show: (text: string, { undo }: { undo?: () => void } = {}) => {
      turn += 1;
      set({ text, turn, ...(undo ? { undo } : {}) });
      say(text);
    },
  };
};

const Countdown = ({ text, undo }: Shown) => {
  const [left, setLeft] = useState(seconds);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    if (left === 0) set(null);
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, isHeld]);
  // Whoever is on it with the pointer or the keyboard has all the time needed (WCAG 2.2.1).
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: time stands still while it is pointed at; the button is the control
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>
        {text}{" "}
        {undo && (
          <span className="num" aria-hidden="true">
            {left}
          </span>
        )}
      </p>
      {undo && (
        <Button
          icon="undo"
          onClick={() => {
            set(null);
            undo();
          }}
        >
          <Trans>Take back</Trans>
        </Button>
      )}
    </div>
  );
};

/** Where toasts stand; once, in the app. */
export const Toasts = () => {
  const now = useSyncExternalStore(subscribe, () => shown);
  return <div className="toasts">{now && <Countdown key={now.turn} {...now} />}</div>;
};
