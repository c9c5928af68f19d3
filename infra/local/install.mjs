// Plain JavaScript for whatever Node is there (20 or later): everything else runs under the project's own Node 24.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
const venv = join(root, ".venv");
const windows = process.platform === "win32";
const inVenv = (name) => join(venv, windows ? "Scripts" : "bin", windows ? `${name}.exe` : name);

/** Ten minutes: a slow line on a first day. */
const LIMIT_MS = 10 * 60_000;

/** One clear line, then the end. @param {string} line */
const give = (line) => {
  console.error(`\n${line}`);
  process.exit(1);
};

const run = (what, command, args, options = {}) => {
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: LIMIT_MS, ...options });
  if (done.status === 0) return done;
  const said = `${done.stdout ?? ""}${done.stderr ?? ""}`.trim().split("\n").slice(-12).join("\n");
  return give(`${what} failed${done.error ? `: ${done.error.message}` : ""}.\n${said}`);
};

const fingerprint = (...files) =>
  files.reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash("sha256")).digest("hex");

/** Whether what a marker remembers is still so; otherwise it is made anew. */
const once = (marker, print, make) => {
  const held = existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (held === print) return;
  make();
  writeFileSync(marker, print);
};

const version = (text) => text.split(".").map(Number);
const isAtLeast = (held, wanted) => held[0] > wanted[0] || (held[0] === wanted[0] && held[1] >= wanted[1]);

/**
 * The folder of a Node that npm may install under. npm leaves out, without a word, every optional package that does not
 * like the Node it runs under, and native parts of our tools want 22.19: on an older host Node 24 comes first.
 */
const nodeForNpm = (say) => {
  if (isAtLeast(version(process.versions.node), [22, 19])) return null;
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const name = `node-${windows ? "win" : process.platform}-${process.arch}`;
  const folder = join(root, ".kring", "node");
  const bin = join(folder, "node_modules", name, "bin");
  mkdirSync(folder, { recursive: true });
  once(join(folder, ".version"), devDependencies.node, () => {
    say(`fetching Node ${devDependencies.node} (this is ${process.version})`);
    run(
      "npm install of Node",
      windows ? "npm.cmd" : "npm",
      [
        ...["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
        `${name}@${devDependencies.node}`,
      ],
      { shell: windows },
    );
  });
  return bin;
};

const nodeModules = (say) =>
  once(join(root, "node_modules", ".kring"), fingerprint("package-lock.json", ".npmrc"), () => {
    const bin = nodeForNpm(say);
    say("installing packages (npm ci)");
    const PATH = [...(bin ? [bin] : []), process.env.PATH ?? ""].join(delimiter);
    run("npm ci", windows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      shell: windows,
      env: { ...process.env, PATH },
    });
  });

const findPython = () => {
  for (const name of windows ? ["py", "python"] : ["python3", "python"]) {
    const asked = spawnSync(name, ["-c", "import sys; print(sys.version_info >= (3, 10))"], { encoding: "utf8" });
    if (asked.status === 0 && asked.stdout.trim() === "True") return name;
  }
  return give("Python 3.10 or later is missing: install it (python.org or your package manager) and run this again.");
};

const pythonPackages = (say) => {
  mkdirSync(venv, { recursive: true });
  once(join(venv, ".kring"), fingerprint("infra/local/requirements.txt"), () => {
    say("installing the AWS emulator (pip, in .venv)");
    rmSync(venv, { recursive: true, force: true });
    run("python -m venv (on Debian: apt install python3-venv)", findPython(), ["-m", "venv", venv]);
    run("pip install", inVenv("python"), [
      ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
      ...["-r", join(root, "infra", "local", "requirements.txt")],
    ]);
  });
};

/** Installs what is missing: packages from the lock file, and the emulator inside the project. @param {(line: string) => void} say */
export const install = (say) => {
  if (Number(process.versions.node.split(".")[0]) < 20) give(`Node 20 or later is needed; this is ${process.version}.`);
  nodeModules(say);
  if (!process.env.AWS_ENDPOINT_URL) pythonPackages(say);
  const node = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
  if (!existsSync(node)) give("Node 24 is missing from node_modules: remove node_modules and run this again.");
  const path = [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  return { node, env: { ...process.env, PATH: path, KRING_EMULATOR: inVenv("ministack") } };
};
