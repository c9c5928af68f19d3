import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Parser } from "@asyncapi/parser";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { type AnyEvent, catalog } from "#events/catalog.ts";
import { sealedFields } from "#events/sealed.ts";
import { makeOpenApi } from "#functions/api/openapi.ts";
import { Problem, type ProblemCode, problems } from "#functions/api/problem.ts";
import type { Route } from "#functions/api/route.ts";
import { features, routes } from "#functions/api/routes.ts";
import { makeExpand } from "#functions/notify/expand/expand.ts";
import { clearedCookie } from "#functions/session/cookie.ts";
import { makeAsyncApi } from "#infra/busDocument.ts";
import { makeViews } from "#shared/store/views.ts";
import { makeMemoryTable } from "#test/memory/table.ts";
import { makeWorld } from "#test/store/world.ts";
import { samples } from "./samples.ts";

const root = new URL("../../", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), "utf8");
const written = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`;

type Media = { schema: unknown; example?: unknown; examples?: Record<string, { $ref: string }> };
type Answer = { description: string; headers?: Record<string, unknown>; content?: Record<string, Media> };
type Operation = {
  operationId: string;
  tags: string[];
  security: Record<string, unknown>[];
  parameters: { in: string; name: string; description?: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
};
type OpenApi = {
  info: { description: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { examples: Record<string, { value: unknown }>; securitySchemes: Record<string, { name?: string }> };
};
type Message = { name: string; title: string; description: string; headers: { properties: Record<string, unknown> } };
type AsyncApi = {
  operations: Record<string, { action: string; messages: { $ref: string }[] }>;
  components: { messages: Record<string, Message>; schemas: Record<string, { properties: { data: unknown } }> };
};

const openApi = JSON.parse(textOf("docs/openapi.json")) as OpenApi;
const asyncApi = JSON.parse(textOf("docs/asyncapi.json")) as AsyncApi;
const operations = Object.values(openApi.paths).flatMap((path) => Object.values(path));
const operationOf = ({ path, method }: Route): Operation => {
  const operation = openApi.paths[path]?.[method];
  if (!operation) throw new Error(`${method} ${path} is not in the document`);
  return operation;
};
const named = routes.map((route) => [route.operationId, route] as const);

describe("the files", () => {
  it("docs/openapi.json is what npm run documents makes now", () => {
    expect(textOf("docs/openapi.json")).toBe(written(makeOpenApi()));
  });

  it("docs/asyncapi.json is what node infra/asyncapi.ts makes now", () => {
    expect(textOf("docs/asyncapi.json")).toBe(written(makeAsyncApi()));
  });

  it("docs/openapi.json has no error and no warning", async () => {
    const cli = fileURLToPath(new URL("node_modules/@redocly/cli/bin/cli.js", root));
    // Rejects at any error; what is left to see are warnings.
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [cli, "lint", "docs/openapi.json", "--format=json"],
      {
        cwd: fileURLToPath(root),
        env: { PATH: process.env.PATH, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
        timeout: 60_000,
        maxBuffer: 16 * 1024 * 1024,
      },
    );
    const { totals, problems: found } = JSON.parse(stdout) as { totals: object; problems: unknown[] };
    expect(found).toEqual([]);
    expect(totals).toMatchObject({ errors: 0, warnings: 0 });
    expect(stderr).not.toMatch(/warn|error/i);
  }, 90_000);

  it("docs/asyncapi.json has no error and no warning", async () => {
    const { document, diagnostics } = await new Parser().parse(textOf("docs/asyncapi.json"));
    // 0 is an error, 1 a warning, 2 and more are hints, as that there is a newer AsyncAPI.
    expect(diagnostics.filter(({ severity }) => severity < 2)).toEqual([]);
    expect(document?.messages().length).toBe(catalog.size);
  }, 60_000);
});

describe("the API's document", () => {
  it("has every route once, under an id of its own", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(routes.map(({ operationId }) => operationId).sort());
  });

  it("tells each route's feature", () => {
    for (const { name, routes: ours } of features)
      for (const route of ours) expect(operationOf(route).tags).toEqual([name]);
    expect(openApi.tags.map(({ name }) => name)).toEqual(features.map(({ name }) => name));
  });

  it.each(named)("%s has an answer as its schema wants it", (_, route) => {
    const example = operationOf(route).responses["200"]?.content?.["application/json"]?.example;
    expect(example).toBeDefined();
    // Not only accepted: nothing in it is unknown to the schema, and nothing is left out.
    expect(route.answer.parse(example)).toStrictEqual(example);
  });

  it.each(named.filter(([, { body }]) => body))("%s has a request as its schema wants it", (_, route) => {
    const example = operationOf(route).requestBody?.content["application/json"]?.example;
    expect(example).toBeDefined();
    expect(route.body?.parse(example)).toMatchObject(example as object);
  });

  it.each(named)("%s documents its own problems, each with status, type and example", (_, route) => {
    const { responses } = operationOf(route);
    const common = route.auth === "login" ? (["not-signed-in", "not-found"] as const) : [];
    for (const code of [...route.problems, ...common, "try-later", "gone-wrong"] as ProblemCode[]) {
      const media = responses[problems[code].status]?.content?.["application/problem+json"];
      expect(media?.examples).toMatchObject({ [code]: { $ref: `#/components/examples/${code}` } });
    }
  });

  it("documents every problem once, with type and status", () => {
    expect(Object.keys(openApi.components.examples)).toEqual(Object.keys(problems));
    for (const [code, { status }] of Object.entries(problems)) {
      const { value } = openApi.components.examples[code] ?? {};
      expect(Problem.strict().parse(value)).toMatchObject({ code, status, type: `/problems/${code}` });
      expect(openApi.info.description).toContain(`| \`${code}\` | ${status} | \`/problems/${code}\` |`);
    }
  });

  it("has no problem that no route answers with", () => {
    const answered = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content }) =>
        Object.keys(content?.["application/problem+json"]?.examples ?? {}),
      ),
    );
    expect([...new Set(answered)].sort()).toEqual(Object.keys(problems).sort());
  });

  it.each(named)("%s says what it needs: key, ETag, token, cookie", (_, route) => {
    const { parameters, responses, security } = operationOf(route);
    const header = parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name);
    expect(header).toEqual([
      ...(route.function === "commands" ? ["Idempotency-Key"] : []),
      ...(route.method === "get" ? ["If-None-Match"] : []),
    ]);
    expect(Object.keys(responses).includes("304")).toBe(route.method === "get");
    expect("ETag" in (responses["200"]?.headers ?? {})).toBe(route.method === "get");
    expect("Set-Cookie" in (responses["200"]?.headers ?? {})).toBe(route.cookie !== undefined);
    expect(security.some((one) => "accessToken" in one)).toBe(route.auth === "login");
    expect(security.some((one) => "refreshCookie" in one)).toBe(
      route.cookie === "renewed" || route.cookie === "cleared",
    );
    // The gateway's own shape, beside ours.
    if (route.auth === "login")
      expect(responses["401"]?.content?.["application/json"]?.example).toEqual({ message: "Unauthorized" });
    expect(responses["429"]?.content?.["application/json"]?.example).toEqual({ message: "Too Many Requests" });
  });

  it("names the cookie that is really set", () => {
    expect(clearedCookie.split("=")[0]).toBe(openApi.components.securitySchemes.refreshCookie?.name);
  });
});

const typesOf = (operation: string) =>
  (asyncApi.operations[operation]?.messages ?? []).map(({ $ref }) => $ref.slice($ref.lastIndexOf("/") + 1)).sort();
const types = [...catalog.keys()].sort();

describe("the bus's document", () => {
  it.each([...catalog])("%s is a message with its version, its stream and what is sealed in it", (type, event) => {
    const message = asyncApi.components.messages[type];
    expect(message).toMatchObject({ name: type, title: `${type}, version ${event.shape.schema.value}` });
    expect(message?.headers.properties).toMatchObject({ source: { const: "kring" }, "detail-type": { const: type } });
    const stream = samples.get(`${type}@${event.shape.schema.value}`)?.stream ?? "";
    expect(message?.description).toContain(`Stream \`${stream.slice(0, stream.indexOf("/") + 1)}`);
    for (const [name, field] of Object.entries(event.shape.data.shape)) {
      const bare = field instanceof z.ZodNullable ? field.unwrap() : field;
      const subject = sealedFields.get(bare as z.ZodType)?.subject;
      if (!subject) continue;
      expect(message?.description).toContain(`\`${name}\`, under the key of \`${subject}\``);
      const inDocument = asyncApi.components.schemas[type]?.properties.data as { properties: Record<string, object> };
      expect(JSON.stringify(inDocument.properties[name])).toContain("#/components/schemas/SealedText");
    }
  });

  it("has the relay send all, and the projections receive all", () => {
    expect(asyncApi.operations.relay?.action).toBe("send");
    expect(typesOf("relay")).toEqual(types);
    expect(asyncApi.operations.projections?.action).toBe("receive");
    expect(typesOf("projections")).toEqual(types);
  });

  it("has notify receive exactly what families are told of", async () => {
    const { clock, ports } = makeWorld();
    const views = makeViews({ table: makeMemoryTable(), clock });
    const none = makeMemoryTable();
    const expand = makeExpand({
      events: ports.events,
      views,
      deliveries: none,
      due: none,
      chunks: { send: async () => {} },
    });
    const told: AnyEvent["type"][] = [];
    // With nothing of the school known, whoever would tell somebody can't; all else is passed over.
    for (const [type, event] of catalog) {
      const sample = samples.get(`${type}@${event.shape.schema.value}`);
      if (sample) await expand(sample).catch(() => told.push(type));
    }
    expect(asyncApi.operations.notify?.action).toBe("receive");
    expect(told.sort()).toEqual(typesOf("notify"));
  });
});
