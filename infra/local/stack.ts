import { join } from "node:path";
import { runToEnd } from "./child.ts";
import { apiOf, type Deployed, deploy, environmentOf } from "./deploy.ts";
import { startEmulator } from "./emulator.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import { freePort } from "./ports.ts";
import { root } from "./root.ts";
import { settled } from "./settled.ts";
import { startWebServer } from "./webServer.ts";

export type DemoPersonTold = { name: string; email: string; roles: string[]; school: string };

export type Running = {
  deployed: Deployed;
  api: string;
  web: string;
  docs: string;
  mailbox: Mailbox;
  people: DemoPersonTold[];
  stop(): Promise<void>;
};

type Wanted = { dir: string; firstPort: number; say: (line: string) => void };

const SEED_MS = 120_000;
const SETTLE_MS = 120_000;

/** Everything on this machine: emulator (unless AWS_ENDPOINT_URL names another), stack, demo schools, client, mailbox. */
export const bringUp = async ({ dir, firstPort, say }: Wanted): Promise<Running> => {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const webPort = await freePort(firstPort);
    const mailbox = await startMailbox(await freePort(webPort + 2), await freePort(webPort + 1));
    stops.push(mailbox.stop);
    const origin = `http://127.0.0.1:${webPort}`;
    let endpoint = process.env.AWS_ENDPOINT_URL;
    if (!endpoint) {
      say("starting the AWS emulator");
      const emulator = await startEmulator(dir, await freePort(webPort + 3), mailbox.smtpPort);
      stops.push(emulator.stop);
      endpoint = emulator.endpoint;
    }
    say("deploying the stack");
    const deployed = await deploy(dir, endpoint, origin);
    const api = apiOf(deployed);
    say("filling two demo schools");
    const told = await runToEnd(process.execPath, [join(root, "infra/local/seed.ts")], {
      env: environmentOf(deployed),
      limitMs: SEED_MS,
    });
    say("waiting until every view has it");
    await settled(endpoint, SETTLE_MS);
    const web = await startWebServer(webPort, api);
    stops.push(web.stop);
    const people = JSON.parse(told.trim().split("\n").at(-1) ?? "[]") as DemoPersonTold[];
    return { deployed, api, web: web.url, docs: `${web.url}/docs`, mailbox, people, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
