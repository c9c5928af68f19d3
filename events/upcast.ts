/** One step from an older version of an event's data to the next. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/**
 * `Type@version` → how its data becomes that of version + 1. An event that was ever published stays readable:
 * each entry has a stored sample under `test/events/samples/` that a test reads.
 */
export const upcasters: Readonly<Record<string, Upcaster>> = {};

/** The data in the newest version known, and that version. */
export const upcast = (
  type: string,
  schema: number,
  data: Record<string, unknown>,
  steps: Readonly<Record<string, Upcaster>> = upcasters,
): { schema: number; data: Record<string, unknown> } => {
  let at = { schema, data };
  for (let step = steps[`${type}@${at.schema}`]; step; step = steps[`${type}@${at.schema}`])
    at = { schema: at.schema + 1, data: step(at.data) };
  return at;
};
