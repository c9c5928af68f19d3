import { beforeAll, describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { type AnyEvent, catalog, categories, categoryOf } from "#events/catalog.ts";
import { ERASED, SealedText, sealedFields } from "#events/sealed.ts";
import type { Instant } from "#events/time.ts";
import { type Upcaster, upcast, upcasters } from "#events/upcast.ts";
import { travelForm } from "#infra/busDocument.ts";
import { openEvent } from "#shared/store/codec.ts";
import { type Keys, makeKeys } from "#shared/store/keys.ts";
import { makeMemoryClock } from "#test/memory/clock.ts";
import { makeMemoryKms } from "#test/memory/kms.ts";
import { makeMemoryTable } from "#test/memory/table.ts";
import { samples, sealed } from "./samples.ts";

const newest = [...catalog].map(([type, event]) => ({ type, version: event.shape.schema.value, event }));
const sampleOf = (name: string) => {
  const sample = samples.get(name);
  if (!sample) throw new Error(`test/events/samples/${name}.json is not there`);
  return sample;
};

let keys: Keys;
beforeAll(async () => {
  const table = makeMemoryTable();
  for (const { rev: _, ...row } of sealed.keys) await table.put({ ...row, rev: 1 }, "absent");
  keys = makeKeys({ table, kms: makeMemoryKms(), clock: makeMemoryClock("2030-01-01T00:00:00.000Z" as Instant) });
});

describe("the stored samples", () => {
  it("are there for every version of every type that was ever published, and for nothing else", () => {
    const wanted = newest.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, before) => `${type}@${before + 1}`),
    );
    expect([...samples.keys()].sort()).toEqual(wanted.sort());
  });

  it.each([...samples])("%s is read as it was written", async (name, stored) => {
    const arrived = structuredClone(stored);
    const event = await openEvent(keys, stored);
    const { data, schema, ...envelope } = event;
    const { data: shut, schema: version, ...before } = arrived;
    expect(`${event.type}@${version}`).toBe(name);
    expect(schema).toBe(catalog.get(event.type)?.shape.schema.value);
    expect(envelope).toStrictEqual(before);
    expect(data).toMatchObject(sealed.texts[name] ?? {});
    expect(stored).toStrictEqual(arrived);
    // Nothing is lost or made up on the way of an event that has only ever had this shape.
    if (version === schema) expect(data).toStrictEqual({ ...(shut as object), ...sealed.texts[name] });
  });

  it.each([...samples])("%s lies in a stream of its own category", (_, stored) => {
    const types = categories[categoryOf(stored.stream)].options.map((option) => option.shape.type.value as string);
    expect(types).toContain(stored.type);
  });

  it.each(Object.keys(sealed.texts))("%s shows its texts to nobody without the key", async (name) => {
    const stored = sampleOf(name);
    for (const [field, text] of Object.entries(sealed.texts[name] ?? {})) {
      expect(JSON.stringify(stored)).not.toContain(text);
      expect((await openEvent(null, stored)).data).toMatchObject({ [field]: ERASED });
    }
  });

  it.each(newest)("$type@$version is as the document of the bus says", ({ type, version, event }) => {
    const stored = sampleOf(`${type}@${version}`);
    expect(travelForm(event).parse(stored)).toStrictEqual(stored);
  });

  it.each(Object.keys(sealed.texts))("%s would not be, were its text there to read", (name) => {
    const stored = sampleOf(name);
    const event = catalog.get(stored.type as AnyEvent["type"]);
    for (const [field, text] of Object.entries(sealed.texts[name] ?? {}))
      expect(
        event && travelForm(event).safeParse({ ...stored, data: { ...(stored.data as object), [field]: text } }),
      ).toMatchObject({ success: false, error: { issues: [{ path: ["data", field] }] } });
  });
});

/** Every field inside a schema, with the path to it. A union's parts and a list's members count as the field itself. */
const fieldsIn = (schema: z.ZodType, path: string): { path: string; field: z.ZodType; isSealed: boolean }[] => {
  const self = { path, field: schema, isSealed: sealedFields.has(schema) };
  if (self.isSealed) return [self];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => fieldsIn(inner as z.ZodType, `${path}.${name}`));
  if (schema instanceof z.ZodArray) return fieldsIn(schema.element as z.ZodType, path);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return fieldsIn(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsIn(option as z.ZodType, path));
  if (schema instanceof z.ZodRecord) return fieldsIn(schema.valueType as z.ZodType, path);
  return [self];
};
const fields = newest.flatMap(({ type, event }) => fieldsIn(event.shape.data, type));

describe("what is sealed", () => {
  it("is every field named reason, note, title or text", () => {
    const named = fields.filter(({ path }) => /\.(reason|note|title|text)$/.test(path));
    expect(named.filter(({ isSealed }) => !isSealed)).toEqual([]);
    expect(named.map(({ path }) => path).sort()).toEqual([
      "AbsenceAnnounced.note",
      "NoticePublished.text",
      "NoticePublished.title",
      "SickReportCorrected.reason",
      "SickReported.reason",
    ]);
  });

  it("is every free text; only the school's own names are not", () => {
    const isFree = (field: z.ZodType) => {
      const { type, format, pattern } = z.toJSONSchema(field, { unrepresentable: "any" });
      return (
        type === "string" &&
        !format &&
        !pattern &&
        !("enum" in z.toJSONSchema(field)) &&
        !("const" in z.toJSONSchema(field))
      );
    };
    const free = fields.filter(({ field, isSealed }) => !isSealed && isFree(field)).map(({ path }) => path);
    expect(free.sort()).toEqual(["ClosedDaysSet.closed.name", "GroupFormed.name", "SettingsSet.settings.name"]);
  });

  it("names whose key it is under by a field with an id", () => {
    for (const { type, event } of newest)
      for (const { field, isSealed } of fieldsIn(event.shape.data, type)) {
        if (!isSealed) continue;
        const subject = sealedFields.get(field)?.subject ?? "";
        expect(z.toJSONSchema(event.shape.data.shape[subject] as z.ZodType)).toMatchObject({ format: "uuid" });
      }
  });

  it("has a sample with its text", () => {
    const withText = [...samples.values()].flatMap(({ type, data }) =>
      Object.entries(data as object)
        .filter(([, value]) => SealedText.safeParse(value).success)
        .map(([field]) => `${type}.${field}`),
    );
    expect([...new Set(withText)].sort()).toEqual(
      fields
        .filter(({ isSealed }) => isSealed)
        .map(({ path }) => path)
        .sort(),
    );
  });
});

/** What is wrong with a set of steps, given the newest version of each type. */
const faultsIn = (steps: Readonly<Record<string, Upcaster>>, versions: ReadonlyMap<string, number>): string[] => [
  ...[...versions].flatMap(([type, version]) =>
    Array.from({ length: version - 1 }, (_, before) => `${type}@${before + 1}`)
      .filter((name) => !Object.hasOwn(steps, name))
      .map((name) => `${name} leads nowhere`),
  ),
  ...Object.keys(steps).flatMap((name) => {
    const [type = "", version] = name.split("@");
    const last = versions.get(type);
    if (last === undefined) return [`${name} is of no type`];
    return Number(version) >= 1 && Number(version) < last ? [] : [`${name} leads past the newest version`];
  }),
];

describe("the steps from older versions", () => {
  it("lead from every version to the newest, and no further", () => {
    expect(faultsIn(upcasters, new Map(newest.map(({ type, version }) => [type, version])))).toEqual([]);
  });

  it("would be missed: a hole in the chain, a step too many, a type that is not there", () => {
    const same: Upcaster = (data) => data;
    const versions = new Map([["SickReported", 3]]);
    expect(faultsIn({ "SickReported@1": same, "SickReported@2": same }, versions)).toEqual([]);
    expect(faultsIn({ "SickReported@1": same }, versions)).toEqual(["SickReported@2 leads nowhere"]);
    expect(
      faultsIn({ "SickReported@1": same, "SickReported@2": same, "SickReported@3": same, "Sneezed@1": same }, versions),
    ).toEqual(["SickReported@3 leads past the newest version", "Sneezed@1 is of no type"]);
  });

  it("carry a sealed text along unopened", async () => {
    const stored = sampleOf("SickReported@1");
    const { pupil, from, reason } = stored.data as Record<string, string>;
    // As the same event would lie there had it had two older shapes.
    const older = upcast(
      "SickReported",
      -1,
      { child: pupil ?? "", since: from, reason },
      {
        "SickReported@-1": ({ child, ...rest }) => ({ ...rest, pupil: child }),
        "SickReported@0": ({ since, ...rest }) => ({ ...rest, from: since, back: null }),
      },
    );
    expect(older.schema).toBe(1);
    const event = await openEvent(keys, { ...stored, ...older } as typeof stored);
    expect(event).toStrictEqual(await openEvent(keys, stored));
  });
});
