import type { Bus } from "#shared/ports/bus.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { StoredEvent } from "#shared/store/stored.ts";

const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
/** What EventBridge counts of an entry beside its detail and its type: the time and our source. */
const ENTRY_BYTES = 14 + "kring".length;

export type MemoryBusHooks = {
  /** Throws a Fault: nothing was taken. */
  before?: () => void;
  /** The bus does not take this one. */
  refuses?: (event: StoredEvent) => boolean;
  /** Throws a Fault: taken, but the answer is lost. */
  after?: () => void;
  published?: (event: StoredEvent) => void;
};

export type MemoryBus = Bus & { events: StoredEvent[] };

/** A bus that takes what PutEvents takes and tells per entry what it did not. */
export const makeMemoryBus = (hooks: MemoryBusHooks = {}): MemoryBus => {
  const events: StoredEvent[] = [];
  return {
    events,
    async publish(batch) {
      hooks.before?.();
      const bytes = batch.reduce(
        (sum, event) => sum + ENTRY_BYTES + Buffer.byteLength(event.type) + Buffer.byteLength(JSON.stringify(event)),
        0,
      );
      if (batch.length === 0 || batch.length > MOST_ENTRIES || bytes > MOST_BYTES)
        throw new Fault("refused", "bus publish", { cause: new Error("1 to 10 entries of 256 KB together") });
      const failed: number[] = [];
      for (const [index, event] of batch.entries()) {
        if (hooks.refuses?.(event)) {
          failed.push(index);
          continue;
        }
        const taken = JSON.parse(JSON.stringify(event)) as StoredEvent;
        events.push(taken);
        hooks.published?.(taken);
      }
      hooks.after?.();
      return { failed };
    },
  };
};
