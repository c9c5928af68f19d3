import { cpus, loadavg } from "node:os";
import { type Figure, printFigures } from "./aim.ts";
import { bundles } from "./bundles.ts";
import { client } from "./client.ts";
import { commandToMail } from "./commandToMail.ts";
import { fanout } from "./fanout.ts";
import { rebuild } from "./rebuild.ts";
import { store } from "./store.ts";

/** Each with its full size, and with a small one that shows in minutes whether it still runs. */
const parts: Record<string, (isShort: boolean) => Promise<Figure[]>> = {
  bundles: (isShort) => bundles(isShort ? { rounds: 3 } : {}),
  client: () => client(),
  store: (isShort) => store(isShort ? { count: 500 } : {}),
  rebuild: (isShort) => rebuild(isShort ? { events: 10_000 } : {}),
  // What a rebuild costs grows with the number of streams, not of events: the same number in short ones.
  "rebuild-short-streams": (isShort) => rebuild({ events: isShort ? 5_000 : 50_000, perStream: 10, rounds: 1 }),
  fanout: (isShort) => fanout(isShort ? { recipients: 5_000 } : {}),
  commandToMail: (isShort) => commandToMail(isShort ? { rounds: 3 } : {}),
};

const isShort = process.argv.includes("--short");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);

const [load = 0] = loadavg();
console.log(`${cpus().length} cores, Node ${process.versions.node}, load ${load.toFixed(1)} before it begins`);
const all: Figure[] = [];
const failed: string[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = Date.now();
  console.log(`\n${name}`);
  try {
    const figures = await measure(isShort);
    printFigures(figures);
    all.push(...figures);
  } catch (error) {
    // The others are measured all the same; a part that does not run is a failure, an aim that falls short is not.
    console.error(error);
    failed.push(name);
  }
  console.log(`(${Math.round((Date.now() - began) / 1000)} s)`);
}

const short = all.filter(({ holds }) => !holds);
const aims = all.filter(({ aim }) => aim !== "");
console.log(`\n${aims.length - short.length} of ${aims.length} aims hold.`);
if (short.length > 0) {
  console.log("These fall short:");
  printFigures(short);
}
if (failed.length > 0) console.log(`These did not run: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
