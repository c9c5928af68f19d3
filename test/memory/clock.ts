import type { Instant } from "#events/time.ts";
import type { Clock } from "#shared/ports/clock.ts";

export type MemoryClock = Clock & {
  /** Sets the time; whoever slept until then or earlier wakes, in order. */
  set(at: Instant): void;
  advance(ms: number): void;
  /** Lets time pass, from one sleeper to the next, until `work` is done. */
  settle<T>(work: Promise<T>): Promise<T>;
};

const instant = (ms: number): Instant => new Date(ms).toISOString() as Instant;
/** One turn of the event loop: every promise that can move has moved. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that stands still until it is moved. */
export const makeMemoryClock = (start = "2026-11-23T06:50:00.000Z" as Instant): MemoryClock => {
  let now = Date.parse(start);
  let sleepers: { due: number; wake: () => void }[] = [];
  const move = (to: number) => {
    now = to;
    const awake = sleepers.filter(({ due }) => due <= now).sort((one, other) => one.due - other.due);
    sleepers = sleepers.filter(({ due }) => due > now);
    for (const { wake } of awake) wake();
  };
  return {
    now: () => instant(now),
    sleep: (ms) => new Promise((wake) => sleepers.push({ due: now + Math.max(0, ms), wake })),
    set: (at) => move(Date.parse(at)),
    advance: (ms) => move(now + ms),
    async settle(work) {
      let isDone = false;
      const done = () => {
        isDone = true;
      };
      work.then(done, done);
      for (await turn(); !isDone; await turn()) {
        if (sleepers.length === 0) throw new Error("nobody sleeps, and the work is not done");
        move(Math.max(now, Math.min(...sleepers.map(({ due }) => due))));
      }
      return work;
    },
  };
};
