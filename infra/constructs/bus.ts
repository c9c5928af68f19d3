import { Duration } from "aws-cdk-lib";
import { EventBus, type EventPattern, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { BUS_SOURCE } from "#functions/adapters/bus.ts";
import type { KringFunction } from "./kringFunction.ts";
import { WorkQueue } from "./workQueue.ts";

/** The event bus. Only the relay may put something on it. */
export class Bus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct) {
    super(scope, "Bus");
    this.bus = new EventBus(this, "Bus", { description: "Events of all schools, once they are in the Events table." });
  }

  giveSend(fn: KringFunction): void {
    fn.set({ BUS_NAME: this.bus.eventBusName });
    fn.allow(["events:PutEvents"], [this.bus.eventBusArn], { StringEqualsIfExists: { "events:source": BUS_SOURCE } });
  }
}

export type ConsumerProps = {
  bus: Bus;
  worker: KringFunction;
  /** Event types it wants; absent: all. */
  types?: string[];
  batch?: number;
  concurrency?: number;
};

/** One consumer of the bus: rule, queue, dead-letter queue, function; partial batch failures. */
export class Consumer extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { bus, worker, types, batch, concurrency }: ConsumerProps) {
    super(scope, id);
    this.work = new WorkQueue(this, "Work", {
      worker,
      ...(batch ? { batch } : {}),
      ...(concurrency ? { concurrency } : {}),
    });
    const eventPattern: EventPattern = { source: [BUS_SOURCE], ...(types ? { detailType: types } : {}) };
    new Rule(this, "Rule", {
      eventBus: bus.bus,
      eventPattern,
      targets: [
        new SqsQueue(this.work.queue, {
          deadLetterQueue: this.work.dead.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
