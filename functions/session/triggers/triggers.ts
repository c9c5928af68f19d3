import { timingSafeEqual } from "node:crypto";
import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from "aws-lambda";
import type { Clock } from "#shared/ports/clock.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Table } from "#shared/ports/table.ts";
import { addCode, CODE_MINUTES, changeCode, MOST_MAILS, MOST_TRIES, readCode } from "../codes.ts";

/** Instead of a code: send the same one again. No code looks like it. */
export const RESEND = "resend";

export type TriggerPorts = {
  limits: Table;
  /** To the function that mails: only the sign-in's id travels, never a code or an address. */
  mails: Queue;
  clock: Clock;
  secret: { id(): string; code(): string };
};

export type TriggerEvent =
  | DefineAuthChallengeTriggerEvent
  | CreateAuthChallengeTriggerEvent
  | VerifyAuthChallengeResponseTriggerEvent;

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Cognito's three questions of a custom sign-in. A known and an unknown address make the same calls (threat 11). */
export const makeTriggers = ({ limits, mails, clock, secret }: TriggerPorts) => {
  const nowMs = () => Date.parse(clock.now());

  /** The sign-in this is: written into the round's metadata when its code was made. */
  const idIn = (session: readonly { challengeMetadata?: string | undefined }[]): string | null =>
    session.at(-1)?.challengeMetadata ?? null;

  const define = async (event: DefineAuthChallengeTriggerEvent): Promise<void> => {
    const { session, userNotFound } = event.request;
    const { response } = event;
    response.issueTokens = false;
    response.failAuthentication = false;
    const last = session.at(-1);
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult && !userNotFound) {
      response.issueTokens = true;
      return;
    }
    const id = idIn(session);
    const code = id ? await readCode(limits, id, nowMs()) : null;
    if (id && (!code || code.isUsed || code.tries >= MOST_TRIES)) {
      response.failAuthentication = true;
      return;
    }
    response.challengeName = "CUSTOM_CHALLENGE";
  };

  const create = async (event: CreateAuthChallengeTriggerEvent): Promise<void> => {
    const { session, userAttributes, userNotFound } = event.request;
    let id = idIn(session);
    if (!id) {
      id = secret.id();
      await addCode(limits, {
        id,
        code: secret.code(),
        email: userAttributes?.email ?? event.userName,
        login: userNotFound ? null : (userAttributes?.sub ?? null),
        tries: 0,
        mails: 1,
        isUsed: false,
        expiresMs: nowMs() + CODE_MINUTES * 60_000,
      });
      await mails.send([{ id: "mail", body: { signIn: id } }]);
    }
    event.response.publicChallengeParameters = {};
    event.response.privateChallengeParameters = { id };
    event.response.challengeMetadata = id;
  };

  const verify = async (event: VerifyAuthChallengeResponseTriggerEvent): Promise<void> => {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    const id = privateChallengeParameters.id ?? "";
    event.response.answerCorrect = false;
    if (challengeAnswer === RESEND) {
      const before = await changeCode(limits, id, nowMs(), ({ mails: sent }) => ({ mails: sent + 1 }));
      if (before && before.mails < MOST_MAILS) await mails.send([{ id: "mail", body: { signIn: id } }]);
      return;
    }
    const isRight = (code: string) => isSame(code, String(challengeAnswer));
    // Counted before it is compared, and used up by the right answer: once, whatever comes side by side.
    const before = await changeCode(limits, id, nowMs(), (code) => ({
      tries: code.tries + 1,
      isUsed: code.isUsed || (code.tries < MOST_TRIES && isRight(code.code)),
    }));
    event.response.answerCorrect =
      before !== null && !before.isUsed && before.tries < MOST_TRIES && before.login !== null && isRight(before.code);
  };

  return async (event: TriggerEvent): Promise<TriggerEvent> => {
    switch (event.triggerSource) {
      case "DefineAuthChallenge_Authentication":
        await define(event);
        return event;
      case "CreateAuthChallenge_Authentication":
        await create(event);
        return event;
      case "VerifyAuthChallengeResponse_Authentication":
        await verify(event);
        return event;
    }
  };
};
