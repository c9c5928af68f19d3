import middy from "@middy/core";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import httpSecurityHeaders from "@middy/http-security-headers";
import type {
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayProxyStructuredResultV2,
} from "aws-lambda";
import { type HttpAnswer, HttpProblem, type HttpRequest, problemAnswer } from "./http.ts";

type Context = APIGatewayEventRequestContextV2 & { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
type GatewayEvent = APIGatewayProxyEventV2WithRequestContext<Context>;

/** Longest body, in bytes: no command of ours needs more. */
const MOST_BYTES = 64 * 1024;

const bodyOf = (event: GatewayEvent): unknown => {
  if (!event.body) return {};
  const text = event.isBase64Encoded ? Buffer.from(event.body, "base64").toString("utf8") : event.body;
  if (Buffer.byteLength(text) > MOST_BYTES) throw new HttpProblem("too-large");
  if (!/^application\/json\b/i.test(event.headers["content-type"] ?? "")) throw new HttpProblem("bad-content-type");
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new HttpProblem("bad-json");
    throw cause;
  }
};

const requestOf = (event: GatewayEvent): HttpRequest => {
  const space = event.routeKey.indexOf(" ");
  const sub = event.requestContext.authorizer?.jwt?.claims?.sub;
  return {
    method: event.routeKey.slice(0, space),
    path: event.routeKey.slice(space + 1),
    params: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ""])),
    query: Object.fromEntries(
      Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, value ?? ""]),
    ),
    headers: Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name, value ?? ""])),
    body: event.requestContext.http.method === "POST" ? bodyOf(event) : undefined,
    // AWS takes cookies out of the headers; an emulator may leave them there.
    cookies: event.cookies ?? event.headers.cookie?.split(";") ?? [],
    login: typeof sub === "string" ? sub : null,
    source: event.requestContext.http.sourceIp,
    correlation: event.requestContext.requestId,
  };
};

const resultOf = ({ status, headers, body, cookies }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers,
  body,
  ...(cookies ? { cookies } : {}),
});

/** The gateway's event in, our answer out; what is wrong with the request itself is answered here. */
export const lambdaOf = (api: (request: HttpRequest) => Promise<HttpAnswer>) =>
  middy<GatewayEvent, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders())
    .handler(async (event) => {
      try {
        return resultOf(await api(requestOf(event)));
      } catch (error) {
        if (error instanceof HttpProblem)
          return resultOf(problemAnswer(error.code, event.requestContext.requestId, error.detail));
        throw error;
      }
    });
