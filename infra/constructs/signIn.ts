import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccountRecovery, FeaturePlan, Mfa, UserPool, type UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { KringFunction } from "./kringFunction.ts";

/** Who somebody is: a code by mail, no password for anyone. What they may is in the Access table, not here. */
export class SignIn extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, { triggers, local }: { triggers: KringFunction; local: boolean }) {
    super(scope, "SignIn");
    this.pool = new UserPool(this, "Pool", {
      // Only the office adds people.
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OFF,
      featurePlan: FeaturePlan.ESSENTIALS,
      // Nobody ever has one; the pool still wants a policy for the random ones nobody knows.
      passwordPolicy: {
        minLength: 32,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      lambdaTriggers: {
        defineAuthChallenge: triggers.lambda,
        createAuthChallenge: triggers.lambda,
        verifyAuthChallengeResponse: triggers.lambda,
      },
      deletionProtection: !local,
      removalPolicy: local ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.pool).acknowledge(
      {
        id: "AwsSolutions::AwsSolutions-COG2",
        reason:
          "The pool's own second factor belongs to its password flows, and there are none: every step is a custom challenge.",
      },
      {
        id: "AwsSolutions::AwsSolutions-COG8",
        reason:
          "What the Plus plan adds guards passwords; guessing a code is bounded by tries and by limits of our own.",
      },
    );
    this.client = this.pool.addClient("Client", {
      authFlows: { custom: true },
      disableOAuth: true,
      generateSecret: false,
      // The default of 3 minutes is shorter than a mail may take.
      authSessionValidity: Duration.minutes(10),
      accessTokenValidity: Duration.minutes(10),
      idTokenValidity: Duration.minutes(10),
      refreshTokenValidity: Duration.days(60),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
  }
}
