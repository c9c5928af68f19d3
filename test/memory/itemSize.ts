import type { Json } from "#shared/ports/table.ts";

/** About what DynamoDB counts: two digits a byte, a sign, and one for the exponent. */
const numberBytes = (value: number): number => {
  const digits = value
    .toExponential()
    .replace(/e.*$/, "")
    .replace(/[^0-9]/g, "").length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
};

/** The bytes that DynamoDB counts for one value. */
const valueBytes = (value: Json): number => {
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "number") return numberBytes(value);
  if (typeof value === "string") return Buffer.byteLength(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).reduce<number>((sum, one) => sum + 1 + valueBytes(one), 3);
  return 3 + Object.keys(value).length + itemBytes(value as { readonly [name: string]: Json });
};

/** The bytes that DynamoDB counts for an item: the names of its attributes too. */
export const itemBytes = (item: { readonly [name: string]: Json | undefined }): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );
