import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Clock } from "#shared/ports/clock.ts";

export type Moved = { moved: number; failed: string | null };

type Ports = { client: SQSClient; clock: Clock };
type Way = { from: { url: string; arn: string; count: number }; to: { url: string; arn: string } };

const POLL_MS = 1_000;
/** Ten minutes of asking; the task itself goes on for as long as it needs (SQS: up to 36 hours). */
const MOST_POLLS = 600;

/** How endpoints say that they don't know the task: SQS's own code, and what emulators answer instead. */
const UNKNOWN = /UnsupportedOperation|UnknownOperation|InvalidAction|NotImplemented|UnknownAction/i;

const isUnknownOperation = (error: unknown): boolean =>
  error instanceof Error && (UNKNOWN.test(error.name) || UNKNOWN.test(error.message));

/** By SQS itself. The target is always named: SQS would not know where to, of what a rule or a topic left there. */
const byTask = async ({ client, clock }: Ports, { from, to }: Way): Promise<Moved | "unknown"> => {
  try {
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: from.arn, DestinationArn: to.arn }));
  } catch (error) {
    if (isUnknownOperation(error)) return "unknown";
    throw error;
  }
  for (let poll = 0; poll < MOST_POLLS; poll++) {
    const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: from.arn, MaxResults: 1 }));
    const [task] = Results;
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === "COMPLETED") return { moved, failed: null };
    if (task?.Status === "FAILED" || task?.Status === "CANCELLED")
      return { moved, failed: task.FailureReason ?? task.Status };
    await clock.sleep(POLL_MS);
  }
  return { moved: 0, failed: "the task still runs: see it with `aws sqs list-message-move-tasks`" };
};

/** While a message is sent on, nobody else sees it; after a crash in between it is there again, so that none is lost. */
const HIDDEN_SECONDS = 60;

/** One by one, each removed only when the other queue has it: at least once, as from SQS in any case. */
const byHand = async ({ client }: Ports, { from, to }: Way): Promise<Moved> => {
  let moved = 0;
  // What fails anew takes five tries before it is back here, so that a queue that refills is not walked for ever.
  const most = from.count * 2 + 10;
  while (moved < most) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: from.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 2,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) return { moved, failed: null };
    for (const { Body = "", MessageAttributes, ReceiptHandle } of Messages) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: to.url,
          MessageBody: Body,
          ...(MessageAttributes ? { MessageAttributes } : {}),
        }),
      );
      await client.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
      moved += 1;
    }
  }
  return { moved, failed: "it fills again as fast as it is emptied" };
};

/** Everything in a dead-letter queue back to the queue it came from. */
export const moveBack = async (ports: Ports, way: Way): Promise<Moved> => {
  const moved = await byTask(ports, way);
  return moved === "unknown" ? byHand(ports, way) : moved;
};
