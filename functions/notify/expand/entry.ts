import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { makeViews } from "#shared/store/views.ts";
import { systemClock } from "../../adapters/clock.ts";
import { environment } from "../../adapters/environment.ts";
import { makeLog } from "../../adapters/log.ts";
import { makeQueue } from "../../adapters/queue.ts";
import { eachMessage } from "../../adapters/sqsBatch.ts";
import { makeExpand } from "./expand.ts";

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const expand = makeExpand({
  events: table("EVENTS"),
  views: makeViews({ table: table("VIEWS"), clock: systemClock }),
  deliveries: table("DELIVERIES"),
  due: table("DUE"),
  chunks: makeQueue({
    client: new SQSClient({ useQueueUrlAsEndpoint: false }),
    url: environment("QUEUE_CHUNKS"),
    clock: systemClock,
  }),
});
const log = makeLog("expand");

export const handler = (batch: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(batch, log, (body) => expand((body as EventBridgeEvent<string, StoredEvent>).detail));
