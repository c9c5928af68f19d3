import { setTimeout as pause } from "node:timers/promises";
import type { Instant } from "#events/time.ts";
import type { Clock } from "#shared/ports/clock.ts";

export const systemClock: Clock = {
  now: () => new Date().toISOString() as Instant,
  sleep: async (ms) => {
    await pause(ms);
  },
};
