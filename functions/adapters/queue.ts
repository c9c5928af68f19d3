import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clock } from "#shared/ports/clock.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { Queue } from "#shared/ports/queue.ts";
import { asFault } from "#shared/store/awsFault.ts";

/** SendMessageBatch takes at most 10 messages. */
const MOST = 10;
const TRIES = 4;
const PAUSE_MS = 100;

export const makeQueue = ({ client, url, clock }: { client: SQSClient; url: string; clock: Clock }): Queue => ({
  async send(messages) {
    for (let at = 0; at < messages.length; at += MOST) {
      let left = messages.slice(at, at + MOST);
      for (let attempt = 1; left.length > 0; attempt++) {
        const answer = await client
          .send(
            new SendMessageBatchCommand({
              QueueUrl: url,
              Entries: left.map(({ id, body, delaySeconds }) => ({
                Id: id,
                MessageBody: JSON.stringify(body),
                ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
              })),
            }),
          )
          .catch((error: unknown) => {
            throw asFault("queue send", error);
          });
        // A batch is answered with 200 even when some of it was not taken.
        const failed = new Set((answer.Failed ?? []).map(({ Id }) => Id));
        if (answer.Failed?.some(({ SenderFault }) => SenderFault)) throw new Fault("refused", "queue send");
        left = left.filter(({ id }) => failed.has(id));
        if (left.length > 0 && attempt === TRIES) throw new Fault("throttled", "queue send");
        if (left.length > 0) await clock.sleep(PAUSE_MS * 2 ** attempt);
      }
    }
  },
});
