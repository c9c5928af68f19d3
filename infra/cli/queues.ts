import { GetQueueAttributesCommand, paginateListQueues, type SQSClient } from "@aws-sdk/client-sqs";

export type DeadLetterQueue = {
  url: string;
  arn: string;
  name: string;
  /** About how many lie there, as SQS says. */
  count: number;
  /** The queue that its messages came from; null: they were put there by the stream or by a schedule. */
  source: { url: string; arn: string; name: string } | null;
};

type Queue = { url: string; arn: string; name: string; count: number; deadArn: string | null };

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

const look = async (client: SQSClient, url: string): Promise<Queue> => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["QueueArn", "RedrivePolicy", "ApproximateNumberOfMessages"],
    }),
  );
  const arn = Attributes.QueueArn ?? "";
  const policy = JSON.parse(Attributes.RedrivePolicy || "{}") as { deadLetterTargetArn?: string };
  return {
    url,
    arn,
    name: nameOf(arn),
    count: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    deadArn: policy.deadLetterTargetArn ?? null,
  };
};

/** Every dead-letter queue of a stack: what a queue points at, and what the stack calls `Dead`. */
export const deadLetterQueues = async (client: SQSClient, stack: string): Promise<DeadLetterQueue[]> => {
  const queues: Queue[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client, pageSize: 100 },
    { QueueNamePrefix: `${stack}-` },
  ))
    for (const url of QueueUrls) queues.push(await look(client, url));
  const sources = new Map(queues.flatMap((queue) => (queue.deadArn ? [[queue.deadArn, queue] as const] : [])));
  return queues
    .filter(({ arn, name }) => sources.has(arn) || name.includes("DeadQueue"))
    .map(({ url, arn, name, count }) => ({ url, arn, name, count, source: sources.get(arn) ?? null }));
};
