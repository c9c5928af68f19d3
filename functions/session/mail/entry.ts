import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../../adapters/clock.ts";
import { environment } from "../../adapters/environment.ts";
import { makeLog } from "../../adapters/log.ts";
import { makeMailer } from "../../adapters/mail.ts";
import { eachMessage } from "../../adapters/sqsBatch.ts";
import { write } from "../../letters/write.tsx";
import { makeSignInMail } from "./mail.ts";

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const log = makeLog("signInMail");
const mail = makeSignInMail({
  limits: table("LIMITS"),
  access: table("ACCESS"),
  people: table("PEOPLE"),
  mailer: makeMailer({ client: new SESClient({}), configurationSet: environment("SES_CONFIGURATION_SET") }),
  write,
  clock: systemClock,
  log,
  from: environment("MAIL_FROM"),
});

export const handler = (batch: SQSEvent): Promise<SQSBatchResponse> => eachMessage(batch, log, mail);
