import { NAME } from "../session/cookie.ts";
import { type ProblemCode, problems, typeOf } from "./problem.ts";

const rowOf = ([code, { status, title }]: [string, { status: number; title: string }]): string =>
  `| \`${code}\` | ${status} | \`${typeOf(code as ProblemCode)}\` | ${title} |`;

/** What holds for every operation, in Markdown: the description of the OpenAPI document. */
export const guide = `School–parent communication that carries out the school's policy.

## Signing in

Ask for a code (\`signIn\`), answer with it (\`answerCode\`), and send the access token as \`Authorization: Bearer …\`. It
lasts ten minutes; \`refreshSession\` gives the next one. With client \`web\` the refresh token is the cookie \`${NAME}\`
(HttpOnly, Secure, SameSite=Strict), which no script reads; with client \`app\` it is in the answer, for the phone's key
store. Each refresh token works once, with some seconds of grace for a second tab or a lost answer.

What a caller may do is read at each request from what the school says, not from the token. What is not for the caller
is answered as what is not there: 404.

## Doing something: Idempotency-Key

Every POST of a school carries the header \`Idempotency-Key\`: 8 to 100 letters, digits, \`-\` or \`_\`, new for each thing
that somebody means to do. The same key again, by the same person on the same thing, is answered as the first time and
has no second effect. So after a lost answer, 409 \`busy\`, 500 or 503: send the same request with the same key.

## Reading again: ETag and 304

Every GET answers with an \`ETag\`. Send it back as \`If-None-Match\`: as long as nothing changed the answer is 304 without
a body. Boards are polled like this. \`Cache-Control: private, no-cache\`: only the caller keeps it, and asks each time.

## Pages

Lists that grow answer with \`next\`. Send it as \`cursor\` for the page that follows; \`null\` is the last page. What is in
a cursor is our own business and may change. One that was not given for this list is 422 \`bad-request\`, which names the
field \`cursor\`: begin at the first page.

## Problems

What can't be done is answered as \`application/problem+json\` (RFC 9457). A client goes by \`code\`; \`title\` is English,
for developers. \`errors\` names fields of the request, \`facts\` explains a refusal (a day, a group), and \`correlation\` is
the number to give when asking for help. No problem repeats what was sent.

| Code | Status | Type | Meaning |
| --- | --- | --- | --- |
${Object.entries(problems).map(rowOf).join("\n")}

What the gateway in front of the functions answers by itself has another shape, \`GatewayProblem\`, as
\`application/json\`: 401 without a valid access token, 404 for a path that does not exist, 429 when too much is asked at
once, 500 or 503 when a function did not answer in time.`;
