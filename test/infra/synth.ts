import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type Stack } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { flags } from "#infra/flags.ts";
import { addStacks } from "#infra/stacks.ts";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Props = Record<string, Json>;
export type Resource = { id: string; type: string; props: Props; retained: boolean };

export type Synthesized = {
  /** What cdk-nag and aws-cdk-lib's own rules still say, warnings too; what is acknowledged is not in it. */
  findings: string[];
  /** Names of the stacks, in their order. */
  names: string[];
  /** Resources of a stack, of one type. */
  of(stack: string, type: string): Resource[];
  outputs(stack: string): Record<string, Json>;
  warnings(stack: string): unknown[];
};

type Report = {
  pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath?: string }[] }[] }[];
};

const findingsIn = (file: string): string[] =>
  (JSON.parse(readFileSync(file, "utf8")) as Report).pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  );

type Raw = { Type: string; Properties?: Props; DeletionPolicy?: string };

/** The stacks as `cdk synth -c …` makes them, cdk-nag included, without bundling the functions: that takes seconds each. */
export const synthesize = (context: Record<string, string> = {}): Synthesized => {
  const outdir = mkdtempSync(join(tmpdir(), "kring-infra-"));
  try {
    const app = new App({ outdir, context: { ...flags, "aws:cdk:bundling-stacks": [], ...context } });
    const stacks = Object.values(addStacks(app)).filter((stack): stack is NonNullable<typeof stack> => stack !== null);
    // Throws at an error that cdk-nag finds; a warning it only reports.
    app.synth();
    const findings = findingsIn(join(outdir, "validation-report.json"));
    const byName = new Map(
      stacks.map((stack: Stack) => [
        stack.stackName,
        {
          template: Template.fromStack(stack).toJSON() as {
            Resources: Record<string, Raw>;
            Outputs?: Record<string, { Value: Json }>;
          },
          warnings: Annotations.fromStack(stack).findWarning("*", Match.anyValue()),
        },
      ]),
    );
    const found = (name: string) => {
      const stack = byName.get(name);
      if (!stack) throw new Error(`no stack ${name}`);
      return stack;
    };
    return {
      findings,
      names: [...byName.keys()],
      of: (name, type) =>
        Object.entries(found(name).template.Resources)
          .filter(([, raw]) => raw.Type === type)
          .map(([id, raw]) => ({
            id,
            type: raw.Type,
            props: raw.Properties ?? {},
            retained: raw.DeletionPolicy === "Retain",
          })),
      outputs: (name) =>
        Object.fromEntries(
          Object.entries(found(name).template.Outputs ?? {}).map(([output, { Value }]) => [output, Value]),
        ),
      warnings: (name) => found(name).warnings,
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** A value inside properties, by its path; undefined when it is not there. */
export const at = (value: Json | undefined, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, step) => (inner === null || typeof inner !== "object" ? undefined : (inner as Props)[step]),
    value,
  );

/** The resource that `Ref` or `Fn::GetAtt` means; undefined: neither. */
export const refOf = (value: Json | undefined): string | undefined => {
  const ref = at(value, "Ref") ?? at(value, "Fn::GetAtt", 0);
  return typeof ref === "string" ? ref : undefined;
};

export const listOf = (value: Json | undefined): Json[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
};

/** Every resource that is named anywhere inside a value. */
export const refsIn = (value: Json | undefined): string[] => {
  const own = refOf(value);
  if (own) return [own];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((inner) => refsIn(inner as Json));
};
