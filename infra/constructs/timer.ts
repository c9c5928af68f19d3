import { Duration } from "aws-cdk-lib";
import { Schedule, type ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { KringFunction } from "./kringFunction.ts";
import { DeadLetters } from "./workQueue.ts";

/** Calls a function at set times. A missed call loses nothing: the next one takes what is due by then. */
export class Timer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { worker: KringFunction; at: ScheduleExpression; description: string },
  ) {
    super(scope, id);
    const dead = new DeadLetters(this, "Dead");
    new Schedule(this, "Schedule", {
      schedule: props.at,
      description: props.description,
      target: new LambdaInvoke(props.worker.lambda, {
        deadLetterQueue: dead.queue,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
      }),
    });
  }
}
