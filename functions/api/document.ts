import * as z from "zod";
import { route } from "./route.ts";

export const openapi = route({
  operationId: "openapi",
  method: "get",
  path: "/v1/openapi.json",
  function: "queries",
  auth: "none",
  summary: "This document.",
  params: z.strictObject({}),
  answer: z.record(z.string(), z.unknown()).meta({
    id: "OpenApi",
    description: "An OpenAPI 3.1 document.",
    example: { openapi: "3.1.0", info: { title: "Kring", version: "1.0.0" }, paths: {} },
  }),
  problems: [],
});
