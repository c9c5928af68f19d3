import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { Instant } from "#events/time.ts";
import { makeBus } from "#functions/adapters/bus.ts";
import { systemClock } from "#functions/adapters/clock.ts";
import { environment } from "#functions/adapters/environment.ts";
import { makeReplay } from "#functions/relay/replay.ts";
import { program } from "./program.ts";
import { deployedTables } from "./tables.ts";
import { Unusable } from "./unusable.ts";

const help = `
npm run replay -- --from 2026-11-24T00:00:00.000Z

Publishes again, from the Events table, what was committed at or after a moment. For when the relay was down for longer
than the table's stream keeps records (24 hours), or left something in its dead-letter queue. Consumers drop what they
have seen, and nobody gets a notice twice; what is older than a day and was never sent goes to the office's phone list.

  --from INSTANT       UTC, with milliseconds and Z`;

await program(help, { from: { type: "string" } }, ["TABLE_EVENTS", "BUS_NAME"], async ({ values }) => {
  const from = Instant.safeParse(values.from);
  if (!from.success) throw new Unusable("--from takes a moment in UTC, such as 2026-11-24T00:00:00.000Z");
  const replay = makeReplay({
    events: deployedTables()("EVENTS"),
    bus: makeBus({ client: new EventBridgeClient({}), name: environment("BUS_NAME") }),
    clock: systemClock,
  });
  console.log(`${await replay(from.data)} events published again`);
  return 0;
});
