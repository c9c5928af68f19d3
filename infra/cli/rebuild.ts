import { systemClock } from "#functions/adapters/clock.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeRebuild } from "#functions/projections/rebuild.ts";
import { program } from "./program.ts";
import { deployedTables } from "./tables.ts";
import { Unusable } from "./unusable.ts";

const names = allViews.map(({ name }) => name);

const help = `
npm run rebuild -- --view NAME

Writes a view anew from the Events table: its next generation beside the live one, then the pointer is swapped. Whoever
reads meanwhile sees the old one whole; nobody is told anything. Run it after a drift, or when a view's code changed.
A rebuild that broke off is simply begun again.

  --view NAME          one of: ${names.join(", ")}; or all, one after the other`;

await program(help, { view: { type: "string" } }, ["TABLE_EVENTS", "TABLE_VIEWS"], async ({ values }) => {
  const wanted = values.view === "all" ? allViews : allViews.filter(({ name }) => name === values.view);
  if (wanted.length === 0) throw new Unusable(`--view takes one of: ${names.join(", ")}, all`);
  const table = deployedTables();
  const rebuild = makeRebuild({ events: table("EVENTS"), views: table("VIEWS"), clock: systemClock });
  for (const view of wanted) {
    const { generation, streams } = await rebuild(view);
    console.log(`${view.name}: generation ${generation} is live, from ${streams} streams`);
  }
  return 0;
});
