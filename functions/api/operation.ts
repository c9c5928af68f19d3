import type * as z from "zod";
import type { PersonId, SchoolId } from "#events/ids.ts";
import type { Instant, SchoolDay } from "#events/time.ts";
import type { Access } from "#shared/people/access.ts";
import { dayOf } from "#shared/policy/days.ts";
import { BadCursor } from "#shared/ports/badCursor.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Table } from "#shared/ports/table.ts";
import type { Refusal } from "#shared/store/carryOut.ts";
import { failureOf } from "../failure.ts";
import {
  doneAnswer,
  type HttpAnswer,
  HttpProblem,
  type HttpRequest,
  notFound,
  problemAnswer,
  readAnswer,
} from "./http.ts";
import { type ProblemCode, problems } from "./problem.ts";
import type { Route } from "./route.ts";

/** Who asks, and what their access row says at this very request. */
export type Caller = { school: SchoolId; person: PersonId; access: Access };

type Of<S> = S extends z.ZodType ? z.infer<S> : undefined;
export type Call<R extends Route> = {
  params: z.infer<R["params"]>;
  query: Of<R["query"]>;
  body: Of<R["body"]>;
  /** The `sub`; empty on a route without sign-in. */
  login: string;
  /** `Idempotency-Key`, for a command. */
  key: string;
  correlation: string;
  now: Instant;
  /** The day it is at school. */
  today: SchoolDay;
  request: HttpRequest;
};

export type Operation<Ports> = {
  route: Route;
  run(request: HttpRequest, ports: Ports): Promise<HttpAnswer>;
};

export type EdgePorts = { clock: Clock; log: Log };
type AccessPorts = EdgePorts & { access: Table };

const check = <S extends z.ZodType>(schema: S, value: unknown, where: string): z.infer<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem("bad-request", {
    errors: parsed.error.issues.slice(0, 20).map((issue) => ({
      field:
        [...issue.path, ...("keys" in issue && issue.code === "unrecognized_keys" ? [issue.keys.join(", ")] : [])].join(
          ".",
        ) || where,
      problem: issue.message,
    })),
  });
};

/** An unknown or foreign id in the path is not there; a malformed one neither. */
const checkParams = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data;
};

const callOf = <R extends Route>(route: R, request: HttpRequest, now: Instant): Call<R> => {
  const params = checkParams(route.params, request.params);
  const key = request.headers["idempotency-key"] ?? "";
  if (route.function === "commands" && !/^[\w-]{8,100}$/.test(key)) throw new HttpProblem("key-missing");
  return {
    params,
    query: route.query ? check(route.query, request.query, "query") : undefined,
    body: route.body ? check(route.body, request.body, "body") : undefined,
    login: request.login ?? "",
    key,
    correlation: request.correlation,
    now,
    today: dayOf(now),
    request,
  } as Call<R>;
};

/** One consistent read: nothing about school or rights is taken from the request but the choice among the caller's rows. */
const callerOf = async (table: Table, login: string, school: SchoolId): Promise<Caller> => {
  if (login === "") throw new HttpProblem("not-signed-in");
  const row = await table.get({ pk: `login/${login}`, sk: school });
  const access = row?.access as unknown as Access | undefined;
  if (!access?.person) throw notFound();
  return { school, person: access.person, access };
};

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";

const refusalAnswer = ({ refused, ...facts }: Refusal, correlation: string): HttpAnswer => {
  if (!Object.hasOwn(problems, refused)) throw new Error("a refusal without a problem");
  return problemAnswer(refused as ProblemCode, correlation, Object.keys(facts).length > 0 ? { facts } : {});
};

type Run<R extends Route, Ports> = (
  call: Call<R> & { caller: Caller },
  ports: Ports,
) => Promise<Of<R["answer"]> | Refusal>;
type RunOpen<R extends Route, Ports> = (call: Call<R>, ports: Ports) => Promise<Of<R["answer"]>>;

/** Of one school: who asks is read from their access row, then it is run, and a refusal is told by its code. */
const inSchool =
  (answerOf: (answer: unknown, request: HttpRequest) => HttpAnswer) =>
  <R extends Route, Ports>(route: R, run: Run<R, Ports & AccessPorts>): Operation<Ports & AccessPorts> => ({
    route,
    run: async (request, ports) => {
      const call = callOf(route, request, ports.clock.now());
      const caller = await callerOf(ports.access, call.login, schoolOf(call.params));
      const answer = await run({ ...call, caller }, ports);
      return isRefusal(answer) ? refusalAnswer(answer, call.correlation) : answerOf(answer, request);
    },
  });

/** Something is asked to happen: session, body, idempotency key, then the thing as it now is, or the refusal. */
export const command = inSchool((answer) => doneAnswer(answer));

/** Something is asked to be shown; answered with an ETag, or with 304. */
export const query = inSchool((answer, request) => readAnswer(answer, request.headers["if-none-match"]));

/** A read that belongs to no one school. */
export const openQuery = <R extends Route, Ports>(
  route: R,
  run: RunOpen<R, Ports & EdgePorts>,
): Operation<Ports & EdgePorts> => ({
  route,
  run: async (request, ports) => {
    const call = callOf(route, request, ports.clock.now());
    if (route.auth === "login" && call.login === "") throw new HttpProblem("not-signed-in");
    return readAnswer(await run(call, ports), request.headers["if-none-match"]);
  },
});

/** Something is asked to happen that belongs to no school and needs no sign-in: signing in itself. */
export const openCommand = <R extends Route, Ports extends EdgePorts>(
  route: R,
  run: (call: Call<R>, ports: Ports) => Promise<{ answer: Of<R["answer"]>; cookies?: string[] }>,
): Operation<Ports> => ({
  route,
  run: async (request, ports) => {
    const { answer, cookies } = await run(callOf(route, request, ports.clock.now()), ports);
    return doneAnswer(answer, cookies);
  },
});

const schoolOf = (params: unknown): SchoolId => (params as { school: SchoolId }).school;

/** Answers one request, whatever happens inside: a bare 500 for a fault of ours, 503 for one of the services below. */
export const makeApi = <Ports extends { log: Log }>(operations: readonly Operation<Ports>[], ports: Ports) => {
  const byRoute = new Map(
    operations.map((operation) => [`${operation.route.method} ${operation.route.path}`, operation]),
  );
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const operation = byRoute.get(`${request.method.toLowerCase()} ${request.path}`);
    const { correlation } = request;
    try {
      if (!operation) throw notFound();
      return await operation.run(request, ports);
    } catch (error) {
      if (error instanceof HttpProblem) return problemAnswer(error.code, correlation, error.detail);
      if (error instanceof BadCursor)
        return problemAnswer("bad-request", correlation, {
          errors: [{ field: "cursor", problem: "was not given here" }],
        });
      const route = operation?.route.operationId ?? "unknown";
      if (error instanceof Fault) {
        ports.log.warn("service did not answer", { correlation, route, kind: error.kind, error: failureOf(error) });
        return problemAnswer(error.kind === "refused" ? "gone-wrong" : "try-later", correlation);
      }
      ports.log.error("request failed", { correlation, route, error: failureOf(error) });
      return problemAnswer("gone-wrong", correlation);
    }
  };
};
