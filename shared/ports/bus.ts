import type { StoredEvent } from "../store/stored.ts";

/** The event bus. Only the relay holds one. */
export type Bus = {
  /** At most 10 at a time. The indices of what the bus did not take. */
  publish(events: StoredEvent[]): Promise<{ failed: number[] }>;
};
