import { setTimeout as pause } from "node:timers/promises";

const TRIES = 50;
const PAUSE_MS = 100;

/** Reads until it is so, for what is only eventually consistent; then answers what was read. */
export const eventually = async <T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    const value = await read();
    if (isSo(value) || attempt === TRIES) return value;
    await pause(PAUSE_MS);
  }
};
