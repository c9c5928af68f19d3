import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { alarmsOf } from "./alarms.ts";
import type { Api } from "./api.ts";

/** Namespace of the metrics that functions print. */
export const NAMESPACE = "Kring";

/** One page to look at when something seems wrong, and the alarm on the reconciler's findings. */
export class Observe extends Construct {
  constructor(scope: Construct, { api, behind, rejects }: { api: Api; behind: IMetric; rejects: IMetric }) {
    super(scope, "Observe");
    const drift = new Metric({
      namespace: NAMESPACE,
      metricName: "Drift",
      statistic: "max",
      period: Duration.hours(1),
    });
    const alarms = alarmsOf(this);
    alarms.raise(
      new Alarm(this, "Drift", {
        metric: drift,
        threshold: 0,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: "Events, views and ledger disagree: see the reconciler's log, then npm run rebuild.",
      }),
    );
    const fiveMinutes = { period: Duration.minutes(5) };
    new Dashboard(this, "Dashboard", { dashboardName: `${Stack.of(this).stackName}` }).addWidgets(
      new AlarmStatusWidget({ title: "Alarms", width: 24, height: 6, alarms: alarms.all }),
      new GraphWidget({ title: "Relay behind (ms)", width: 8, left: [behind] }),
      new GraphWidget({ title: "Mail refused (rate)", width: 8, left: [rejects] }),
      new GraphWidget({ title: "Drift", width: 8, left: [drift] }),
      new GraphWidget({
        title: "Requests",
        width: 12,
        left: [
          api.api.metricCount(fiveMinutes),
          api.api.metricClientError(fiveMinutes),
          api.api.metricServerError(fiveMinutes),
        ],
      }),
      new GraphWidget({
        title: "Answer time (ms)",
        width: 12,
        left: [
          api.api.metricLatency({ ...fiveMinutes, statistic: "p50" }),
          api.api.metricLatency({ ...fiveMinutes, statistic: "p99" }),
        ],
      }),
    );
  }
}
