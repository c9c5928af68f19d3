import { createHash } from "node:crypto";
import { type Problem, type ProblemCode, problems, typeOf } from "./problem.ts";

/** A request as every function of ours sees it, wherever it came from. */
export type HttpRequest = {
  method: string;
  /** The route's own path, with `{names}`. */
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: unknown;
  cookies: string[];
  /** The `sub` of a token that the gateway has checked; null on routes without sign-in. */
  login: string | null;
  /** The address of the caller's machine, for rate limits only; never logged. */
  source: string;
  correlation: string;
};

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string; cookies?: string[] };

/** Thrown at the edge for what is bad, not allowed or not there; answered as problem+json. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: Pick<Problem, "errors" | "facts">;
  constructor(code: ProblemCode, detail: Pick<Problem, "errors" | "facts"> = {}) {
    super(code);
    this.name = "HttpProblem";
    this.code = code;
    this.detail = detail;
  }
}

/** No such thing, another school's, another family's: all alike, so that nobody learns what exists. */
export const notFound = (): HttpProblem => new HttpProblem("not-found");

/** What a shared machine must not keep; `no-cache` lets a browser ask with the ETag it holds. */
const PRIVATE = "private, no-cache";

export const problemAnswer = (
  code: ProblemCode,
  correlation: string,
  detail: Pick<Problem, "errors" | "facts"> = {},
): HttpAnswer => {
  const { status, title } = problems[code];
  const problem: Problem = { type: typeOf(code), title, status, code, correlation, ...detail };
  return {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    body: JSON.stringify(problem),
  };
};

/** The ETag of a body: polled answers are sent only when they changed (RFC 9110, 8.8.3). */
const etagOf = (body: string): string => `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;

export const readAnswer = (value: unknown, ifNoneMatch: string | undefined): HttpAnswer => {
  const body = JSON.stringify(value);
  const etag = etagOf(body);
  const headers = { "content-type": "application/json", "cache-control": PRIVATE, etag };
  const isHeld = ifNoneMatch?.split(",").some((held) => held.trim().replace(/^W\//, "") === etag) ?? false;
  return isHeld ? { status: 304, headers, body: "" } : { status: 200, headers, body };
};

export const doneAnswer = (value: unknown, cookies?: string[]): HttpAnswer => ({
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(value),
  ...(cookies ? { cookies } : {}),
});
