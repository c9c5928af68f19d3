import type { Context } from "aws-lambda";
import type { HttpAnswer, HttpRequest } from "#functions/api/http.ts";
import { lambdaOf } from "#functions/api/lambda.ts";
import type { Route } from "#functions/api/route.ts";

export type Knock = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** As it comes over the line; null: none at all. */
  text?: string | null;
  isBase64?: boolean;
  /** Null: without a content type. */
  contentType?: string | null;
  login?: string | null;
  /** Null: without an idempotency key. */
  key?: string | null;
  headers?: Record<string, string>;
};
export type Heard = { status: number; headers: Record<string, unknown>; text: string };

let knocks = 0;

/** What API Gateway gives to a function for one request, payload format 2.0. */
const eventOf = (route: Route, knock: Knock) => {
  const { params = {}, query = {}, text = null, isBase64 = false, login = null, headers = {} } = knock;
  const { contentType = "application/json", key = `key-of-knock-${++knocks}` } = knock;
  const method = route.method.toUpperCase();
  const routeKey = `${method} ${route.path}`;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  return {
    ...{ version: "2.0", routeKey, rawPath: path, rawQueryString: new URLSearchParams(query).toString() },
    headers: {
      // As a browser writes them: the function must not mind.
      ...(contentType === null ? {} : { "Content-Type": contentType }),
      ...(key === null ? {} : { "Idempotency-Key": key }),
      ...headers,
    },
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(params).length > 0 ? { pathParameters: params } : {}),
    requestContext: {
      ...{ accountId: "000000000000", apiId: "api", domainName: "kring.example", domainPrefix: "kring" },
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "198.51.100.7", userAgent: "jest" },
      ...{ requestId: `knock-${knocks}`, routeKey, stage: "$default", time: "", timeEpoch: 0 },
      ...(login === null ? {} : { authorizer: { jwt: { claims: { sub: login }, scopes: [] } } }),
    },
    ...(text === null ? {} : { body: text }),
    isBase64Encoded: isBase64,
  };
};

/** Knocks at a function's door as the gateway does. */
export const doorOf = (api: (request: HttpRequest) => Promise<HttpAnswer>) => {
  const handler = lambdaOf(api) as unknown as (
    event: unknown,
    context: Context,
  ) => Promise<{ statusCode: number; headers: Record<string, unknown>; body: string }>;
  return async (route: Route, knock: Knock): Promise<Heard> => {
    const { statusCode, headers, body } = await handler(eventOf(route, knock), {} as Context);
    return { status: statusCode, headers, text: body };
  };
};
