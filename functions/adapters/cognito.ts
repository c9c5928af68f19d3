import {
  type CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { SignIn } from "#shared/ports/signIn.ts";
import { asFault } from "#shared/store/awsFault.ts";

/** What Cognito says when a sign-in is no longer there to be answered, or a token no longer works. */
const OVER = new Set([
  "NotAuthorizedException",
  "UserNotFoundException",
  "InvalidParameterException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "RefreshTokenReuseException",
  "UserNotConfirmedException",
  "PasswordResetRequiredException",
]);

const nameOf = (error: unknown): string => (error as { name?: string }).name ?? "";

/** Cognito's CUSTOM_AUTH: the challenge is a code by our own mail (`functions/session/triggers`). */
export const makeSignIn = ({
  client,
  clientId,
}: {
  client: CognitoIdentityProviderClient;
  clientId: string;
}): SignIn => ({
  async begin(email) {
    try {
      const { Session: session, ChallengeParameters: told } = await client.send(
        new InitiateAuthCommand({ ClientId: clientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: email } }),
      );
      if (!session || !told?.signIn) throw new Error("Cognito began a sign-in without a session");
      return { session, signIn: told.signIn };
    } catch (error) {
      // AWS hides who has a login (preventUserExistenceErrors); an emulator may say it.
      if (nameOf(error) === "UserNotFoundException") return "unknown";
      throw asFault("sign-in begin", error);
    }
  },
  async answer(session, email, code) {
    try {
      const { AuthenticationResult: result } = await client.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName: "CUSTOM_CHALLENGE",
          Session: session,
          ChallengeResponses: { USERNAME: email, ANSWER: code },
        }),
      );
      if (result?.AccessToken && result.RefreshToken)
        return {
          access: result.AccessToken,
          refresh: result.RefreshToken,
          expiresInSeconds: result.ExpiresIn ?? 0,
        };
      // Another round is no tokens: the code was not the right one.
      return "over";
    } catch (error) {
      if (OVER.has(nameOf(error))) return "over";
      throw asFault("sign-in answer", error);
    }
  },
  async refresh(refresh) {
    try {
      const { AuthenticationResult: result } = await client.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: refresh }),
      );
      return result?.AccessToken ? { access: result.AccessToken, expiresInSeconds: result.ExpiresIn ?? 0 } : "over";
    } catch (error) {
      if (OVER.has(nameOf(error))) return "over";
      throw asFault("sign-in refresh", error);
    }
  },
  async revoke(refresh) {
    await client.send(new RevokeTokenCommand({ ClientId: clientId, Token: refresh })).catch((error: unknown) => {
      if (!OVER.has(nameOf(error))) throw asFault("sign-in revoke", error);
    });
  },
  async signOutEverywhere(access) {
    await client.send(new GlobalSignOutCommand({ AccessToken: access })).catch((error: unknown) => {
      if (!OVER.has(nameOf(error))) throw asFault("sign-in sign out", error);
    });
  },
});
