import type { InboxItem } from "../home/useHomes.ts";

/** Whether it can still be answered. */
export const isAnswerable = ({ asks, isCalledOff }: InboxItem, now: number): boolean =>
  asks !== null && !isCalledOff && Date.parse(asks.until) > now;

/** The children for whom an answer is wanted and not given. What is answered is not asked again. */
export const openFor = (item: InboxItem, now: number): string[] =>
  isAnswerable(item, now)
    ? (item.asks?.answers ?? []).filter(({ answer }) => answer === null).map(({ pupil }) => pupil)
    : [];

/** Whether the message wants to be read: about days still to come, not seen and not answered. */
export const isToRead = ({ kind, seenAt, days, asks, isCalledOff }: InboxItem, day: string): boolean =>
  seenAt === null &&
  !isCalledOff &&
  kind !== "away-over" &&
  (days === null || days.until >= day) &&
  !asks?.answers.some(({ answer }) => answer !== null);
