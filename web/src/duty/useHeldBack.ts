import { useEffect, useRef, useState } from "react";
import { accessToken } from "../api/session.ts";
import { type Held, holdBack } from "./holdBack.ts";

/** Holds one act back for `ms`: taken back, done now, or done by itself. Leaving the screen does it now too. */
export const useHeldBack = (ms: number) => {
  const held = useRef<Held | null>(null);
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => () => held.current?.now(), []);
  return {
    isHeld,
    hold: (act: () => void) => {
      // A token that is renewed now needs no renewal while the page goes away.
      accessToken().catch((error: unknown) => console.warn("no token ahead", error));
      setIsHeld(true);
      held.current = holdBack(ms, () => {
        held.current = null;
        setIsHeld(false);
        act();
      });
    },
    now: () => held.current?.now(),
    takeBack: () => {
      held.current?.cancel();
      held.current = null;
      setIsHeld(false);
    },
  };
};
