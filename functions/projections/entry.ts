import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { systemClock } from "../adapters/clock.ts";
import { environment } from "../adapters/environment.ts";
import { makeLog } from "../adapters/log.ts";
import { eachMessage } from "../adapters/sqsBatch.ts";
import { makeAccessProjection } from "./access.ts";
import { allViews } from "./all.ts";
import { makeProjections } from "./projections.ts";

const client = new DynamoDBClient({});
const events = makeDynamoTable({ client, name: environment("TABLE_EVENTS") });
const project = makeProjections({
  events,
  views: makeDynamoTable({ client, name: environment("TABLE_VIEWS") }),
  clock: systemClock,
  all: allViews,
});
const projectAccess = makeAccessProjection({
  events,
  access: makeDynamoTable({ client, name: environment("TABLE_ACCESS") }),
});
const log = makeLog("projections");

export const handler = (batch: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(batch, log, async (body) => {
    const { detail } = body as EventBridgeEvent<string, StoredEvent>;
    await project(detail);
    if (detail.stream.startsWith("person/")) await projectAccess(detail);
  });
