import * as z from "zod";

/** What is left of a sealed text after its subject was erased: the key is gone, so the text is. */
export const Erased = z.strictObject({ erased: z.literal(true) });
export type Erased = z.infer<typeof Erased>;
export const ERASED: Erased = { erased: true };

/** A sealed text as the table, the bus and the queues hold it: base64 of version, nonce, tag and ciphertext. */
export const SealedText = z.strictObject({ sealed: z.base64() });
export type SealedText = z.infer<typeof SealedText>;

/** Marks the fields whose text is ciphertext at rest; `subject` names the field of the same data that says whose key. */
export const sealedFields = z.registry<{ subject: string }>();

/** Free text about or by a person: in the thinking it is text, everywhere at rest it is `SealedText`. */
export const sealed = <Inner extends z.ZodType<string>>(inner: Inner, subject: string) => {
  const schema = z.union([inner, Erased]);
  sealedFields.add(schema, { subject });
  return schema;
};
