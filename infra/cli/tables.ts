import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { environment } from "#functions/adapters/environment.ts";
import type { Table } from "#shared/ports/table.ts";
import { makeDynamoTable } from "#shared/store/dynamo.ts";

/** The deployed tables by the names that the functions know them by. Made after the environment is filled. */
export const deployedTables = (): ((name: string) => Table) => {
  const client = new DynamoDBClient({});
  return (name) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
};
