import * as z from "zod";
import { type AnyEvent, catalog, type EventSchema } from "#events/catalog.ts";
import type { Recorded } from "#events/event.ts";
import { SealedText, sealedFields } from "#events/sealed.ts";
import { upcast } from "#events/upcast.ts";
import type { Json } from "../ports/table.ts";
import type { Keys } from "./keys.ts";
import type { StoredEvent } from "./stored.ts";

type SealedField = { field: string; subject: string };

/** The sealed fields of an event's data, read once from its schema. */
const sealedOf = new Map<string, SealedField[]>();
const fieldsToSeal = (schema: EventSchema): SealedField[] => {
  const type = schema.shape.type.value;
  const known = sealedOf.get(type);
  if (known) return known;
  const fields = Object.entries(schema.shape.data.shape).flatMap(([field, inner]) => {
    const bare = inner instanceof z.ZodNullable ? (inner.unwrap() as z.ZodType) : (inner as z.ZodType);
    const mark = sealedFields.get(bare);
    return mark ? [{ field, subject: mark.subject }] : [];
  });
  sealedOf.set(type, fields);
  return fields;
};

const schemaOf = (type: string): EventSchema => {
  const schema = catalog.get(type as AnyEvent["type"]);
  if (!schema) throw new Error("an event of no known type");
  return schema;
};

/** The thinking's event → the table's: sealed fields become ciphertext under their subject's key. */
export const sealEvent = async (keys: Keys, event: Recorded<AnyEvent>): Promise<StoredEvent> => {
  const data: Record<string, Json> = { ...(event.data as Record<string, Json>) };
  for (const { field, subject } of fieldsToSeal(schemaOf(event.type))) {
    const text = data[field];
    if (typeof text !== "string") continue;
    const context = { school: event.school, stream: event.stream, field };
    data[field] = await keys.seal(text, data[subject] as string, context);
  }
  return { ...event, data };
};

/**
 * The table's event → the thinking's, in its newest version. Without `keys` sealed fields stay shut and read as erased:
 * a consumer that has no business with the text holds no key. Throws for a type or shape nobody knows.
 */
export const openEvent = async (keys: Keys | null, stored: StoredEvent): Promise<Recorded<AnyEvent>> => {
  const newest = upcast(stored.type, stored.schema, stored.data as Record<string, unknown>);
  const schema = schemaOf(stored.type);
  const data: Record<string, unknown> = { ...newest.data };
  for (const { field, subject } of fieldsToSeal(schema)) {
    const shut = SealedText.safeParse(data[field]);
    if (!shut.success) continue;
    const context = { school: stored.school, stream: stored.stream, field };
    data[field] = keys ? await keys.open(shut.data, data[subject] as string, context) : { erased: true };
  }
  const parsed = schema.parse({ type: stored.type, schema: newest.schema, data });
  return { ...stored, ...parsed } as Recorded<AnyEvent>;
};
