import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../../adapters/clock.ts";
import { environment } from "../../adapters/environment.ts";
import { makeLog } from "../../adapters/log.ts";
import { eachMessage } from "../../adapters/sqsBatch.ts";
import { makeSesEvents } from "./sesEvents.ts";

const log = makeLog("sesEvents");
const note = makeSesEvents({
  deliveries: makeDynamoTable({ client: new DynamoDBClient({}), name: environment("TABLE_DELIVERIES") }),
  clock: systemClock,
  log,
});

export const handler = (batch: SQSEvent): Promise<SQSBatchResponse> => eachMessage(batch, log, note);
