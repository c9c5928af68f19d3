import type { Json } from "./table.ts";

/** A queue of messages, delivered at least once, in any order. */
export type Queue = {
  /** Sends all, in batches of 10; a message the queue did not take after retries is a Fault. */
  send(messages: { id: string; body: Json; delaySeconds?: number }[]): Promise<void>;
};
