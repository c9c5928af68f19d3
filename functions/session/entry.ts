import { randomBytes } from "node:crypto";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../adapters/clock.ts";
import { makeSignIn } from "../adapters/cognito.ts";
import { environment } from "../adapters/environment.ts";
import { makeLog } from "../adapters/log.ts";
import { makeQueue } from "../adapters/queue.ts";
import { secret } from "../adapters/secret.ts";
import { lambdaOf } from "../api/lambda.ts";
import { makeApi } from "../api/operation.ts";
import { sessionOperations } from "./session.ts";

export const handler = lambdaOf(
  makeApi(sessionOperations, {
    limits: makeDynamoTable({ client: new DynamoDBClient({}), name: environment("TABLE_LIMITS") }),
    signIn: makeSignIn({ client: new CognitoIdentityProviderClient({}), clientId: environment("USER_POOL_CLIENT_ID") }),
    mails: makeQueue({
      client: new SQSClient({ useQueueUrlAsEndpoint: false }),
      url: environment("QUEUE_SIGN_IN_MAIL"),
      clock: systemClock,
    }),
    secret,
    random: randomBytes,
    mostFromSource: Number(environment("SIGN_INS_FROM_SOURCE")),
    origin: environment("WEB_ORIGIN"),
    clock: systemClock,
    log: makeLog("session"),
  }),
);
