/** Marks that turn the direction of what follows: with them a word can read as another one. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
const CONTROLS = /[^\P{Cc}\n]/gu;

const readable = (text: string): string =>
  text.toWellFormed().replace(LINE_ENDS, "\n").replaceAll("\t", " ").replace(TURNING, "").replace(CONTROLS, "");

/** A name or a title: one line, fit for a subject. */
export const oneLine = (text: string): string => readable(text).replace(/\s+/g, " ").trim();

/** A person's own text: its lines kept, with at most one empty line between two of them. */
export const manyLines = (text: string): string =>
  readable(text)
    .replace(/[^\S\n]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Keeps "groep 6" on one line. */
export const keepNumber = (name: string): string => name.replace(/ (?=\d)/g, "\u00a0");

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The beginning of a text, cut between two words. */
export const beginning = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length).toWellFormed();
  return `${cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : length)}…`;
};
