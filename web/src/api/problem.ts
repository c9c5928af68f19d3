import type { components } from "./schema.d.ts";

type Answered = components["schemas"]["Problem"];
export type ProblemCode = Answered["code"];
export type FieldError = { field: string; problem: string };

/** The API said no, and why: RFC 9457, gone by its `code`. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly correlation?: string;
  readonly facts?: Record<string, unknown>;
  readonly errors?: FieldError[];

  constructor({ code, status, correlation, facts, errors }: Omit<Answered, "type" | "title">) {
    super(code);
    this.name = "ProblemError";
    this.code = code;
    this.status = status;
    if (correlation !== undefined) this.correlation = correlation;
    if (facts !== undefined) this.facts = facts;
    if (errors !== undefined) this.errors = errors;
  }
}

/** Nothing came back: no network, or too slow to wait for. Whether it arrived is not known. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("no answer", { cause });
    this.name = "Unreachable";
  }
}

const isProblem = (body: unknown): body is Answered =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";

/** A gateway or proxy answers in a shape of its own: only its status counts then. */
export const problemOf = (body: unknown, { status }: Response): ProblemError => {
  if (isProblem(body)) return new ProblemError(body);
  if (status === 401) return new ProblemError({ code: "not-signed-in", status });
  return new ProblemError({ code: status === 429 || status >= 502 ? "try-later" : "gone-wrong", status });
};
