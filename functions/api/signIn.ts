import * as z from "zod";
import * as of from "./example.ts";
import { route } from "./route.ts";

const Client = z.enum(["web", "app"]).default("web").meta({
  description: "web: the refresh token is an HttpOnly cookie; app: it is in the answer, for the phone's key store.",
});

export const Tokens = z
  .object({
    accessToken: z.string(),
    expiresInSeconds: z.int(),
    refreshToken: z.string().optional().meta({ description: "Only for client `app`." }),
  })
  .meta({ id: "Tokens", example: { accessToken: of.accessToken, expiresInSeconds: 600 } });

const Refresh = z
  .strictObject({
    refreshToken: z
      .string()
      .max(8192)
      .optional()
      .meta({ description: "Only for client `app`: the web has a cookie.", example: of.refreshToken }),
  })
  .meta({ example: {} });
const started = { session: of.session, expiresInSeconds: 600 };

export const signIn = route({
  operationId: "signIn",
  method: "post",
  path: "/v1/sign-in",
  function: "session",
  auth: "none",
  summary: "Ask for a code by e-mail. The answer is the same for an address that nobody knows.",
  params: z.strictObject({}),
  body: z.strictObject({ email: z.email().max(254) }).meta({ example: { email: "samira@yildiz.example" } }),
  answer: z.object({ session: z.string(), expiresInSeconds: z.int() }).meta({ id: "SignInStarted", example: started }),
  problems: ["too-many-codes"],
});

export const answerCode = route({
  operationId: "answerCode",
  method: "post",
  path: "/v1/sign-in/code",
  function: "session",
  auth: "none",
  summary: "Answer with the code from the mail. A wrong code answers with the session to go on with.",
  params: z.strictObject({}),
  body: z
    .strictObject({
      session: z.string().min(20).max(4096),
      code: z.string().regex(/^\d{6}$/, "six digits"),
      client: Client,
    })
    .meta({ example: { session: of.session, code: "408317", client: "web" } }),
  answer: Tokens,
  cookie: "given",
  problems: ["wrong-code", "sign-in-over"],
});

export const resendCode = route({
  operationId: "resendCode",
  method: "post",
  path: "/v1/sign-in/resend",
  function: "session",
  auth: "none",
  summary: "Send the same code once more.",
  params: z.strictObject({}),
  body: z.strictObject({ session: z.string().min(20).max(4096) }).meta({ example: { session: of.session } }),
  answer: z.object({ session: z.string(), expiresInSeconds: z.int() }).meta({ id: "CodeResent", example: started }),
  problems: ["sign-in-over", "too-many-codes"],
});

export const refreshSession = route({
  operationId: "refreshSession",
  method: "post",
  path: "/v1/session/refresh",
  function: "session",
  auth: "none",
  summary: "A new access token, by the cookie or by the app's refresh token. Each refresh token works once.",
  params: z.strictObject({}),
  body: Refresh,
  answer: Tokens,
  cookie: "renewed",
  problems: ["not-signed-in"],
});

export const signOut = route({
  operationId: "signOut",
  method: "post",
  path: "/v1/session/sign-out",
  function: "session",
  auth: "none",
  summary: "End this session: its refresh token works no more.",
  params: z.strictObject({}),
  body: Refresh,
  answer: z.object({ signedOut: z.literal(true) }).meta({ id: "SignedOut", example: { signedOut: true } }),
  cookie: "cleared",
  problems: ["not-signed-in"],
});

export const signInRoutes = [signIn, answerCode, resendCode, refreshSession, signOut] as const;
