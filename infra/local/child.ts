import { type ChildProcess, spawn } from "node:child_process";
import { root } from "./root.ts";

type Options = { env?: Record<string, string>; cwd?: string; limitMs: number; input?: string };

/** Runs a program to its end and answers what it printed; a failure, or too long, is an error with its last words. */
export const runToEnd = (command: string, args: string[], { env, limitMs, cwd = root }: Options): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let all = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data;
      all += data;
    });
    child.stderr.on("data", (data: Buffer) => {
      all += data;
    });
    const tooLong = setTimeout(() => child.kill("SIGKILL"), limitMs);
    const fail = (why: string) =>
      reject(new Error(`${command} ${args[0]} ${why}\n${all.trim().split("\n").slice(-25).join("\n")}`));
    child.on("error", (error) => fail(error.message));
    child.on("close", (code) => {
      clearTimeout(tooLong);
      if (code === 0) resolve(out);
      else fail(code === null ? `took longer than ${limitMs / 1000} s` : `ended with ${code}`);
    });
  });

/** Ends a program of ours: politely, then not. */
export const end = (child: ChildProcess, patienceMs = 4_000): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const impatient = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => {
      clearTimeout(impatient);
      resolve();
    });
    child.kill("SIGTERM");
  });
