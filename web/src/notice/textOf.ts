import type { InboxItem } from "../home/useHomes.ts";

/** A sealed text as it came: words, taken away with the person it was of, or left out of what is kept for reading offline. */
export const textOf = (text: InboxItem["note"]): string | null => (typeof text === "string" ? text : null);
