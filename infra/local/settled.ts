import { setTimeout as pause } from "node:timers/promises";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { credentials } from "./emulator.ts";

/** Empty so many times in a row, so far apart: what the relay still holds comes within that time. */
const TIMES = 4;
const PAUSE_MS = 500;

const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = credentials;

/** Waits until every queue of the stack is empty: what was written is in the views. */
export const settled = async (endpoint: string, limitMs: number): Promise<void> => {
  const client = new SQSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const { QueueUrls: urls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: "Kring-" }));
  const working = urls.filter((url) => !url.includes("Dead"));
  const counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const isEmpty = async (url: string): Promise<boolean> => {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...counts] });
    const { Attributes: held = {} } = await client.send(command);
    return counts.every((name) => held[name] === "0");
  };
  const deadline = Date.now() + limitMs;
  for (let times = 0; times < TIMES; ) {
    times = (await Promise.all(working.map(isEmpty))).every(Boolean) ? times + 1 : 0;
    if (Date.now() > deadline) throw new Error(`the queues were not empty within ${limitMs / 1000} s`);
    await pause(PAUSE_MS);
  }
  client.destroy();
};
