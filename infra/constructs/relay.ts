import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import { StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { alarmsOf } from "./alarms.ts";
import type { Bus } from "./bus.ts";
import { KringFunction } from "./kringFunction.ts";
import { NAMESPACE } from "./observe.ts";
import { DeadLetters } from "./workQueue.ts";

/** The stream keeps records for 24 hours; longer down than that is for `npm run replay`. */
const BEHIND = Duration.minutes(2);

/** Table stream to bus. What it can't publish after its tries is left in a queue and never blocks the shard for good. */
export class Relay extends Construct {
  readonly behind: Metric;

  constructor(scope: Construct, { events, bus, local }: { events: Table; bus: Bus; local: boolean }) {
    super(scope, "Relay");
    const relay = new KringFunction(this, "Relay", { entry: "relay", local, timeoutSeconds: 30 });
    bus.giveSend(relay);
    const dead = new DeadLetters(this, "Dead");
    relay.lambda.addEventSource(
      // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
      new DynamoEventSource(events as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 100,
        maxRecordAge: Duration.hours(22),
        parallelizationFactor: 4,
        onFailure: new SqsDlq(dead.queue),
      }),
    );
    Validations.of(relay).acknowledge({
      id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
      reason: "Only dynamodb:ListStreams, which the mapping asks for: names of streams, nothing of what is in them.",
    });
    alarmsOf(this).raise(
      new Alarm(this, "ChangedInPlace", {
        metric: new MetricFilter(this, "Tampered", {
          logGroup: relay.lambda.logGroup,
          filterPattern: FilterPattern.anyTerm("tampered"),
          metricNamespace: NAMESPACE,
          metricName: "Tampered",
        }).metric({ statistic: "sum", period: Duration.minutes(1) }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: "A commit in the Events table was changed or removed: that never happens by our own doing.",
      }),
    );
    this.behind = relay.lambda.metric("IteratorAge", { statistic: "max", period: Duration.minutes(1) });
    alarmsOf(this).raise(
      new Alarm(this, "Behind", {
        metric: this.behind,
        threshold: BEHIND.toMilliseconds(),
        evaluationPeriods: 2,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: "Events wait in the table's stream: views, inbox and mail are behind.",
      }),
    );
  }
}
