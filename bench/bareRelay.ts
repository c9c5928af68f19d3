import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";

const client = new SQSClient({ useQueueUrlAsEndpoint: false });

/** From the table's stream to the queue. */
export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  for (const { dynamodb } of Records)
    await client.send(
      new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(dynamodb?.NewImage) }),
    );
};
