import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { systemClock } from "../adapters/clock.ts";
import { environment } from "../adapters/environment.ts";
import { makeLog } from "../adapters/log.ts";
import { allViews } from "../projections/all.ts";
import { makeReconcile } from "./reconcile.ts";

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const reconcile = makeReconcile(
  {
    events: table("EVENTS"),
    views: table("VIEWS"),
    access: table("ACCESS"),
    deliveries: table("DELIVERIES"),
    log: makeLog("reconcile"),
  },
  allViews,
);
const metrics = new Metrics({ namespace: "Kring", serviceName: "reconcile" });

export const handler = async (): Promise<void> => {
  const { streams, drift } = await reconcile(systemClock.now());
  metrics.addMetric("Streams", MetricUnit.Count, streams);
  metrics.addMetric(
    "Drift",
    MetricUnit.Count,
    Object.values(drift).reduce((sum, count) => sum + count, 0),
  );
  metrics.publishStoredMetrics();
};
