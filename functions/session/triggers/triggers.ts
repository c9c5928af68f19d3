import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from "aws-lambda";
import type { Clock } from "#shared/ports/clock.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Table } from "#shared/ports/table.ts";
import { beginCode, changeCode, isSameCode, MOST_TRIES, readCode, type Secret } from "../codes.ts";

export type TriggerPorts = { limits: Table; mails: Queue; clock: Clock; secret: Secret };

export type TriggerEvent =
  | DefineAuthChallengeTriggerEvent
  | CreateAuthChallengeTriggerEvent
  | VerifyAuthChallengeResponseTriggerEvent;

/**
 * Cognito's three questions of a custom sign-in. Our own API asks Cognito only with the right code, since Cognito ends a
 * sign-in after three answers and a person has five; who asks Cognito directly meets the same count here.
 * A known and an unknown address make the same calls (threat 11).
 */
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
    if (id && (!code || code.isUsed || code.tries > MOST_TRIES)) {
      response.failAuthentication = true;
      return;
    }
    response.challengeName = "CUSTOM_CHALLENGE";
  };

  const create = async (event: CreateAuthChallengeTriggerEvent): Promise<void> => {
    const { session, userAttributes, userNotFound } = event.request;
    const email = userAttributes?.email ?? event.userName;
    const login = userNotFound ? null : (userAttributes?.sub ?? null);
    const id = idIn(session) ?? (await beginCode({ limits, mails, secret }, { email, login }, nowMs()));
    event.response.publicChallengeParameters = { signIn: id };
    event.response.privateChallengeParameters = { signIn: id };
    event.response.challengeMetadata = id;
  };

  const verify = async (event: VerifyAuthChallengeResponseTriggerEvent): Promise<void> => {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    const id = privateChallengeParameters.signIn ?? "";
    // The session function has counted this answer already; one more is for that.
    const mayTry = (tries: number) => tries <= MOST_TRIES;
    const isRight = (code: string) => isSameCode(code, String(challengeAnswer));
    // Counted before it is compared, and used up by the right answer: once, whatever comes side by side.
    const before = await changeCode(limits, id, nowMs(), (code) => ({
      tries: code.tries + 1,
      isUsed: code.isUsed || (mayTry(code.tries) && isRight(code.code)),
    }));
    event.response.answerCorrect =
      before !== null && !before.isUsed && mayTry(before.tries) && before.login !== null && isRight(before.code);
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
