import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { SickReported } from "#events/absence.ts";
import { type Upcaster, upcast, upcasters } from "#events/upcast.ts";
import type { StoredEvent } from "#shared/store/stored.ts";

/** An event as it would lie in the table had `SickReported` had two older shapes than it ever had. */
const sample = JSON.parse(
  readFileSync(new URL("samples/SickReported@-1.json", import.meta.url), "utf8"),
) as StoredEvent & { data: Record<string, unknown> };

const steps: Record<string, Upcaster> = {
  "SickReported@-1": ({ child, ...rest }) => ({ ...rest, pupil: child }),
  "SickReported@0": ({ first, ...rest }) => ({ ...rest, from: first, back: null }),
  "RecoveryReported@1": () => ({ wrong: true }),
  "SickReported@2": () => ({ wrong: true }),
};

describe("upcast", () => {
  it("takes a stored sample step by step to the newest version", () => {
    const before = structuredClone(sample.data);
    const newest = upcast(sample.type, sample.schema, sample.data, steps);
    expect(newest).toStrictEqual({
      schema: 1,
      data: { pupil: sample.data.child, from: "2025-09-01", back: null, reason: null },
    });
    expect(SickReported.parse({ type: "SickReported", ...newest }).data.back).toBeNull();
    expect(sample.data).toStrictEqual(before);
  });

  it("begins at the version that is stored", () => {
    expect(upcast("SickReported", 0, { first: "2025-09-01" }, steps)).toStrictEqual({
      schema: 1,
      data: { from: "2025-09-01", back: null },
    });
  });

  it("leaves the newest version, and a type without steps, as they are", () => {
    const data = { any: 1 };
    expect(upcast("SickReported", 1, data, steps)).toStrictEqual({ schema: 1, data });
    expect(upcast("PupilLeft", 1, data, steps)).toStrictEqual({ schema: 1, data });
    expect(upcast("SickReported", 1, data)).toStrictEqual({ schema: 1, data });
  });

  it("has a stored sample of every version that it steps from", () => {
    for (const name of Object.keys(upcasters)) {
      const stored = JSON.parse(
        readFileSync(new URL(`../events/samples/${name}.json`, import.meta.url), "utf8"),
      ) as StoredEvent;
      expect(`${stored.type}@${stored.schema}`).toBe(name);
    }
  });
});
