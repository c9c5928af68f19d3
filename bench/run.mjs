// npm run bench: installs what is missing, in bench/ too, then goes on under the project's own Node 24.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { install, root } from "../infra/local/install.mjs";

const { node, env } = install((line) => console.log(`· ${line}`));
const bench = join(root, "bench");
if (!existsSync(join(bench, "node_modules"))) {
  console.log("· installing what only the benchmarks need (npm ci in bench/)");
  const windows = process.platform === "win32";
  const { status } = spawnSync(windows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    ...{ cwd: bench, env, stdio: "inherit", shell: windows },
  });
  if (status !== 0) process.exit(1);
}
const child = spawn(node, [join(bench, "run.ts"), ...process.argv.slice(2)], { cwd: root, env, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
