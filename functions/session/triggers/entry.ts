import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../../adapters/clock.ts";
import { environment } from "../../adapters/environment.ts";
import { makeQueue } from "../../adapters/queue.ts";
import { secret } from "../../adapters/secret.ts";
import { makeTriggers } from "./triggers.ts";

export const handler = makeTriggers({
  limits: makeDynamoTable({ client: new DynamoDBClient({}), name: environment("TABLE_LIMITS") }),
  mails: makeQueue({
    client: new SQSClient({ useQueueUrlAsEndpoint: false }),
    url: environment("QUEUE_SIGN_IN_MAIL"),
    clock: systemClock,
  }),
  clock: systemClock,
  secret,
});
