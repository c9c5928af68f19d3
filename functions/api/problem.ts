import * as z from "zod";

/** Every problem the API can answer with, and its HTTP status (RFC 9457). The client translates by code. */
export const problems = {
  // Of every route
  "bad-json": { status: 400, title: "The body is not JSON." },
  "bad-request": { status: 422, title: "Something in the request is not as it must be; `errors` names each field." },
  "bad-content-type": { status: 415, title: "Send the body as application/json." },
  "too-large": { status: 413, title: "The body is larger than 64 KB." },
  "key-missing": { status: 400, title: "A command needs the header Idempotency-Key: 8 to 100 letters, digits or -_." },
  "not-signed-in": { status: 401, title: "Sign in first." },
  "not-found": { status: 404, title: "There is nothing here for you." },
  busy: { status: 409, title: "Many people are changing this at once. Send the same request again." },
  "try-later": { status: 503, title: "Not now. Send the same request again in a moment." },
  "gone-wrong": { status: 500, title: "Something went wrong on our side. Send the same request again." },
  // Sign in
  "wrong-code": { status: 401, title: "That code is not right." },
  "sign-in-over": { status: 401, title: "This sign-in has ended. Ask for a new code." },
  "too-many-codes": { status: 429, title: "Too many codes were asked for. Try again in an hour." },
  // Absence (P1)
  "sick-too-long-ago": { status: 422, title: "The first sick day lies too far back." },
  "sick-too-far-ahead": { status: 422, title: "The first sick day lies too far ahead." },
  "back-before-sick": { status: 422, title: "The day back at school must be later than the first sick day." },
  "back-too-far-ahead": { status: 422, title: "The day back at school lies too far ahead." },
  "school-closed": { status: 422, title: "The school is closed on that day." },
  "not-sick": { status: 409, title: "This pupil is not reported sick." },
  // Duty (S4)
  "away-in-the-past": { status: 422, title: "The days away are over already." },
  "until-before-from": { status: 422, title: "The last day away must not be before the first." },
  "already-away": { status: 409, title: "This teacher is already away on one of those days." },
  "group-without-outcome": {
    status: 422,
    title: "Each group of this teacher needs an outcome; `groups` names those without.",
  },
  "not-their-group": { status: 422, title: "This teacher does not work for that group on those days." },
  "not-available": { status: 422, title: "The person or group named in the outcome can't take over." },
  "not-announced": { status: 404, title: "No such absence was announced." },
  // Notices
  "not-asked": { status: 409, title: "This notice asks no answer." },
  closed: { status: 409, title: "It is too late to answer this notice here. Please phone the school." },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

/** The URL that names a kind of problem (RFC 9457, 3.1.1), relative to wherever the API is. */
export const typeOf = (code: ProblemCode): string => `/problems/${code}`;

/** RFC 9457 problem details; `code` is what a client goes by. */
export const Problem = z
  .object({
    type: z.string().meta({
      description: "The URL that names the kind of problem, relative to this API.",
      example: typeOf("back-before-sick"),
    }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    correlation: z.string().optional().meta({ description: "Name this when you ask for help." }),
    errors: z
      .array(z.object({ field: z.string(), problem: z.string() }))
      .optional()
      .meta({ description: "Which fields, and how to put them right." }),
    facts: z.record(z.string(), z.unknown()).optional().meta({ description: "What explains a refusal, by name." }),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
