import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { SESClient } from "@aws-sdk/client-ses";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { makeKeys } from "#shared/store/keys.ts";
import { makeViews } from "#shared/store/views.ts";
import { systemClock } from "../../adapters/clock.ts";
import { environment } from "../../adapters/environment.ts";
import { randomIds } from "../../adapters/ids.ts";
import { makeKms } from "../../adapters/kms.ts";
import { makeLog } from "../../adapters/log.ts";
import { makeMailer } from "../../adapters/mail.ts";
import { eachMessage } from "../../adapters/sqsBatch.ts";
import { write } from "../../letters/write.tsx";
import { makeReference } from "../../reference.ts";
import { Chunk } from "../chunk.ts";
import { makeDeliver } from "./deliver.ts";
import { makeLetterFor } from "./letterFor.ts";
import { makePost } from "./post.ts";

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const clock = systemClock;
const log = makeLog("deliver");
const [deliveries, people] = [table("DELIVERIES"), table("PEOPLE")];
const deliver = makeDeliver({
  deliveries,
  access: table("ACCESS"),
  clock,
  post: makePost({
    deliveries,
    people,
    mailer: makeMailer({ client: new SESClient({}), configurationSet: environment("SES_CONFIGURATION_SET") }),
    write,
    letterFor: makeLetterFor({
      deliveries,
      keys: makeKeys({
        table: table("KEYS"),
        kms: makeKms({ client: new KMSClient({}), keyId: environment("KMS_KEY_ID") }),
        clock,
      }),
      reference: makeReference({ views: makeViews({ table: table("VIEWS"), clock }), people, clock }),
      origin: environment("WEB_ORIGIN"),
    }),
    clock,
    ids: randomIds,
    log,
    from: environment("MAIL_FROM"),
  }),
});

export const handler = (batch: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(batch, log, (body) => deliver(Chunk.parse(body)));
