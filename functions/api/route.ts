import type * as z from "zod";
import type { ProblemCode } from "./problem.ts";

/** One operation of the HTTP API: the gateway's route, the OpenAPI document and the access matrix are made from it. */
export type Route = {
  operationId: string;
  method: "get" | "post";
  /** With `{name}` for a path parameter. */
  path: string;
  function: "commands" | "queries" | "session";
  /** `login`: a valid access token; what the caller may is read from the access row. */
  auth: "none" | "login";
  summary: string;
  params: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  answer: z.ZodType;
  /** What its answer does with the refresh cookie of client `web`; `renewed` and `cleared` also take it. */
  cookie?: "given" | "renewed" | "cleared";
  /** What may go wrong beside what every route may answer (`problem.ts`). */
  problems: readonly ProblemCode[];
};

/** Keeps the literal types of a route, so that its handler is checked against its own schemas. */
export const route = <const R extends Route>(definition: R): R => definition;
