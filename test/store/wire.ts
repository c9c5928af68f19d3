import { Readable } from "node:stream";

/** One request as the SDK sent it, and which one it was, from 1. */
export type Call = { operation: string; body: string; number: number };
export type WireAnswer = { status: number; body: string; type?: string };

const asError = (name: string, message: string, code?: string): Error =>
  Object.assign(new Error(message), { name, ...(code ? { code } : {}) });

/** How a request ends that never got an answer. */
export const broken = {
  reset: () => asError("Error", "socket hang up", "ECONNRESET"),
  refused: () => asError("AggregateError", "connect", "ECONNREFUSED"),
  pipe: () => asError("Error", "write EPIPE", "EPIPE"),
  timeout: () => asError("TimeoutError", "connection timed out"),
  unreachable: () => asError("Error", "connect", "EHOSTUNREACH"),
  nameless: () => asError("Error", "getaddrinfo", "EAI_AGAIN"),
} as const;

/** The answer of a service that speaks JSON: `__type` names an error. */
export const json = (status: number, body: object): WireAnswer => ({
  status,
  body: JSON.stringify(body),
  type: "application/x-amz-json-1.0",
});
export const fails = (type: string, status = 400, more: object = {}): WireAnswer =>
  json(status, { __type: type, message: "told by the service", ...more });

/** The answer of a service that speaks XML (SES). */
export const xml = (status: number, body: string): WireAnswer => ({ status, body, type: "text/xml" });
export const xmlFails = (code: string, message = "told by the service", status = 400): WireAnswer =>
  xml(
    status,
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );

type Request = { headers: Record<string, string>; body?: unknown };

const textOf = (body: unknown): string =>
  typeof body === "string" ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : "";

const operationOf = (headers: Request["headers"], body: string): string =>
  headers["x-amz-target"]?.split(".").at(-1) ?? new URLSearchParams(body).get("Action") ?? "";

/**
 * What a real SDK client takes for the network: every request is answered by `answer`, every request is noted.
 * The client's own marshalling, signing, retries and reading of errors stay what they are.
 */
export const makeWire = (answer: (call: Call) => WireAnswer | Error) => {
  const calls: Call[] = [];
  const requestHandler = {
    async handle(request: Request) {
      const body = textOf(request.body);
      const call = { operation: operationOf(request.headers, body), body, number: calls.length + 1 };
      calls.push(call);
      const given = answer(call);
      if (given instanceof Error) throw given;
      const { status, type = "application/x-amz-json-1.0" } = given;
      return {
        response: {
          statusCode: status,
          headers: { "content-type": type, "x-amzn-requestid": "r" },
          body: Readable.from([Buffer.from(given.body)]),
        },
      };
    },
    destroy() {},
  };
  const config = {
    region: "eu-central-1",
    endpoint: "https://service.example",
    credentials: { accessKeyId: "wire", secretAccessKey: "wire" },
    maxAttempts: 3,
    requestHandler: requestHandler as never,
  };
  return { calls, config };
};
