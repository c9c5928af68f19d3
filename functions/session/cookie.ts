/** `__Host-`: only over HTTPS (or on this machine), only this host, every path; no script reads it. */
export const NAME = "__Host-kring";
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict";
const MAX_AGE_SECONDS = 60 * 24 * 60 * 60;

export const cookieOf = (token: string): string => `${NAME}=${token}; ${ATTRIBUTES}; Max-Age=${MAX_AGE_SECONDS}`;
export const clearedCookie = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;

/** The token among a request's cookies, each `name=value`. */
export const tokenIn = (cookies: readonly string[]): string | null => {
  const held = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(`${NAME}=`));
  return held?.slice(NAME.length + 1) || null;
};
