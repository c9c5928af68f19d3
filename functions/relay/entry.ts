import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { Item } from "#shared/ports/table.ts";
import { fromItem } from "#shared/store/commits.ts";
import { makeBus } from "../adapters/bus.ts";
import { environment } from "../adapters/environment.ts";
import { makeLog } from "../adapters/log.ts";
import { makeRelay } from "./relay.ts";

const relay = makeRelay({
  bus: makeBus({ client: new EventBridgeClient({}), name: environment("BUS_NAME") }),
  log: makeLog("relay"),
});

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const { failedFrom } = await relay(
    event.Records.map((record) => {
      const image = record.eventName === "INSERT" ? record.dynamodb?.NewImage : undefined;
      return {
        sequence: record.dynamodb?.SequenceNumber ?? "",
        commit: image ? fromItem(unmarshall(image as Record<string, AttributeValue>) as Item) : null,
      };
    }),
  );
  return { batchItemFailures: failedFrom === null ? [] : [{ itemIdentifier: failedFrom }] };
};
