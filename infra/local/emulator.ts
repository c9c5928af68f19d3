import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { environment } from "#functions/adapters/environment.ts";
import { end } from "./child.ts";

/** An account of nobody: the emulator's own. */
export const credentials = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "eu-central-1",
  AWS_DEFAULT_REGION: "eu-central-1",
  CDK_DEFAULT_ACCOUNT: "000000000000",
};

/** How long the emulator may take to answer its first question. */
const READY_MS = 40_000;

export type Emulator = { endpoint: string; stop(): Promise<void> };

const isReady = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

/**
 * MiniStack with IAM enforced, on this machine only; every mail also goes to the mailbox by SMTP.
 * A program that dies at once (its port was taken in between) is told with the log's place.
 */
export const startEmulator = async (dir: string, port: number, smtpPort: number): Promise<Emulator> => {
  mkdirSync(dir, { recursive: true });
  const log = createWriteStream(join(dir, "emulator.log"));
  const child: ChildProcess = spawn(environment("KRING_EMULATOR"), [], {
    cwd: dir,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: credentials.AWS_REGION,
      LOG_LEVEL: "WARNING",
      AUTH: "true",
      SMTP_HOST: `127.0.0.1:${smtpPort}`,
      PYTHONUNBUFFERED: "1",
    },
  });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!(await isReady(endpoint))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`the AWS emulator did not start on port ${port}: see ${join(dir, "emulator.log")}`);
    }
    await pause(150);
  }
  return { endpoint, stop: () => end(child) };
};
