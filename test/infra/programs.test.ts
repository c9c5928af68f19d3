import { execFile } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { environmentOfOutputs } from "#infra/environmentOfOutputs.ts";
import { root } from "#infra/local/root.ts";

type Ended = { code: number | string; out: string; told: string };

/** A program as an operator runs it, with no stack in its environment. */
const run = (name: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, AWS_REGION: "eu-central-1", TABLE_EVENTS: "Kring-Events" };
    execFile(process.execPath, [`infra/cli/${name}.ts`, ...args], { cwd: root, env }, (error, out, told) =>
      resolve({ code: error ? (error.code ?? 1) : 0, out, told }),
    );
  });

describe("an operator's program", () => {
  for (const name of ["rebuild", "replay", "redrive", "reconcile"])
    it(`${name} says how it is used, and touches nothing`, async () => {
      const { code, out, told } = await run(name, "--help");
      expect({ code, told }).toEqual({ code: 0, told: "" });
      expect(out).toMatch(new RegExp(`^npm run ${name}`));
      expect(out).toContain("--outputs FILE");
    }, 30_000);

  it("refuses an option that it does not know", async () => {
    expect(await run("redrive", "--purge")).toMatchObject({ code: 2, told: expect.stringContaining("--purge") });
  }, 30_000);

  it("says which of the stack's names are missing", async () => {
    const { code, told } = await run("reconcile");
    expect(code).toBe(2);
    expect(told).toContain("Missing: TABLE_VIEWS, TABLE_ACCESS, TABLE_DELIVERIES");
  }, 30_000);

  it("takes its names from the outputs that a deployment wrote", () => {
    expect(environmentOfOutputs({ TableEvents: "Kring-E", BusName: "b", KmsKeyId: "k", UserPoolId: "p" })).toEqual({
      TABLE_EVENTS: "Kring-E",
      BUS_NAME: "b",
      KMS_KEY_ID: "k",
      USER_POOL_ID: "p",
    });
  });
});
