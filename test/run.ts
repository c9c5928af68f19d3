import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "#infra/local/deploy.ts";
import { root } from "#infra/local/root.ts";
import { bringUp } from "#infra/local/stack.ts";

/** Ports of its own, so that a running `npm start` and the tests don't meet. */
const FIRST_PORT = 4800;
const bin = (name: string) => join(root, "node_modules", ...name.split("/"));

/** A program run under our own Node, its output shown as it comes; too long is a failure. */
const run = (args: string[], limitMinutes: number, env: Record<string, string> = {}): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" });
    const tooLong = setTimeout(() => child.kill("SIGKILL"), limitMinutes * 60_000);
    child.on("close", (code) => {
      clearTimeout(tooLong);
      if (code === 0) resolve();
      else
        reject(new Error(`${args.slice(0, 3).join(" ")} ended with ${code ?? `nothing in ${limitMinutes} minutes`}`));
    });
  });

const jest = (projects: string[], env: Record<string, string> = {}) =>
  run(
    [
      ...["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", bin("jest/bin/jest.js")],
      ...["--selectProjects", ...projects, "--passWithNoTests"],
    ],
    12,
    env,
  );

const check = async () => {
  await run([bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."], 3);
  await run([bin("typescript/bin/tsc"), "--noEmit"], 3);
  await run([bin("typescript/bin/tsc"), "--noEmit", "-p", "web"], 3);
  await run(
    [bin("dependency-cruiser/bin/dependency-cruise.mjs"), "events", "shared", "functions", "infra", "web/src"],
    3,
  );
  await run([bin("knip/bin/knip.js")], 3);
};

const fast = ["thinking", "events", "store", "letters", "memory", "handlers", "access", "infra"];

/** What stands on the deployed stack: emulator, real deployment, demo schools, built client, all started here. */
const stacked = async () => {
  await run([bin("vite/bin/vite.js"), "build", "web", "--logLevel", "warn"], 4);
  const dir = join(root, ".kring", "test");
  mkdirSync(dir, { recursive: true });
  const running = await bringUp({ dir, firstPort: FIRST_PORT, say: (line) => console.log(`· ${line}`) });
  try {
    const place = { ...running, mailbox: running.mailbox.url, environment: environmentOf(running.deployed) };
    writeFileSync(join(dir, "place.json"), JSON.stringify(place));
    const env = { KRING_PLACE: join(dir, "place.json"), ...environmentOf(running.deployed) };
    await jest(["contracts"], env);
    await jest(["stack"], env);
    await jest(["browser"], env);
  } finally {
    await running.stop();
  }
};

const steps: Record<string, () => Promise<void>> = {
  check,
  sim: async () => {
    await run(["test/sim/run.ts", "--crash"], 5);
    await run(["test/sim/run.ts", "--planted"], 5);
    await run(["test/sim/run.ts", "--seeds", "2000", "--report"], 5);
  },
  fast: () => jest(fast),
  stack: stacked,
};

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;
const wanted = Object.entries(steps).filter(([name]) => !only || name === only);
if (wanted.length === 0) throw new Error(`--only takes one of: ${Object.keys(steps).join(", ")}`);
const times: string[] = [];
for (const [name, step] of wanted) {
  const began = Date.now();
  try {
    await step();
  } catch (error) {
    console.error(`\n✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  times.push(`${name} ${Math.round((Date.now() - began) / 1000)} s`);
}
console.log(`\n✓ ${times.join(" · ")}`);
process.exit(0);
