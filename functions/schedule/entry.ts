import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../adapters/clock.ts";
import { environment } from "../adapters/environment.ts";
import { makeLog } from "../adapters/log.ts";
import { makeQueue } from "../adapters/queue.ts";
import { makeTick } from "./tick.ts";

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const log = makeLog("schedule");
const tick = makeTick({
  due: table("DUE"),
  deliveries: table("DELIVERIES"),
  chunks: makeQueue({
    client: new SQSClient({ useQueueUrlAsEndpoint: false }),
    url: environment("QUEUE_CHUNKS"),
    clock: systemClock,
  }),
});

export const handler = async (): Promise<void> => {
  const { looked, again } = await tick(systemClock.now());
  if (looked > 0) log.info("due", { count: looked });
  if (again > 0) log.warn("mails were waiting", { count: again });
};
