import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import type { SQSEvent } from "aws-lambda";

const client = new SESClient({});

/** One plain mail a message. */
export const handler = async ({ Records }: SQSEvent) => {
  for (const { body } of Records) {
    const { id, to } = JSON.parse(body) as { id: { S: string }; to: { S: string } };
    await client.send(
      new SendEmailCommand({
        Source: process.env.FROM,
        Destination: { ToAddresses: [to.S] },
        Message: { Subject: { Data: id.S }, Body: { Text: { Data: "A bare mail." } } },
      }),
    );
  }
};
