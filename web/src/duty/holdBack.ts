export type Held = { now: () => void; cancel: () => void };

/** Does a thing after `ms`, unless it is taken back first. Who leaves the page meant it: then it is done at once. */
export const holdBack = (ms: number, act: () => void): Held => {
  const cancel = () => {
    clearTimeout(timer);
    removeEventListener("pagehide", now);
  };
  const now = () => {
    cancel();
    act();
  };
  const timer = setTimeout(now, ms);
  addEventListener("pagehide", now);
  return { now, cancel };
};
