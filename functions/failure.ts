import { Fault } from "#shared/ports/fault.ts";

/**
 * What may be logged of an error: its kind, the service's own code and the place in our code. Never its message, which
 * may hold somebody's words; that of a Fault is a constant of ours.
 */
export const failureOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "not an error";
  const cause = error.cause instanceof Error ? ` (${error.cause.name})` : "";
  const said = error instanceof Fault ? error.message : error.name;
  const frame = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return `${said}${cause} ${frame?.trim() ?? ""}`;
};
