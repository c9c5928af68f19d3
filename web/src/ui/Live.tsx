import { useSyncExternalStore } from "react";

let said = { text: "", turn: 0 };
const listeners = new Set<() => void>();

const say = (text: string): void => {
  said = { text, turn: said.turn + 1 };
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** `useSay()(text)`: read out politely, once. */
export const useSay = () => say;

/** The one live region of the page. The same words twice are a new node, so that they are read out again. */
export const Live = () => {
  const { text, turn } = useSyncExternalStore(subscribe, () => said);
  return (
    <div className="vh" role="status" aria-live="polite" aria-atomic="true">
      <span key={turn}>{text}</span>
    </div>
  );
};
