import type { Instant } from "#events/time.ts";
import { systemClock } from "#functions/adapters/clock.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeReconcile } from "#functions/reconcile/reconcile.ts";
import type { Log } from "#shared/ports/log.ts";
import { program } from "./program.ts";
import { deployedTables } from "./tables.ts";

const DAY_MS = 24 * 60 * 60_000;

const help = `
npm run reconcile

Walks every stream of the Events table and checks what follows from it: no holes, views, access rows, ledger. The same
as the nightly check; reads only. Each drift is one line on stderr (ids and codes, never a person's words), the counts
are on stdout. Ends with 1 if there is any drift: npm run rebuild repairs a view.

  --young              also what changed in the last five minutes, which may still be on its way`;

const needs = ["TABLE_EVENTS", "TABLE_VIEWS", "TABLE_ACCESS", "TABLE_DELIVERIES"];

const tell =
  (level: string): Log["warn"] =>
  (message, fields = {}) =>
    console.error(JSON.stringify({ level, message, ...fields }));
const log: Log = { info: tell("info"), warn: tell("warn"), error: tell("error") };

await program(help, { young: { type: "boolean" } }, needs, async ({ values }) => {
  const table = deployedTables();
  const ports = {
    events: table("EVENTS"),
    views: table("VIEWS"),
    access: table("ACCESS"),
    deliveries: table("DELIVERIES"),
    log,
  };
  const now = systemClock.now();
  const at = values.young ? (new Date(Date.parse(now) + DAY_MS).toISOString() as Instant) : now;
  const { streams, drift } = await makeReconcile(ports, allViews)(at);
  const total = Object.values(drift).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(drift).map(([kind, count]) => `${kind} ${count}`);
  console.log(`${streams} streams, drift ${total} (${kinds.join(", ")})`);
  return total === 0 ? 0 : 1;
});
