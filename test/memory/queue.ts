import type { Clock } from "#shared/ports/clock.ts";
import { Fault } from "#shared/ports/fault.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Json } from "#shared/ports/table.ts";

const MOST_IN_BATCH = 10;
const MOST_BYTES = 1024 * 1024;
const LONGEST_DELAY_SECONDS = 900;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

export type Message = { id: string; body: Json; delaySeconds?: number };
export type Received = { receipt: string; body: Json; receives: number };
type Lying = { number: number; text: string; visibleAt: number; receives: number; receipt: string | null };

export type QueueOptions = {
  now: () => number;
  /** Longer than a worker may run. */
  visibilityMs?: number;
  /** After so many receives a message goes to the dead letters. */
  maxReceives?: number;
  dead?: MemoryQueue;
  hooks?: {
    /** Throws a Fault: nothing of this batch was taken. */
    before?: () => void;
    /** Throws a Fault: taken, but the answer is lost. */
    after?: () => void;
    /** Which of so many visible messages comes first: queues keep no order. Default: the oldest. */
    pick?: (count: number) => number;
  };
};

/**
 * A queue with visibility, redelivery and dead letters; whoever receives and does not remove in time sees the message
 * again. Every method is done when it returns, so that a simulation can put it at any moment of its own time.
 */
export class MemoryQueue {
  private readonly options: QueueOptions;
  private lying: Lying[] = [];
  private count = 0;

  constructor(options: QueueOptions) {
    this.options = options;
  }

  /** One batch of at most 10, as SendMessageBatch takes it. */
  send(messages: readonly Message[]): void {
    const { now, hooks } = this.options;
    hooks?.before?.();
    const texts = messages.map(({ body }) => JSON.stringify(body));
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const isWrong =
      messages.length === 0 ||
      messages.length > MOST_IN_BATCH ||
      bytes > MOST_BYTES ||
      new Set(messages.map(({ id }) => id)).size < messages.length ||
      messages.some(({ id }) => !ENTRY_ID.test(id)) ||
      messages.some(({ delaySeconds = 0 }) => !(delaySeconds >= 0 && delaySeconds <= LONGEST_DELAY_SECONDS));
    if (isWrong) throw new Fault("refused", "queue send");
    for (const [index, { delaySeconds = 0 }] of messages.entries())
      this.lay(texts[index] ?? "", now() + delaySeconds * 1000);
    hooks?.after?.();
  }

  /** At most 10 visible messages; they are hidden until the visibility time is over. */
  receive(most = MOST_IN_BATCH): Received[] {
    const { now, visibilityMs = 30_000, maxReceives = Number.POSITIVE_INFINITY, dead, hooks } = this.options;
    const received: Received[] = [];
    const visible = this.lying.filter(({ visibleAt }) => visibleAt <= now());
    while (visible.length > 0 && received.length < Math.min(most, MOST_IN_BATCH)) {
      const [message] = visible.splice(hooks?.pick?.(visible.length) ?? 0, 1);
      if (!message) break;
      if (message.receives >= maxReceives) {
        this.lying = this.lying.filter((other) => other !== message);
        dead?.lay(message.text, now());
        continue;
      }
      message.receives += 1;
      message.visibleAt = now() + visibilityMs;
      message.receipt = `${message.number}/${message.receives}`;
      received.push({ receipt: message.receipt, body: JSON.parse(message.text) as Json, receives: message.receives });
    }
    return received;
  }

  /** The work is done. A receipt from before a redelivery removes nothing. */
  remove(receipt: string): void {
    this.lying = this.lying.filter((message) => message.receipt !== receipt);
  }

  /** Shows a message again after so long; 0: at once. */
  hide(receipt: string, ms: number): void {
    for (const message of this.lying) if (message.receipt === receipt) message.visibleAt = this.options.now() + ms;
  }

  /** All bodies that lie in it, visible or not. */
  bodies(): Json[] {
    return this.lying.map(({ text }) => JSON.parse(text) as Json);
  }

  /** When the next message can be received; null: there is none. */
  nextAt(): number | null {
    return this.lying.length === 0 ? null : Math.min(...this.lying.map(({ visibleAt }) => visibleAt));
  }

  private lay(text: string, visibleAt: number): void {
    this.count += 1;
    this.lying.push({ number: this.count, text, visibleAt, receives: 0, receipt: null });
  }
}

/** The Queue port over a MemoryQueue. */
export const queueOf = (queue: MemoryQueue): Queue => ({
  async send(messages) {
    for (let at = 0; at < messages.length; at += MOST_IN_BATCH) queue.send(messages.slice(at, at + MOST_IN_BATCH));
  },
});

export const makeMemoryQueue = ({ clock, ...options }: Omit<QueueOptions, "now"> & { clock: Pick<Clock, "now"> }) => {
  const store = new MemoryQueue({ ...options, now: () => Date.parse(clock.now()) });
  return { store, queue: queueOf(store) };
};
