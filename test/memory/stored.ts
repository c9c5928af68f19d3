import type { Json } from "#shared/ports/table.ts";

/** DynamoDB nests no deeper. */
const DEEPEST = 32;

const refuse = (what: string): never => {
  throw new Error(what);
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

const storedNumber = (value: number): number => {
  if (!Number.isFinite(value)) return refuse("a number that is none");
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return refuse("a number too large to come back as it was");
  if (value !== 0 && Math.abs(value) < 1e-130) return refuse("a number too small");
  // No negative zero there.
  return value === 0 ? 0 : value;
};

/**
 * A deep copy of a value as DynamoDB keeps it: without `undefined`, and with the names of a map in an order of the
 * store's own (its maps have none), so that nobody comes to rely on the order in which they were written.
 */
export const stored = (value: Json, depth = 0): Json => {
  if (depth > DEEPEST) return refuse("nested too deep");
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return storedNumber(value);
  if (typeof value !== "object") return refuse(`a ${typeof value}`);
  if (Array.isArray(value))
    return (value as readonly (Json | undefined)[]).flatMap((one) =>
      one === undefined ? [] : [stored(one, depth + 1)],
    );
  if (!isPlain(value)) return refuse("an object of a class");
  const copy: Record<string, Json> = {};
  for (const name of Object.keys(value).sort()) {
    const one = (value as { readonly [name: string]: Json | undefined })[name];
    if (one !== undefined) copy[name] = stored(one, depth + 1);
  }
  return copy;
};
