/** Everything that can go wrong, with the highest rate at which a seed lets it. */
export const FAULTS = {
  /** A port call is refused for now: nothing was done. */
  throttle: 0.06,
  /** The container dies before a port call was sent. */
  crash: 0.015,
  /** The container dies after it was done. */
  crashAfter: 0.015,
  /** It was done, the answer never came. */
  lost: 0.06,
  /** It takes seconds: others come between, and a function may run out of time. */
  slow: 0.06,
  /** Nothing of a warm container is left. */
  cold: 0.5,
  /** The bus does not take one entry of several. */
  busEntry: 0.4,
  /** The bus brings an event twice. */
  busTwice: 0.3,
  /** The bus brings an event minutes late: behind younger ones. */
  busLate: 0.2,
  /** The queue shows a message to two workers. */
  queueTwice: 0.15,
  /** A message waits behind many others. */
  queueLate: 0.3,
  /** The stream hands over fewer records at a time. */
  smallBatch: 0.8,
  /** The mail service refuses an address for good. */
  mailRejected: 0.1,
  bounce: 0.15,
  complaint: 0.15,
  /** What the receiving server said comes before the answer to our own sending. */
  mailNewsEarly: 0.3,
  /** Nothing is ever heard of a mail. */
  mailSilent: 0.3,
  mailNewsTwice: 0.3,
  mailNewsLate: 0.3,
  /** The news of a mail names only the message. */
  mailNewsBare: 0.4,
  tickMissed: 0.4,
  tickTwice: 0.4,
  /** An index is some writes behind. */
  staleIndex: 0.5,
  /** A client sends a command twice at once. */
  clientTwice: 0.2,
  /** A client sends a command again that was answered already. */
  clientAgain: 0.2,
  /** A client that has no answer does not ask again. */
  clientGivesUp: 0.5,
} as const;
export type FaultName = keyof typeof FAULTS;
export const faultNames = Object.keys(FAULTS) as FaultName[];
export type Rates = Partial<Record<FaultName, number>>;
