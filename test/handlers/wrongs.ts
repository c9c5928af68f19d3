import { makeOpenApi } from "#functions/api/openapi.ts";
import type { Route } from "#functions/api/route.ts";

/** The part of JSON Schema 2020-12 that our document uses for bodies. */
type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
  pattern?: string;
};
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One thing wrong with a body that is right but for it; `field` is what the answer must name. */
export type Wrong = { what: string; field: string; body: Json };

const { paths, components } = makeOpenApi() as unknown as {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas?: Record<string, Schema> };
};

const resolved = (schema: Schema): Schema => {
  const name = schema.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : components.schemas?.[name];
  return target ? resolved(target) : schema;
};
const optionsOf = (schema: Schema): Schema[] => {
  const { anyOf, oneOf } = resolved(schema);
  const options = anyOf ?? oneOf;
  return options ? options.flatMap(optionsOf) : [resolved(schema)];
};
const typesOf = (schema: Schema): Set<string> =>
  new Set(
    optionsOf(schema).flatMap(({ type, const: constant, enum: values }) => {
      if (type !== undefined) return type;
      return [constant, ...(values ?? [])].filter((value) => value !== undefined).map((value) => typeof value);
    }),
  );

/** Which of the options the value is one of: the one whose constants it has. */
const optionOf = (schema: Schema, value: Json): Schema => {
  const isOf = ({ type, properties }: Schema): boolean => {
    if (value === null || typeof value !== "object") return type === (value === null ? "null" : typeof value);
    if (Array.isArray(value)) return type === "array";
    return Object.entries(properties ?? {}).every(
      ([name, one]) => one.const === undefined || one.const === value[name],
    );
  };
  const found = optionsOf(schema).find(isOf);
  if (!found) throw new Error(`a sample that the document does not know: ${JSON.stringify(value)}`);
  return found;
};

const OTHERS: [string, Json][] = [
  ["null", null],
  ["boolean", true],
  ["number", 12],
  ["string", "\u0000 wrong \u202e"],
  ["array", []],
  ["array", [[]]],
  ["object", {}],
  ["object", { sealed: "AAAA" }],
];

type Replace = (value: Json) => Json;
const at = (field: string, name: string | number): string => (field === "" ? String(name) : `${field}.${name}`);

/** Everything that can be wrong with one value at its place; `put` gives the whole body with another value there. */
const wrongsAt = (schema: Schema, value: Json, field: string, put: Replace): Wrong[] => {
  const types = typesOf(schema);
  const named = field || "body";
  const wrongs: Wrong[] = OTHERS.filter(
    ([type]) => !types.has(type) && !(type === "number" && types.has("integer")),
  ).map(([type, other]) => ({ what: `${type} for ${named}`, field: named, body: put(other) }));
  const one = optionOf(schema, value);
  const wrong = (what: string, other: Json) =>
    wrongs.push({ what: `${what} ${named}`, field: named, body: put(other) });
  if (typeof value === "string") {
    if (one.maxLength !== undefined) wrong("too long a", "x".repeat(one.maxLength + 1));
    if (one.minLength !== undefined) wrong("too short a", "");
    if (one.format ?? one.pattern ?? one.enum ?? one.const) {
      wrong("no such", "nonsense");
      wrong("an endless", "9".repeat(20_000));
    }
    if (one.format === "date") for (const day of ["2026-02-30", "2026-13-01", "23-11-2026"]) wrong(`${day} as`, day);
  }
  if (Array.isArray(value)) {
    const [first] = value;
    if (one.minItems && one.minItems > 0) wrong("an empty", []);
    if (one.maxItems !== undefined && first !== undefined)
      wrong(
        "too many of",
        Array.from({ length: one.maxItems + 1 }, () => first),
      );
    if (one.items && first !== undefined)
      wrongs.push(...wrongsAt(one.items, first, at(field, 0), (other) => put([other, ...value.slice(1)])));
  } else if (typeof value === "object" && value !== null) {
    for (const name of ["extra", "constructor", "toString"])
      wrongs.push({ what: `unknown ${at(field, name)}`, field: at(field, name), body: put({ ...value, [name]: "x" }) });
    for (const name of one.required ?? []) {
      const { [name]: _, ...others } = value;
      wrongs.push({ what: `no ${at(field, name)}`, field: at(field, name), body: put(others) });
    }
    for (const [name, inner] of Object.entries(one.properties ?? {}))
      if (name in value)
        wrongs.push(
          ...wrongsAt(inner, value[name] as Json, at(field, name), (other) => put({ ...value, [name]: other })),
        );
  }
  return wrongs;
};

/** Every wrong body of a route, from the document and one right body. */
export const wrongsOf = ({ path, method }: Route, right: object): Wrong[] => {
  const schema = paths[path]?.[method]?.requestBody?.content["application/json"]?.schema;
  if (!schema) throw new Error(`${path} has no body in the document`);
  return wrongsAt(schema, right as Json, "", (body) => body);
};
