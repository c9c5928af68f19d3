/** What is sealed at rest in the school's store must not rest here in the clear; nor that a child is ill (P1). */
const sealed = new Set(["reason", "note", "title", "sick"]);

/** The same answer with every sealed field empty, however deep. */
export const withoutSealed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSealed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, sealed.has(name) ? null : withoutSealed(inner)]),
  );
};
