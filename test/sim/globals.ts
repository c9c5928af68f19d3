import nodeCrypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** Who asked, from the stack: the first line that is not of this file. */
const caller = (): string =>
  new Error().stack
    ?.split("\n")
    .slice(1)
    .find((line) => !line.includes("sim/globals"))
    ?.trim() ?? "somebody";

const refuse = (name: string) => (): never => {
  throw new Error(`${name} in a simulation, by ${caller()}`);
};

/** Time, chance and network come from the world: whoever goes around it is named. Answers how to put all back. */
export const closeGlobals = (): (() => void) => {
  const { Date: RealDate, setTimeout, setInterval, fetch } = globalThis;
  const { random } = Math;
  const { randomUUID, randomBytes } = nodeCrypto;
  const web = { randomUUID: globalThis.crypto.randomUUID, getRandomValues: globalThis.crypto.getRandomValues };
  class SimDate extends RealDate {
    constructor(...given: [] | [number | string]) {
      if (given.length === 0) refuse("new Date()")();
      super(...(given as [number]));
    }
    static override now(): number {
      return refuse("Date.now")();
    }
  }
  globalThis.Date = SimDate as DateConstructor;
  Math.random = refuse("Math.random");
  globalThis.setTimeout = refuse("setTimeout") as unknown as typeof setTimeout;
  globalThis.setInterval = refuse("setInterval") as unknown as typeof setInterval;
  globalThis.fetch = refuse("fetch") as unknown as typeof fetch;
  globalThis.crypto.randomUUID = refuse("crypto.randomUUID");
  globalThis.crypto.getRandomValues = refuse("crypto.getRandomValues") as typeof web.getRandomValues;
  nodeCrypto.randomUUID = refuse("randomUUID") as typeof randomUUID;
  nodeCrypto.randomBytes = refuse("randomBytes") as unknown as typeof randomBytes;
  syncBuiltinESMExports();
  return () => {
    globalThis.Date = RealDate;
    Math.random = random;
    Object.assign(globalThis, { setTimeout, setInterval, fetch });
    Object.assign(globalThis.crypto, web);
    Object.assign(nodeCrypto, { randomUUID, randomBytes });
    syncBuiltinESMExports();
  };
};
