import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { Problem, type ProblemCode, problems } from "./problem.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

const everyRoute: ProblemCode[] = ["bad-request", "try-later", "gone-wrong"];
const withBody: ProblemCode[] = ["bad-json", "bad-content-type", "too-large"];
const withLogin: ProblemCode[] = ["not-signed-in", "not-found"];

const possible = (route: Route): ProblemCode[] => [
  ...everyRoute,
  ...(route.body ? withBody : []),
  ...(route.auth === "login" ? withLogin : []),
  ...(route.function === "commands" ? (["key-missing", "busy"] as const) : []),
  ...route.problems,
];

const IdempotencyKey = z
  .string()
  .regex(/^[\w-]{8,100}$/)
  .meta({
    description: "The same key again gets the same answer and has no second effect.",
    example: "b6d3a0f2-report",
  });
const IfNoneMatch = z
  .string()
  .optional()
  .meta({ description: "The ETag of the answer you hold: 304 when it is still so." });

const GatewayProblem = z.object({ message: z.string() }).meta({ id: "GatewayProblem" });

const responsesFor = (route: Route): ZodOpenApiOperationObject["responses"] => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of possible(route))
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  const isRead = route.method === "get";
  return {
    "200": {
      description: "Done.",
      ...(isRead ? { headers: z.object({ etag: z.string() }) } : {}),
      content: { "application/json": { schema: route.answer } },
    },
    ...(isRead ? { "304": { description: "Still as the ETag says." } } : {}),
    ...Object.fromEntries(
      [...byStatus].map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join(" "),
          content: {
            "application/problem+json": { schema: Problem },
            // The gateway answers a missing, forged or expired token by itself, in its own shape.
            ...(status === 401 && route.auth === "login" ? { "application/json": { schema: GatewayProblem } } : {}),
          },
        },
      ]),
    ),
  } as ZodOpenApiOperationObject["responses"];
};

const operationFor = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.operationId,
  summary: route.summary,
  ...(route.auth === "login" ? { security: [{ accessToken: [] }] } : { security: [] }),
  requestParams: {
    path: route.params,
    ...(route.query ? { query: route.query } : {}),
    ...(route.function === "commands" ? { header: z.object({ "Idempotency-Key": IdempotencyKey }) } : {}),
    ...(route.method === "get" ? { header: z.object({ "If-None-Match": IfNoneMatch }) } : {}),
  },
  ...(route.body ? { requestBody: { required: true, content: { "application/json": { schema: route.body } } } } : {}),
  responses: responsesFor(route),
});

/** The OpenAPI 3.1 document of the whole API, made from the same schemas that check each request. */
export const makeOpenApi = () => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationFor(route) };
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Kring",
      version: "1.0.0",
      description:
        "School–parent communication that carries out the school's policy. Problems are RFC 9457, with a `code`.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: "/" }],
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  });
};
