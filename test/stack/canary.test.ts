import { execFileSync } from "node:child_process";
import { join } from "node:path";
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { root } from "#infra/local/root.ts";
import { place } from "./place.ts";

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

const functions = Object.fromEntries(
  Object.entries(place.deployed.outputs)
    .filter(([name]) => name.startsWith("Function"))
    .map(([name, value]) => [name.slice("Function".length), value]),
);

const tables = ["EVENTS", "KEYS", "VIEWS", "PEOPLE", "ACCESS", "DELIVERIES", "DUE", "LIMITS"] as const;
type TableName = (typeof tables)[number];

/** What each function may do with a table; anything that is not here must be refused. */
const mayRead: Record<string, readonly TableName[]> = {
  Commands: ["EVENTS", "KEYS", "VIEWS", "PEOPLE", "ACCESS", "DELIVERIES"],
  Queries: ["EVENTS", "KEYS", "VIEWS", "PEOPLE", "ACCESS", "DELIVERIES"],
  Session: ["LIMITS"],
  Triggers: ["LIMITS"],
  SignInMail: ["LIMITS", "ACCESS", "PEOPLE"],
  Projections: ["EVENTS", "VIEWS", "ACCESS"],
  Expand: ["EVENTS", "VIEWS"],
  Deliver: ["KEYS", "VIEWS", "ACCESS", "PEOPLE", "DELIVERIES"],
  MailEvents: ["DELIVERIES"],
  Tick: ["DUE", "DELIVERIES"],
  Reconcile: ["EVENTS", "VIEWS", "ACCESS", "DELIVERIES"],
};
const mayWrite: Record<string, readonly TableName[]> = {
  Commands: ["EVENTS", "KEYS", "DELIVERIES"],
  // AWS narrows this to the streams of looks; the emulator knows no leading keys.
  Queries: ["EVENTS"],
  Session: ["LIMITS"],
  Triggers: ["LIMITS"],
  Projections: ["VIEWS", "ACCESS"],
  Expand: ["DELIVERIES", "DUE"],
  Deliver: ["DELIVERIES"],
  MailEvents: ["DELIVERIES"],
  Tick: ["DUE"],
};
const mayDecrypt = ["Commands", "Queries", "Deliver"];
const mayMail = ["Deliver", "SignInMail"];

const clientsOf = (credentials: Credentials) => {
  const config = { endpoint: place.deployed.endpoint, region: "eu-central-1", credentials, maxAttempts: 1 };
  return {
    dynamo: new DynamoDBClient(config),
    bus: new EventBridgeClient(config),
    kms: new KMSClient(config),
    ses: new SESClient(config),
  };
};

/** Refused for want of a right; any other answer means that the door was open. */
const isRefused = async (attempt: Promise<unknown>): Promise<boolean> => {
  try {
    await attempt;
    return false;
  } catch (error) {
    return /AccessDenied/.test((error as { name?: string }).name ?? "");
  }
};

describe("each function, trying what it must not", () => {
  let credentials: Record<string, Credentials>;

  beforeAll(() => {
    const python = join(root, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    const told = execFileSync(python, [join(root, "test/stack/credentials.py"), JSON.stringify(functions)], {
      env: { ...process.env, ...place.environment },
      encoding: "utf8",
      timeout: 90_000,
    });
    credentials = JSON.parse(told) as Record<string, Credentials>;
  }, 100_000);

  const held = (name: string): Credentials => {
    const found = credentials[name];
    if (!found) throw new Error(`no credentials of ${name}`);
    return found;
  };

  it("is named with what it may", () => {
    expect(Object.keys(mayRead).sort()).toEqual(
      Object.keys(functions)
        .filter((name) => name !== "Relay")
        .sort(),
    );
  });

  it.each(Object.keys(mayRead))(
    "%s reads, writes and removes only where it has business",
    async (name) => {
      const { dynamo } = clientsOf(held(name));
      const wrong: string[] = [];
      for (const table of tables) {
        const TableName = place.environment[`TABLE_${table}`] ?? "";
        const sk = table === "EVENTS" ? { N: "1" } : { S: "canary" };
        const Key = { pk: { S: `canary/${name}` }, sk };
        const expectations: [string, boolean, Promise<unknown>][] = [
          ["read", !mayRead[name]?.includes(table), dynamo.send(new GetItemCommand({ TableName, Key }))],
          [
            "write",
            !mayWrite[name]?.includes(table),
            // On a condition that never holds: an open door changes nothing.
            dynamo
              .send(new PutItemCommand({ TableName, Item: Key, ConditionExpression: "attribute_exists(never)" }))
              .catch((error: { name: string }) => {
                if (error.name !== "ConditionalCheckFailedException") throw error;
              }),
          ],
          [
            "update",
            true,
            dynamo.send(
              new UpdateItemCommand({
                TableName,
                Key,
                UpdateExpression: "SET a = :a",
                ExpressionAttributeValues: { ":a": { S: "a" } },
              }),
            ),
          ],
          ["scan", true, dynamo.send(new ScanCommand({ TableName, Limit: 1 }))],
        ];
        if (table === "EVENTS")
          expectations.push(["remove", true, dynamo.send(new DeleteItemCommand({ TableName, Key }))]);
        for (const [what, mustBeRefused, attempt] of expectations)
          if ((await isRefused(attempt)) !== mustBeRefused) wrong.push(`${what} ${table}`);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each(Object.keys(mayRead))(
    "%s does not publish, and decrypts or mails only if that is its work",
    async (name) => {
      const { bus, kms, ses } = clientsOf(held(name));
      const Entries = [
        { EventBusName: place.environment.BUS_NAME, Source: "kring", DetailType: "Canary", Detail: "{}" },
      ];
      expect(await isRefused(bus.send(new PutEventsCommand({ Entries })))).toBe(true);
      const KeyId = place.environment.KMS_KEY_ID;
      const decrypt = kms.send(new DecryptCommand({ KeyId, CiphertextBlob: Buffer.from("canary") }));
      expect(await isRefused(decrypt)).toBe(!mayDecrypt.includes(name));
      const generate = kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }));
      expect(await isRefused(generate)).toBe(name !== "Commands");
      if (mayMail.includes(name)) return;
      const raw = Buffer.from("From: kring@kring.example\r\nTo: canary@post.example\r\n\r\ncanary");
      expect(await isRefused(ses.send(new SendRawEmailCommand({ RawMessage: { Data: raw } })))).toBe(true);
    },
    60_000,
  );
});
