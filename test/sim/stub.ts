import type { Letter, Write } from "#functions/letters/letter.ts";

const linesOf = (value: unknown, path: string): string[] => {
  if (value === null || value === undefined) return [];
  if (typeof value === "object")
    return Object.entries(value).flatMap(([name, inner]) => linesOf(inner, path === "" ? name : `${path}.${name}`));
  return [`${path}: ${String(value)}`];
};

/** In place of the templates: every value that a letter was given, by its name, and nothing else. */
export const write: Write = async (letter: Letter) => {
  const text = linesOf(letter, "").join("\n");
  return { subject: letter.kind, html: text, text };
};
