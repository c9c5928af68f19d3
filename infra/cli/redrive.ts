import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "#functions/adapters/clock.ts";
import { moveBack } from "./moveBack.ts";
import { program } from "./program.ts";
import { type DeadLetterQueue, deadLetterQueues } from "./queues.ts";

const help = `
npm run redrive

Sends what lies in every dead-letter queue of the stack back to the queue it came from, and says how many. Do it after
the cause is gone: each is tried five times more. Doing it twice harms nothing, as every consumer drops what it has seen.
What the relay or a schedule left is not sent anywhere; the line says what to do instead. Ends with 1 if something is left.

  --list               only say what lies where
  --stack NAME         Kring, if not said`;

/** What a message without a queue of its own asks for. */
const remedy = ({ name }: DeadLetterQueue): string =>
  name.includes("Relay")
    ? "npm run replay -- --from the moment before they came; then they may be purged"
    : "a missed call of a schedule: the next one took what was due, so they may be purged";

const options = { list: { type: "boolean" }, stack: { type: "string" } } as const;

await program(help, options, [], async ({ values }) => {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  const stack = typeof values.stack === "string" ? values.stack : "Kring";
  const queues = await deadLetterQueues(client, stack);
  if (queues.length === 0) {
    console.error(`No dead-letter queue whose name begins with ${stack}- here: another account or region?`);
    return 1;
  }
  let left = 0;
  for (const queue of queues) {
    const { name, count, source } = queue;
    if (count === 0 || values.list || !source) {
      left += count;
      const how = source ? `from ${source.name}` : remedy(queue);
      console.log(`${name}: ${count}${count > 0 ? ` · ${how}` : ""}`);
      continue;
    }
    const { moved, failed } = await moveBack({ client, clock: systemClock }, { from: queue, to: source });
    if (failed) left += Math.max(count - moved, 1);
    console.log(`${name}: ${moved} moved to ${source.name}${failed ? ` · ${failed}` : ""}`);
  }
  return left === 0 ? 0 : 1;
});
