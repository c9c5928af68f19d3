import { oneLine } from "./clean.ts";

/** "Urgent, group 6: …": the same form each time, so that a parent knows our mail. The group only when it is one. */
export const urgentSubject = (urgent: string, group: string | null, about: string): string =>
  // Ordinary spaces: a search in a mailbox does not find a no-break one.
  oneLine(`${urgent}${group === null ? "" : `, ${group}`}: ${about}`);
