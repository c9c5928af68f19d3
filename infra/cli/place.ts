import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOfOutputs } from "../environmentOfOutputs.ts";
import { root } from "../local/root.ts";
import { Unusable } from "./unusable.ts";

/** A deployed stack that a program works on; `told` says in a line which. */
export type Place = { told: string };

const LOCAL = join(root, ".kring", "local.json");
const REGION = "eu-central-1";

const json = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Unusable(`${file} can't be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

const found = (outputs: string | null): { environment: Record<string, string>; told: string } => {
  if (outputs) {
    const { Kring } = json(outputs) as { Kring?: Record<string, string> };
    if (!Kring) throw new Unusable(`${outputs} holds no outputs of a stack named Kring.`);
    return { environment: environmentOfOutputs(Kring), told: `stack of ${outputs}` };
  }
  if (process.env.TABLE_EVENTS) return { environment: {}, told: "stack of the environment's TABLE_EVENTS" };
  if (!existsSync(LOCAL)) return { environment: {}, told: "stack of the environment" };
  const { environment } = json(LOCAL) as { environment?: Record<string, string> };
  return { environment: environment ?? {}, told: `stack on this machine (${environment?.AWS_ENDPOINT_URL})` };
};

/** Puts the stack's names into the environment, where our adapters and the AWS SDK look; says what is missing. */
export const placeOf = (outputs: string | null, needs: readonly string[]): Place => {
  const { environment, told } = found(outputs);
  Object.assign(process.env, environment);
  process.env.AWS_REGION ??= process.env.AWS_DEFAULT_REGION ?? REGION;
  const missing = needs.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Unusable(`Missing: ${missing.join(", ")} (${told}). Say where the stack is: see --help.`);
  return { told };
};
