import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const MB = 1024 * 1024;

/** What is still in use when all that is not has been collected, in MB. */
export const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / MB;
};
