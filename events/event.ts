import * as z from "zod";
import { PersonId, SchoolId } from "./ids.ts";
import { Instant } from "./time.ts";

/** `system` is Kring itself: the tick, the consumer of bounces. */
export const Actor = z.union([PersonId, z.literal("system")]);
export type Actor = z.infer<typeof Actor>;

/**
 * The contract of one kind of event: its type, schema version and data. `of` makes one from data that is already right.
 * A published event never changes; a new shape is a new version with an upcaster (`upcast.ts`).
 */
export const event = <Type extends string, Version extends number, Shape extends z.ZodRawShape>(
  type: Type,
  version: Version,
  shape: Shape,
) => {
  const data = z.strictObject(shape);
  const schema = z.strictObject({ type: z.literal(type), schema: z.literal(version), data });
  return Object.assign(schema, {
    of: (value: z.infer<typeof data>): { type: Type; schema: Version; data: z.infer<typeof data> } => ({
      type,
      schema: version,
      data: value,
    }),
  });
};

/** Any event as the thinking makes it: what happened, not yet where and when. */
export type DomainEvent = { type: string; schema: number; data: unknown };

/** What the store knows of an event beside its data. */
export const Envelope = z.strictObject({
  id: z.uuid(),
  school: SchoolId,
  /** `category/id`, as `absence/{pupil}`. */
  stream: z.string().max(200),
  /** Place in the stream, 1…n without holes. */
  version: z.int().min(1),
  at: Instant,
  by: Actor,
  /** The request that began it all; the same in everything that follows from it. */
  correlation: z.string().max(100),
  /** The command (its idempotency key, scoped) that caused this event. */
  causation: z.string().max(300),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event in its place. */
export type Recorded<E extends DomainEvent = DomainEvent> = Envelope & E;
