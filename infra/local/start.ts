import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./child.ts";
import { environmentOf } from "./deploy.ts";
import { root } from "./root.ts";
import { bringUp } from "./stack.ts";

/** Where the client is served; the next ports are the mailbox's, its SMTP server's and the emulator's. */
const FIRST_PORT = 4700;
const BUILD_MS = 180_000;

const began = Date.now();
const say = (line: string) => console.log(`· ${line} (${Math.round((Date.now() - began) / 1000)} s)`);

say("building the client");
await runToEnd(process.execPath, ["node_modules/vite/bin/vite.js", "build", "web"], { limitMs: BUILD_MS });
const dir = join(root, ".kring");
mkdirSync(dir, { recursive: true });
const running = await bringUp({ dir: join(dir, "run"), firstPort: FIRST_PORT, say }).catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
const { api, web, docs, mailbox, people } = running;
writeFileSync(
  join(dir, "local.json"),
  `${JSON.stringify({ api, web, docs, mailbox: mailbox.url, environment: environmentOf(running.deployed), deployed: running.deployed, people }, null, 2)}\n`,
);

/** The people of the stories first; the others are in .kring/local.json. */
const NAMED = /^(samira|youssef|jesse|karin|riet|fenna|kantoor|directie|eva|tim|noelle|bram|pim)(\.anker)?@/;
console.log(`\nKring runs: client ${web} · API ${api}/v1 · its documentation ${docs} · mailbox ${mailbox.url}\n`);
console.table(
  people
    .filter(({ email }) => NAMED.test(email) || email.includes(".anker@"))
    .map(({ name, email, roles, school }) => ({ name, email, roles: roles.join(", "), school })),
);
console.log("\nSign in with one of these addresses; the code arrives in the mailbox. Ctrl-C ends everything.");

let isEnding = false;
const leave = async () => {
  if (isEnding) return;
  isEnding = true;
  await running.stop();
  process.exit(0);
};
process.on("SIGINT", () => void leave());
process.on("SIGTERM", () => void leave());
