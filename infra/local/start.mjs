// npm start: installs what is missing, then goes on under the project's own Node 24.
import { spawn } from "node:child_process";
import { install, root } from "./install.mjs";

const { node, env } = install((line) => console.log(`· ${line}`));
const child = spawn(node, [`${root}/infra/local/start.ts`, ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: "inherit",
});
// Ctrl-C reaches the whole group by itself; a signal to this process alone is handed on.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
