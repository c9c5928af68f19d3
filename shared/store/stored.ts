import type { Actor } from "#events/event.ts";
import type { SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import type { Json } from "../ports/table.ts";

/** An event as it lies in the table and travels on the bus: its sealed fields are ciphertext. */
export type StoredEvent = {
  id: string;
  school: SchoolId;
  stream: string;
  version: number;
  at: Instant;
  by: Actor;
  correlation: string;
  causation: string;
  type: string;
  schema: number;
  data: Json;
};

/**
 * One accepted command: one item of the Events table, never changed.
 * `base` is the stream's version before it, so that an empty commit needs no read of the one before.
 */
export type Commit = {
  school: SchoolId;
  stream: string;
  /** 1…n in the stream, without holes. */
  number: number;
  base: number;
  /** `{person}:{Idempotency-Key}`. */
  command: string;
  at: Instant;
  by: Actor;
  events: StoredEvent[];
};
