import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new DynamoDBClient({});

/** Writes what it is sent, once. */
export const handler = async ({ body }: APIGatewayProxyEventV2) => {
  const { id, to } = JSON.parse(body ?? "{}") as { id: string; to: string };
  await client.send(
    new PutItemCommand({
      TableName: process.env.TABLE,
      Item: { id: { S: id }, to: { S: to } },
      ConditionExpression: "attribute_not_exists(id)",
    }),
  );
  return { statusCode: 200, body: "{}" };
};
