// npm test: installs what is missing, then goes on under the project's own Node 24.
import { spawn } from "node:child_process";
import { install, root } from "../infra/local/install.mjs";

const { node, env } = install((line) => console.log(`· ${line}`));
const child = spawn(node, [`${root}/test/run.ts`, ...process.argv.slice(2)], { cwd: root, env, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
