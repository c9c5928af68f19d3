import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Whether this module is the program that was started, not a part of another. */
export const isMain = (url: string): boolean => resolve(process.argv[1] ?? "") === fileURLToPath(url);
