import { Stack, Validations } from "aws-cdk-lib";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { isLocal } from "../settings.ts";

const byStack = new WeakMap<Stack, Alarms>();

/** Where every alarm of a stack goes: one topic, by mail to whoever keeps the service running. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly action: SnsAction;

  constructor(stack: Stack, mail: string | null) {
    super(stack, "Alarms");
    const topic = new Topic(this, "Topic", { enforceSSL: !isLocal(this) });
    if (mail)
      Validations.of(topic.addSubscription(new EmailSubscription(mail))).acknowledge({
        id: "Serverless::Serverless-SNSRedrivePolicy",
        reason: "An alarm whose mail did not arrive is still red on the dashboard; nothing is worked on from here.",
      });
    this.action = new SnsAction(topic);
    byStack.set(stack, this);
  }

  raise(alarm: Alarm): void {
    alarm.addAlarmAction(this.action);
    this.all.push(alarm);
  }
}

/** The stack's alarms; made first of all in a stack, so that no construct has to be handed them. */
export const alarmsOf = (scope: Construct): Alarms => {
  const alarms = byStack.get(Stack.of(scope));
  if (!alarms) throw new Error("the stack has no Alarms yet");
  return alarms;
};
