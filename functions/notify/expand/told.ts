import type { AnyEvent } from "#events/catalog.ts";

/** The events that families are told of (S4): all that the rule lets through to `expand`. */
export const toldToFamilies: AnyEvent["type"][] = ["AbsenceAnnounced", "AbsenceCalledOff", "NoticePublished"];
