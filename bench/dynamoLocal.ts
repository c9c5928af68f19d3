import { setTimeout as pause } from "node:timers/promises";
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { freePort } from "../infra/local/ports.ts";
import type { Item } from "../shared/ports/table.ts";
import { dynamoDbLocal } from "./peers.ts";

const FIRST_PORT = 8600;
const START_MS = 30_000;

export type Local = { client: DynamoDBClient; stop(): Promise<void> };

/** DynamoDB Local in memory, on a port of its own, and the SDK's client as it is. */
export const startDynamoLocal = async (): Promise<Local> => {
  const port = await freePort(FIRST_PORT);
  const { spawn } = await dynamoDbLocal();
  const child = spawn({ port, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "local",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  const stop = async () => {
    client.destroy();
    child.kill();
    await ended;
  };
  for (const deadline = Date.now() + START_MS; ; await pause(200)) {
    try {
      await client.send(new ListTablesCommand({}));
      return { client, stop };
    } catch (cause) {
      if (Date.now() < deadline) continue;
      await stop();
      throw new Error("DynamoDB Local did not start: is there a Java 17?", { cause });
    }
  }
};

type Named = { name: string; pk?: string; sk?: string; sortKey?: "S" | "N" };
type Index = { index: string; hash: string; range: string };

/** A table with the keys of ours, or other names for them; with one sparse index if wanted. */
export const createTable = async (
  client: DynamoDBClient,
  { name, pk = "pk", sk = "sk", sortKey = "S" }: Named,
  index?: Index,
): Promise<void> => {
  const input: CreateTableCommandInput = {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: pk, AttributeType: "S" },
      { AttributeName: sk, AttributeType: sortKey },
    ],
    KeySchema: [
      { AttributeName: pk, KeyType: "HASH" },
      { AttributeName: sk, KeyType: "RANGE" },
    ],
  };
  if (index) {
    const { index: IndexName, hash, range } = index;
    const known = new Set([pk, sk]);
    for (const attribute of [hash, range])
      if (!known.has(attribute)) input.AttributeDefinitions?.push({ AttributeName: attribute, AttributeType: "S" });
    const KeySchema = [
      { AttributeName: hash, KeyType: "HASH" as const },
      { AttributeName: range, KeyType: "RANGE" as const },
    ];
    const ProjectionType = hash === "registry" ? "KEYS_ONLY" : "ALL";
    input.GlobalSecondaryIndexes = [{ IndexName, KeySchema, Projection: { ProjectionType } }];
  }
  await client.send(new CreateTableCommand(input));
};

const BATCH = 25;
const AT_ONCE = 8;

/** Fills a table without measuring anything. */
export const fill = async (client: DynamoDBClient, name: string, items: Iterator<Item>): Promise<void> => {
  const worker = async () => {
    while (true) {
      const some: Item[] = [];
      for (let next = items.next(); !next.done; next = items.next()) {
        some.push(next.value);
        if (some.length === BATCH) break;
      }
      if (some.length === 0) return;
      const RequestItems = { [name]: some.map((item) => ({ PutRequest: { Item: marshall(item) } })) };
      const { UnprocessedItems: left = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
      if (Object.keys(left).length > 0) throw new Error("DynamoDB Local left items out");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};
