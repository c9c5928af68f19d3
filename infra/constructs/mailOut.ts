import { Aws, Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity } from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { isLocal } from "../settings.ts";
import { alarmsOf } from "./alarms.ts";
import type { KringFunction } from "./kringFunction.ts";
import { WorkQueue } from "./workQueue.ts";

export type MailOutProps = { from: string; hasDomain: boolean; events: KringFunction | null };

/** Outgoing mail: the sender's identity, and what receiving servers answered, back through topic and queue. */
export class MailOut extends Construct {
  readonly topic: Topic;
  readonly rejects: Metric;
  private readonly from: string;
  private readonly set: ConfigurationSet;
  private readonly identity: string;

  constructor(scope: Construct, { from, hasDomain, events }: MailOutProps) {
    super(scope, "MailOut");
    this.from = from;
    // With a domain of its own the Mail stack makes the identity, with DKIM and DMARC.
    this.identity = hasDomain ? (from.split("@")[1] ?? from) : from;
    if (!hasDomain) new EmailIdentity(this, "From", { identity: Identity.email(from) });
    this.set = new ConfigurationSet(this, "Set", { reputationMetrics: true });
    this.topic = new Topic(this, "Events", { enforceSSL: !isLocal(this) });
    this.set.addEventDestination("Topic", {
      destination: EventDestination.snsTopic(this.topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
    if (events) {
      const { queue, dead } = new WorkQueue(this, "Answers", { worker: events });
      this.topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue: dead.queue }));
    }
    this.rejects = new Metric({
      namespace: "AWS/SES",
      metricName: "Reputation.BounceRate",
      statistic: "max",
      period: Duration.hours(1),
    });
    alarmsOf(this).raise(
      new Alarm(this, "Refused", {
        metric: this.rejects,
        // SES puts an account under review at 5 %.
        threshold: 0.04,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: "Too many mails are refused by the receiving side.",
      }),
    );
  }

  giveSend(fn: KringFunction): void {
    fn.set({ MAIL_FROM: this.from, SES_CONFIGURATION_SET: this.set.configurationSetName });
    const arn = (resource: string) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
    const ours = [arn(`identity/${this.identity}`), arn(`configuration-set/${this.set.configurationSetName}`)];
    // The emulator knows neither the resource nor the condition of a raw mail.
    fn.allow(["ses:SendRawEmail"], isLocal(this) ? ["*"] : ours, {
      StringEqualsIfExists: { "ses:FromAddress": this.from },
    });
  }
}
