import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { makeKeys } from "#shared/store/keys.ts";
import { makeViews } from "#shared/store/views.ts";
import type { Ports } from "../ports.ts";
import { makeReference } from "../reference.ts";
import { systemClock } from "./clock.ts";
import { environment } from "./environment.ts";
import { randomIds } from "./ids.ts";
import { makeKms } from "./kms.ts";
import { makeLog } from "./log.ts";

/** The ports of commands and queries on AWS, made once a container from what the stack gives. */
export const awsPorts = (service: string): Ports => {
  const client = new DynamoDBClient({});
  const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
  const clock = systemClock;
  const views = makeViews({ table: table("VIEWS"), clock });
  return {
    events: table("EVENTS"),
    access: table("ACCESS"),
    deliveries: table("DELIVERIES"),
    views,
    keys: makeKeys({
      table: table("KEYS"),
      kms: makeKms({ client: new KMSClient({}), keyId: environment("KMS_KEY_ID") }),
      clock,
    }),
    reference: makeReference({ views, people: table("PEOPLE"), clock }),
    clock,
    ids: randomIds,
    log: makeLog(service),
  };
};
