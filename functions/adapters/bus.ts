import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Bus } from "#shared/ports/bus.ts";
import { asFault } from "#shared/store/awsFault.ts";

/** `Source` of everything Kring puts on its bus. */
export const BUS_SOURCE = "kring";

export const makeBus = ({ client, name }: { client: EventBridgeClient; name: string }): Bus => ({
  async publish(events) {
    const answer = await client
      .send(
        new PutEventsCommand({
          Entries: events.map((event) => ({
            EventBusName: name,
            Source: BUS_SOURCE,
            DetailType: event.type,
            Detail: JSON.stringify(event),
            Time: new Date(event.at),
          })),
        }),
      )
      .catch((error: unknown) => {
        throw asFault("bus publish", error);
      });
    // PutEvents answers 200 even when it took none of them: only the entries tell.
    if (!answer.FailedEntryCount) return { failed: [] };
    return { failed: (answer.Entries ?? []).flatMap((entry, index) => (entry.ErrorCode ? [index] : [])) };
  },
});
