import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { isLocal } from "../settings.ts";
import { alarmsOf } from "./alarms.ts";
import type { KringFunction } from "./kringFunction.ts";

const RETENTION = Duration.days(14);
const TRIES = 5;

/** Where lies what could not be done, until `npm run redrive`; the first message raises the alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: !isLocal(this),
      retentionPeriod: RETENTION,
    });
    const reason = "This is the dead-letter queue itself: of a queue, a rule, a subscription, a stream or a schedule.";
    Validations.of(this.queue).acknowledge(
      { id: "AwsSolutions::AwsSolutions-SQS3", reason },
      { id: "Serverless::Serverless-SQSRedrivePolicy", reason },
    );
    alarmsOf(this).raise(
      new Alarm(this, "NotEmpty", {
        metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: `${this.node.path}: messages that could not be handled; npm run redrive does them again.`,
      }),
    );
  }
}

export type WorkQueueProps = { worker: KringFunction; batch?: number; concurrency?: number };

/** Queue, dead-letter queue and the function that works on it; what fails of a batch comes again alone. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetters;

  constructor(scope: Construct, id: string, { worker, batch = 10, concurrency }: WorkQueueProps) {
    super(scope, id);
    this.dead = new DeadLetters(this, "Dead");
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: !isLocal(this),
      retentionPeriod: RETENTION,
      // AWS's advice: six times the function's time, so that no message shows again while it is worked on.
      visibilityTimeout: Duration.seconds(worker.timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.dead.queue, maxReceiveCount: TRIES },
    });
    worker.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: batch,
        reportBatchItemFailures: true,
        ...(concurrency ? { maxConcurrency: concurrency } : {}),
      }),
    );
    Validations.of(worker.lambda).acknowledge({
      id: "Serverless::Serverless-LambdaEventSourceMappingDestination",
      reason: "A queue's mapping knows no such destination: the queue itself has a dead-letter queue.",
    });
  }

  /** The queue's address in the function's environment, and the right to send to it. */
  giveSend(fn: KringFunction, name: string): void {
    fn.set({ [name]: this.queue.queueUrl });
    // AWS has one right for both; the emulator asks for the batch's by a name of its own.
    const actions = ["sqs:SendMessage", ...(isLocal(this) ? ["sqs:SendMessageBatch"] : [])];
    fn.allow(actions, [this.queue.queueArn]);
  }
}
