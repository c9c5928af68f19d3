import { setTimeout as pause } from "node:timers/promises";

/** A client of the API as a mobile app would be one: signs in by the code from the mailbox, then asks and tells. */
export type Answer<T = Record<string, never>> = { status: number; headers: Headers; body: T };

const LIMIT_MS = 30_000;

/** Asks again until the answer is as wanted; what it was last is in the error. */
export const eventually = async <T>(
  what: string,
  ask: () => Promise<T>,
  isRight: (value: T) => boolean,
  limitMs = 15_000,
) => {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isRight(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`${what}: not so within ${limitMs} ms; last seen ${JSON.stringify(value).slice(0, 1500)}`);
    await pause(100);
  }
};

export const request = async <T>(url: string, options: RequestInit = {}): Promise<Answer<T>> => {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(LIMIT_MS) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T };
};

const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

type Mail = { at: string; subject: string; text: string; html: string; raw: string };

export const mailsTo = async (mailbox: string, email: string): Promise<Mail[]> =>
  (await request<Mail[]>(`${mailbox}/mails.json?to=${encodeURIComponent(email)}`)).body;

export type Place = { web: string; mailbox: string };

/** The code of the newest sign-in mail to this address that is not among those seen before. */
export const codeFor = async (place: Place, email: string, seen: number): Promise<string> => {
  const mails = await eventually(
    `a code for ${email}`,
    async () =>
      (await mailsTo(place.mailbox, email)).filter(({ text }) => /\b\d{3} ?\d{3}\b/.test(text) && /code/i.test(text)),
    (found) => found.length > seen,
  );
  return (
    /\b(\d{3}) ?(\d{3})\b/
      .exec(mails[0]?.text ?? "")
      ?.slice(1)
      .join("") ?? ""
  );
};

export const signIn = async (place: Place, email: string) => {
  const before = (await mailsTo(place.mailbox, email)).filter(({ text }) => /code/i.test(text)).length;
  const { status, body } = await request<{ session: string }>(`${place.web}/v1/sign-in`, post({ email }));
  if (status !== 200) throw new Error(`sign-in of ${email}: ${status} ${JSON.stringify(body)}`);
  const code = await codeFor(place, email, before);
  const answered = await request<{ accessToken: string; refreshToken: string }>(
    `${place.web}/v1/sign-in/code`,
    post({ session: body.session, code, client: "app" }),
  );
  if (answered.status !== 200) throw new Error(`code of ${email}: ${JSON.stringify(answered.body)}`);
  const { accessToken: token, refreshToken } = answered.body;
  const authorization = `Bearer ${token}`;
  return {
    token,
    refreshToken,
    get: <T>(path: string, headers: Record<string, string> = {}) =>
      request<T>(`${place.web}/v1${path}`, { headers: { authorization, ...headers } }),
    tell: <T>(path: string, body: unknown, key: string = crypto.randomUUID()) =>
      request<T>(`${place.web}/v1${path}`, {
        ...post(body),
        headers: { authorization, "content-type": "application/json", "idempotency-key": key },
      }),
  };
};
