import type * as z from "zod";
import { AbsenceEvent } from "./absence.ts";
import { CalendarEvent } from "./calendar.ts";
import { DutyEvent } from "./duty.ts";
import { LookEvent } from "./look.ts";
import { NoticeEvent } from "./notice.ts";
import { PersonEvent, PupilEvent } from "./people.ts";

/** The contract of every kind of stream, by its category: the part of the stream's name before the slash. */
export const categories = {
  absence: AbsenceEvent,
  calendar: CalendarEvent,
  duty: DutyEvent,
  look: LookEvent,
  notice: NoticeEvent,
  person: PersonEvent,
  pupil: PupilEvent,
} as const;
export type Category = keyof typeof categories;
export type EventOf<C extends Category> = z.infer<(typeof categories)[C]>;
export type AnyEvent = EventOf<Category>;

/** Every event's contract by its type. */
export const catalog: ReadonlyMap<AnyEvent["type"], EventSchema> = new Map(
  Object.values(categories).flatMap((union) =>
    union.options.map((schema) => [schema.shape.type.value, schema as EventSchema] as const),
  ),
);
export type EventSchema = z.ZodObject<{
  type: z.ZodLiteral<AnyEvent["type"]>;
  schema: z.ZodLiteral<number>;
  data: z.ZodObject;
}>;

export const categoryOf = (stream: string): Category => {
  const category = stream.slice(0, stream.indexOf("/"));
  if (!Object.hasOwn(categories, category)) throw new Error("a stream of no known category");
  return category as Category;
};
