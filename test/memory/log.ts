import type { Log, LogFields } from "#shared/ports/log.ts";

export type LogLine = { level: "info" | "warn" | "error"; message: string; fields: LogFields };
export type MemoryLog = Log & { lines: LogLine[] };

/** Collects what was logged, as the text that it would become: nothing changes a line afterwards. */
export const makeMemoryLog = (): MemoryLog => {
  const lines: LogLine[] = [];
  const write =
    (level: LogLine["level"]) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields: JSON.parse(JSON.stringify(fields)) as LogFields });
    };
  return { lines, info: write("info"), warn: write("warn"), error: write("error") };
};
