import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Log } from "#shared/ports/log.ts";
import { failureOf } from "../failure.ts";

/**
 * Handles each message of a batch by itself, one after another; what fails comes again alone, what succeeded does not.
 * After the queue's last try the message lies in the dead-letter queue.
 */
export const eachMessage = async (
  batch: SQSEvent,
  log: Log,
  handle: (body: unknown) => Promise<void>,
): Promise<SQSBatchResponse> => {
  const failed: { itemIdentifier: string }[] = [];
  for (const record of batch.Records) {
    try {
      await handle(JSON.parse(record.body));
    } catch (error) {
      log.warn("message failed", { error: failureOf(error) });
      failed.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures: failed };
};
