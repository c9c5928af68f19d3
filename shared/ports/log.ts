/** Only these may be logged: ids, counts, codes and kinds. No words of or about a person. */
export type LogFields = {
  correlation?: string;
  school?: string;
  stream?: string;
  operation?: string;
  route?: string;
  status?: number;
  code?: string;
  count?: number;
  version?: number;
  kind?: string;
  notice?: string;
  milliseconds?: number;
  error?: string;
};

/** `message` is a constant of the code, never built from data. */
export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};
