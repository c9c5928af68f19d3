import createClient from "openapi-fetch";
import { problemOf, Unreachable } from "./problem.ts";
import type { paths } from "./schema.d.ts";
import { send } from "./send.ts";
import { accessToken, refresh, whenSessionEnds } from "./session.ts";

/** The last answers by address, in memory only: the server says 304 when one is still so. */
const held = new Map<string, { etag: string; body: string }>();
const mostHeld = 50;
whenSessionEnds(async () => held.clear());

const hold = async (url: string, response: Response): Promise<void> => {
  const etag = response.headers.get("etag");
  if (!etag) return;
  held.delete(url);
  held.set(url, { etag, body: await response.clone().text() });
  const [oldest] = held.keys();
  if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
};

const attempt = async (request: Request, token: string | null): Promise<Response> => {
  const headers = new Headers(request.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  const known = request.method === "GET" ? held.get(request.url) : undefined;
  if (known) headers.set("if-none-match", known.etag);
  const response = await send(new Request(request.clone(), { headers }));
  if (response.status === 304 && known)
    return new Response(known.body, { headers: { "content-type": "application/json" } });
  if (request.method === "GET" && response.ok) await hold(request.url, response);
  return response;
};

/** Without network there is no token to be had, but a read may still be answered by the service worker. */
const tokenFor = async (request: Request): Promise<string | null> => {
  try {
    return await accessToken();
  } catch (error) {
    if (error instanceof Unreachable && request.method === "GET") return null;
    throw error;
  }
};

/** With the access token; refused once, renewed once. */
const authorized = async (request: Request): Promise<Response> => {
  const token = await tokenFor(request);
  const response = await attempt(request, token);
  if (response.status !== 401) return response;
  if (!token) throw new Unreachable("no access token could be had");
  return attempt(request, await refresh());
};

/** The API, typed by its own description. */
export const api = createClient<paths>({ fetch: authorized });

type Called<T> = { data?: T; error?: unknown; response: Response };

/** The answer; throws `ProblemError`, or `Unreachable` when nothing came back. */
export const unwrap = async <T>(call: Promise<Called<T>>): Promise<T> => {
  const { data, error, response } = await call;
  if (response.ok && data !== undefined) return data;
  throw problemOf(error, response);
};
