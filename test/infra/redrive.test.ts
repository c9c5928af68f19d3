import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "@jest/globals";
import { moveBack } from "#infra/cli/moveBack.ts";
import { deadLetterQueues } from "#infra/cli/queues.ts";
import type { Clock } from "#shared/ports/clock.ts";

const clock: Clock = { now: () => "2026-11-24T08:00:00.000Z" as never, sleep: async () => {} };
const arnOf = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
const way = { from: { url: "dead", arn: arnOf("dead"), count: 3 }, to: { url: "work", arn: arnOf("work") } };

type Input = Record<string, unknown>;
type Answers = Record<string, (input: Input) => unknown>;

/** `SendMessageCommand` → `sendMessage`. */
const nameOf = (command: object): string => {
  const { name } = command.constructor;
  return name.charAt(0).toLowerCase() + name.slice(1).replace(/Command$/, "");
};

/** As much of SQS as a program asks for, by the command's name; what was asked is kept. */
const sqs = (answers: Answers) => {
  const asked: [string, Input][] = [];
  const send = async (command: { input: Input }) => {
    const name = nameOf(command);
    asked.push([name, command.input]);
    const answer = answers[name];
    if (!answer) throw new Error(`nobody expected ${name}`);
    return answer(command.input);
  };
  // The SDK's paginator asks whether a client is one of its own.
  return { client: Object.assign(Object.create(SQSClient.prototype), { send }) as SQSClient, asked };
};

const unknownOperation = () => {
  throw Object.assign(new Error("unknown action"), { name: "AWS.SimpleQueueService.UnsupportedOperation" });
};

/** Two queues, one task that is not known here. */
const queues = (dead: string[], fails: (body: string) => boolean = () => false) => {
  const work: string[] = [];
  const left = new Map(dead.map((body, index) => [`r${index}`, body]));
  const hidden = new Set<string>();
  const { client } = sqs({
    startMessageMoveTask: unknownOperation,
    receiveMessage: () => {
      const Messages = [...left]
        .filter(([handle]) => !hidden.has(handle))
        .slice(0, 10)
        .map(([ReceiptHandle, Body]) => ({ ReceiptHandle, Body }));
      for (const { ReceiptHandle } of Messages) hidden.add(ReceiptHandle);
      return { Messages };
    },
    sendMessage: ({ MessageBody }) => {
      if (fails(String(MessageBody))) throw new Error("the queue does not answer");
      work.push(String(MessageBody));
    },
    deleteMessage: ({ ReceiptHandle }) => left.delete(String(ReceiptHandle)),
  });
  return { client, work, dead: left };
};

describe("what lies in a dead-letter queue", () => {
  it("is moved by SQS itself, to the queue that is named, and counted when the task is over", async () => {
    const states = ["RUNNING", "RUNNING", "COMPLETED"];
    const { client, asked } = sqs({
      startMessageMoveTask: () => ({ TaskHandle: "t" }),
      listMessageMoveTasks: () => ({ Results: [{ Status: states.shift(), ApproximateNumberOfMessagesMoved: 3 }] }),
    });
    expect(await moveBack({ client, clock }, way)).toEqual({ moved: 3, failed: null });
    expect(asked[0]).toEqual(["startMessageMoveTask", { SourceArn: way.from.arn, DestinationArn: way.to.arn }]);
  });

  it("is told when SQS gave up", async () => {
    const { client } = sqs({
      startMessageMoveTask: () => ({ TaskHandle: "t" }),
      listMessageMoveTasks: () => ({
        Results: [{ Status: "FAILED", FailureReason: "AccessDenied", ApproximateNumberOfMessagesMoved: 1 }],
      }),
    });
    expect(await moveBack({ client, clock }, way)).toEqual({ moved: 1, failed: "AccessDenied" });
  });

  it("is moved one by one where an endpoint knows no such task", async () => {
    const bodies = Array.from({ length: 23 }, (_, index) => `m${index}`);
    const { client, work, dead } = queues(bodies);
    const moved = await moveBack({ client, clock }, { ...way, from: { ...way.from, count: 23 } });
    expect(moved).toEqual({ moved: 23, failed: null });
    expect(work).toEqual(bodies);
    expect(dead.size).toBe(0);
  });

  it("stays there when the other queue did not take it", async () => {
    const { client, work, dead } = queues(["a", "b", "c"], (body) => body === "b");
    await expect(moveBack({ client, clock }, way)).rejects.toThrow("the queue does not answer");
    expect(work).toEqual(["a"]);
    expect([...dead.values()]).toEqual(["b", "c"]);
  });

  it("is not moved by hand when SQS refuses the task for another reason", async () => {
    const { client } = sqs({
      startMessageMoveTask: () => {
        throw Object.assign(new Error("not yours"), { name: "AccessDenied" });
      },
    });
    await expect(moveBack({ client, clock }, way)).rejects.toThrow("not yours");
  });
});

describe("the stack's dead-letter queues", () => {
  it("are those that a queue points at, and those of the relay and the schedules", async () => {
    const attributes: Record<string, Record<string, string>> = {
      work: {
        QueueArn: arnOf("Kring-WorkQueue"),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("Kring-WorkDeadQueue"), maxReceiveCount: 5 }),
        ApproximateNumberOfMessages: "7",
      },
      dead: { QueueArn: arnOf("Kring-WorkDeadQueue"), ApproximateNumberOfMessages: "2" },
      relay: { QueueArn: arnOf("Kring-RelayDeadQueue"), ApproximateNumberOfMessages: "1" },
    };
    const { client, asked } = sqs({
      listQueues: () => ({ QueueUrls: Object.keys(attributes) }),
      getQueueAttributes: ({ QueueUrl }) => ({ Attributes: attributes[String(QueueUrl)] }),
    });
    expect(await deadLetterQueues(client, "Kring")).toEqual([
      {
        url: "dead",
        arn: arnOf("Kring-WorkDeadQueue"),
        name: "Kring-WorkDeadQueue",
        count: 2,
        source: expect.objectContaining({ url: "work", name: "Kring-WorkQueue" }),
      },
      { url: "relay", arn: arnOf("Kring-RelayDeadQueue"), name: "Kring-RelayDeadQueue", count: 1, source: null },
    ]);
    expect(asked[0]?.[1]).toMatchObject({ QueueNamePrefix: "Kring-" });
  });
});
