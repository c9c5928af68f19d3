import type { Instant } from "#events/time.ts";

/** The only source of time and of waiting at the edges; the thinking gets `now` as an argument. */
export type Clock = {
  now(): Instant;
  sleep(ms: number): Promise<void>;
};
