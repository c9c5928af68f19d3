import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { NAME as COOKIE } from "../session/cookie.ts";
import { guide } from "./guide.ts";
import { Problem, type ProblemCode, problems } from "./problem.ts";
import { problemExamples } from "./problemExamples.ts";
import type { Route } from "./route.ts";
import { features } from "./routes.ts";

const everyRoute: ProblemCode[] = ["try-later", "gone-wrong"];
const withBody: ProblemCode[] = ["bad-json", "bad-content-type", "too-large"];
const withLogin: ProblemCode[] = ["not-signed-in", "not-found"];

const possible = (route: Route): ProblemCode[] => [
  ...everyRoute,
  ...(route.body || route.query ? (["bad-request"] as const) : []),
  ...(route.body ? withBody : []),
  ...(route.auth === "login" ? withLogin : []),
  ...(route.function === "commands" ? (["key-missing", "busy"] as const) : []),
  ...route.problems,
];

const IdempotencyKey = z
  .string()
  .regex(/^[\w-]{8,100}$/)
  .meta({
    description: "New for each thing that is meant. The same key again gets the same answer and has no second effect.",
    example: "b6d3a0f2-report",
  });
const IfNoneMatch = z.string().optional().meta({
  description: "The ETag of the answer you hold: 304 when it is still so.",
  example: '"8Jv0pZ3kqk2l5m7nXb9cDw"',
});
const ETag = z
  .string()
  .meta({ description: "Of this very answer; send it back as If-None-Match.", example: '"8Jv0pZ3kqk2l5m7nXb9cDw"' });
const cookieSaid = {
  given: `\`${COOKIE}\`, for client \`web\` only.`,
  renewed: `The next \`${COOKIE}\`, when the request came with one.`,
  cleared: `\`${COOKIE}\` without a value: the browser forgets it.`,
};
const setCookie = (cookie: NonNullable<Route["cookie"]>) =>
  z
    .string()
    .optional()
    .meta({
      description: cookieSaid[cookie],
      example: `${COOKIE}=…; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${cookie === "cleared" ? 0 : 5184000}`,
    });

const GatewayProblem = z
  .object({ message: z.string() })
  .meta({ id: "GatewayProblem", description: "The shape in which the gateway answers by itself." });

/** The example that a schema carries, where the document wants it: beside the schema, and once. */
const shown = (schema: z.ZodType) => ({ schema, example: z.globalRegistry.get(schema)?.example });

const headersFor = ({ method, cookie }: Route) => {
  if (method === "get") return { headers: z.object({ ETag }) };
  return cookie ? { headers: z.object({ "Set-Cookie": setCookie(cookie) }) } : {};
};

const problemResponse = (codes: ProblemCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join(" "),
  content: {
    "application/problem+json": {
      schema: Problem,
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
});

const byGateway = (message: string) => ({ schema: GatewayProblem, example: { message } });

const responsesFor = (route: Route): ZodOpenApiOperationObject["responses"] => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of possible(route))
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  const answers = Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), problemResponse(codes)]),
  ) as Record<string, { description: string; content: Record<string, object> }>;
  // Before a function is asked, the gateway answers a bad token or too many requests by itself, in its own shape.
  if (route.auth === "login" && answers["401"]) answers["401"].content["application/json"] = byGateway("Unauthorized");
  answers["429"] ??= { description: "Too much is asked at once: wait a moment.", content: {} };
  answers["429"].content["application/json"] = byGateway("Too Many Requests");
  return {
    "200": { description: "Done.", ...headersFor(route), content: { "application/json": shown(route.answer) } },
    ...(route.method === "get" ? { "304": { description: "Still as the ETag says.", ...headersFor(route) } } : {}),
    ...answers,
  } as ZodOpenApiOperationObject["responses"];
};

const securityFor = ({ auth, cookie }: Route) => {
  if (auth === "login") return [{ accessToken: [] }];
  // The app has no cookie: its refresh token is in the body.
  return cookie && cookie !== "given" ? [{ refreshCookie: [] }, {}] : [];
};

const operationFor = (route: Route, tag: string): ZodOpenApiOperationObject => ({
  operationId: route.operationId,
  summary: route.summary,
  tags: [tag],
  security: securityFor(route),
  requestParams: {
    path: route.params,
    ...(route.query ? { query: route.query } : {}),
    ...(route.function === "commands" ? { header: z.object({ "Idempotency-Key": IdempotencyKey }) } : {}),
    ...(route.method === "get" ? { header: z.object({ "If-None-Match": IfNoneMatch }) } : {}),
  },
  ...(route.body ? { requestBody: { required: true, content: { "application/json": shown(route.body) } } } : {}),
  responses: responsesFor(route),
});

/** The OpenAPI 3.1 document of the whole API, made from the same schemas that check each request. */
export const makeOpenApi = () => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { name, routes } of features)
    for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationFor(route, name) };
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Kring",
        version: "1.0.0",
        description: guide,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      tags: features.map(({ name, description }) => ({ name, description })),
      paths: paths as ZodOpenApiPathsObject,
      components: {
        examples: problemExamples,
        securitySchemes: {
          accessToken: {
            type: "http",
            scheme: "bearer",
            bearerFormat: "JWT",
            description: "From `answerCode` or `refreshSession`; ten minutes.",
          },
          refreshCookie: {
            type: "apiKey",
            in: "cookie",
            name: COOKIE,
            description:
              "Set by `answerCode` for client `web`, renewed by `refreshSession`; sixty days, no script reads it.",
          },
        },
      },
    },
    {
      // The example of a whole body stands beside the schema already.
      override: ({ jsonSchema }) => {
        if (jsonSchema.type === "object") delete jsonSchema.example;
      },
    },
  );
};
