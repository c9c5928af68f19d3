import type { TriggerEvent } from "#functions/session/triggers/triggers.ts";
import type { SignIn } from "#shared/ports/signIn.ts";

/** `authSessionValidity` of the pool's client. */
const SESSION_MS = 10 * 60_000;
const REFRESH_MS = 60 * 24 * 60 * 60_000;
/** Cognito ends a sign-in after so many answers, whatever the triggers say. */
const MOST_ROUNDS = 3;
/** About as long as the service's own. */
const SESSION_LENGTH = 1_200;

type Round = { challengeName: "CUSTOM_CHALLENGE"; challengeResult: boolean; challengeMetadata?: string };
type Parameters = Record<string, string>;
type Session = { username: string; rounds: Round[]; secret: Parameters; metadata: string; endsMs: number };
type User = { sub: string; email: string };
type Refresh = { sub: string; endsMs: number };

type Options = {
  users: readonly User[];
  trigger: (event: TriggerEvent) => Promise<TriggerEvent>;
  nowMs: () => number;
  /** AWS goes on with an address that nobody has, and tells the triggers only; an emulator says it. */
  tellsUnknown?: boolean;
};

/**
 * Cognito's CUSTOM_AUTH as its documentation describes it: define, create, verify, define, create … around sessions that
 * are nothing but the rounds so far. A session can be answered as often as somebody likes until its time is over, so
 * what must be counted is counted elsewhere.
 */
export const makeMemoryCognito = ({ users, trigger, nowMs, tellsUnknown = false }: Options) => {
  const sessions = new Map<string, Session>();
  const refreshes = new Map<string, Refresh>();
  const revoked = new Set<string>();
  let count = 0;
  const token = (kind: string, length = 40): string => {
    count += 1;
    return `${kind}-${count}-`.padEnd(length, "x");
  };
  const userOf = (username: string): User | null =>
    users.find(({ sub, email }) => sub === username || email.toLowerCase() === username.toLowerCase()) ?? null;

  const asked = async (
    source: "Define" | "Create" | "Verify",
    username: string,
    request: object,
  ): Promise<Record<string, unknown>> => {
    const user = userOf(username);
    const event = {
      ...{ version: "1", region: "eu-central-1", userPoolId: "pool", callerContext: {} },
      triggerSource:
        source === "Verify" ? "VerifyAuthChallengeResponse_Authentication" : `${source}AuthChallenge_Authentication`,
      userName: user?.sub ?? username,
      request: {
        userAttributes: user ? { sub: user.sub, email: user.email, email_verified: "true" } : {},
        ...(user ? {} : { userNotFound: true }),
        ...request,
      },
      response: {},
    };
    // The function is another program: it gets a copy, and answers with one.
    const answer = await trigger(JSON.parse(JSON.stringify(event)) as TriggerEvent);
    return JSON.parse(JSON.stringify(answer.response)) as Record<string, unknown>;
  };

  /** What comes after these rounds: tokens, the end, or the next session. */
  const goOn = async (
    username: string,
    rounds: Round[],
  ): Promise<"tokens" | "over" | { session: string; told: Parameters }> => {
    const defined = await asked("Define", username, { session: rounds });
    if (defined.issueTokens) return userOf(username) ? "tokens" : "over";
    if (rounds.length >= MOST_ROUNDS || defined.failAuthentication || defined.challengeName !== "CUSTOM_CHALLENGE")
      return "over";
    const created = await asked("Create", username, { challengeName: "CUSTOM_CHALLENGE", session: rounds });
    const session = token("session", SESSION_LENGTH);
    sessions.set(session, {
      ...{ username, rounds, endsMs: nowMs() + SESSION_MS },
      secret: created.privateChallengeParameters as Parameters,
      metadata: created.challengeMetadata as string,
    });
    return { session, told: created.publicChallengeParameters as Parameters };
  };

  const signIn: SignIn = {
    async begin(email) {
      if (tellsUnknown && !userOf(email)) return "unknown";
      const next = await goOn(email, []);
      if (typeof next === "string") throw new Error("a sign-in that ended before it began");
      return { session: next.session, signIn: next.told.signIn ?? "" };
    },
    async answer(session, email, code) {
      const held = sessions.get(session);
      const isTheirs = held && (userOf(held.username) ?? held.username) === (userOf(email) ?? email);
      if (!held || !isTheirs || held.endsMs <= nowMs()) return "over";
      const verified = await asked("Verify", held.username, {
        ...{ privateChallengeParameters: held.secret, challengeAnswer: code },
      });
      const round: Round = {
        ...{ challengeName: "CUSTOM_CHALLENGE", challengeResult: verified.answerCorrect === true },
        challengeMetadata: held.metadata,
      };
      const next = await goOn(held.username, [...held.rounds, round]);
      if (next !== "tokens") return "over";
      const { sub } = userOf(held.username) as User;
      const refresh = token("refresh");
      refreshes.set(refresh, { sub, endsMs: nowMs() + REFRESH_MS });
      return { access: token(`access-${sub}`), refresh, expiresInSeconds: 600 };
    },
    async refresh(refresh) {
      const held = refreshes.get(refresh);
      if (!held || revoked.has(refresh) || held.endsMs <= nowMs()) return "over";
      return { access: token(`access-${held.sub}`), expiresInSeconds: 600 };
    },
    async revoke(refresh) {
      revoked.add(refresh);
    },
    async signOutEverywhere(access) {
      for (const [refresh, { sub }] of refreshes) if (access.startsWith(`access-${sub}-`)) revoked.add(refresh);
    },
  };
  return { signIn };
};
