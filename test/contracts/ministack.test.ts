import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateConfigurationSetCommand, SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, jest } from "@jest/globals";
import { BUS_SOURCE, makeBus } from "#functions/adapters/bus.ts";
import { systemClock } from "#functions/adapters/clock.ts";
import { makeKms } from "#functions/adapters/kms.ts";
import { makeMailer } from "#functions/adapters/mail.ts";
import { makeQueue } from "#functions/adapters/queue.ts";
import type { Json } from "#shared/ports/table.ts";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { busContract } from "./bus.contract.ts";
import { kmsContract } from "./kms.contract.ts";
import { type Arrived, mailContract } from "./mail.contract.ts";
import { queueContract } from "./queue.contract.ts";
import { tableContract } from "./table.contract.ts";

const endpoint = process.env.AWS_ENDPOINT_URL;
// Never skipped: a contract that was not tried was not kept.
if (!endpoint) throw new Error("AWS_ENDPOINT_URL is missing: start MiniStack and name it there, or run `npm test`");

// Over the network, and some wait for a message to show again.
jest.setTimeout(30_000);

const dynamo = new DynamoDBClient({});
const events = new EventBridgeClient({});
const keys = new KMSClient({});
const ses = new SESClient({});
const sqs = new SQSClient({});
afterAll(() => {
  for (const client of [dynamo, events, keys, ses, sqs]) client.destroy();
});

const named = (kind: string): string => `contract-${kind}-${randomUUID()}`;

const RANGES = { registry: "pk", inbox: "at" } as const;

tableContract("DynamoDB", async ({ sortKey, indexes }) => {
  const name = named("table");
  const attributes = new Set(indexes.flatMap((index) => [index, RANGES[index]]).filter((one) => one !== "pk"));
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: sortKey === "number" ? "N" : "S" },
        ...[...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      ],
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map((index) => ({
              IndexName: index,
              KeySchema: [
                { AttributeName: index, KeyType: "HASH" as const },
                { AttributeName: RANGES[index], KeyType: "RANGE" as const },
              ],
              Projection: { ProjectionType: index === "registry" ? ("KEYS_ONLY" as const) : ("ALL" as const) },
            })),
          }),
    }),
  );
  return makeDynamoTable({ client: dynamo, name });
});

kmsContract("KMS", async () => {
  const { KeyMetadata } = await keys.send(new CreateKeyCommand({}));
  return makeKms({ client: keys, keyId: KeyMetadata?.KeyId ?? "" });
});

const makeSqs = async (attributes: Record<string, string> = {}) => {
  const { QueueUrl: url = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: named("q"), Attributes: attributes }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  return { url, arn: Attributes?.QueueArn ?? "" };
};

const receive = async (url: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    }),
  );
  return Messages.map(({ Body = "", ReceiptHandle: receipt = "", Attributes }) => ({
    receipt,
    body: JSON.parse(Body) as Json,
    receives: Number(Attributes?.ApproximateReceiveCount),
  }));
};

busContract("EventBridge", async () => {
  const name = named("bus");
  await events.send(new CreateEventBusCommand({ Name: name }));
  const { url, arn } = await makeSqs();
  const rule = { Name: "all", EventBusName: name };
  await events.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [BUS_SOURCE] }) }));
  await events.send(
    new PutTargetsCommand({ Rule: rule.Name, EventBusName: name, Targets: [{ Id: "queue", Arn: arn }] }),
  );
  const came: StoredEvent[] = [];
  return {
    bus: makeBus({ client: events, name }),
    received: async () => {
      for (const { body } of await receive(url)) {
        const envelope = body as unknown as { detail: StoredEvent };
        came.push(envelope.detail);
      }
      return came;
    },
  };
});

queueContract("SQS", async () => {
  const dead = await makeSqs();
  const { url } = await makeSqs({
    VisibilityTimeout: "1",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
  });
  return {
    queue: makeQueue({ client: sqs, url, clock: systemClock }),
    receive: () => receive(url),
    remove: async (receipt) => {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
    },
    dead: async () => (await receive(dead.url)).map(({ body }) => body),
    pass: async (ms) => {
      await pause(ms);
    },
  };
});

type SentMail = {
  MessageId: string;
  Source: string;
  To: string[];
  Subject: string;
  BodyText: string;
  BodyHtml: string;
};

mailContract("SES", async () => {
  const from = `${named("school")}@kring.example`;
  const configurationSet = named("set");
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: from }));
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: configurationSet } }));
  return {
    from,
    mailer: makeMailer({ client: ses, configurationSet }),
    arrived: async (): Promise<Arrived[]> => {
      const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
      const { messages } = (await answer.json()) as { messages: Record<string, SentMail[]> };
      return Object.values(messages)
        .flat()
        .filter(({ Source }) => Source === from)
        .map(({ MessageId, Source, To, Subject, BodyText, BodyHtml }) => ({
          accepted: MessageId,
          to: To.join(),
          from: Source,
          subject: Subject,
          text: BodyText,
          html: BodyHtml,
        }));
    },
  };
});
