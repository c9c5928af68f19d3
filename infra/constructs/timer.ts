import { Aws, Duration } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Schedule, type ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { KringFunction } from "./kringFunction.ts";
import { DeadLetters } from "./workQueue.ts";

const MOST_AGE = Duration.minutes(5);

/** Calls a function at set times. A missed call loses nothing: the next one takes what is due by then. */
export class Timer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { worker: KringFunction; at: ScheduleExpression; description: string },
  ) {
    super(scope, id);
    const { lambda } = props.worker;
    const dead = new DeadLetters(this, "Dead");
    // The scheduler's own dead letters are calls that Lambda did not take; this is for calls that threw.
    lambda.configureAsyncInvoke({ onFailure: new SqsDestination(dead.queue), retryAttempts: 1, maxEventAge: MOST_AGE });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Call: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] }),
            new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [dead.queue.queueArn] }),
          ],
        }),
      },
    });
    new Schedule(this, "Schedule", {
      schedule: props.at,
      description: props.description,
      target: new LambdaInvoke(lambda, {
        // Left to itself the target also asks for every version of the function.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: dead.queue,
        retryAttempts: 2,
        maxEventAge: MOST_AGE,
      }),
    });
  }
}
