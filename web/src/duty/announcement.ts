import type { Choice, Draft, Outcome } from "./draft.ts";
import type { Announcement } from "./useAnnounce.ts";

/** The outcome as it is sent; null while something is still open. */
export const outcomeOf = (choice: Choice | undefined): Outcome | null => {
  switch (choice?.kind) {
    case "duo":
    case "substitute":
      return choice.teacher ? { kind: choice.kind, teacher: choice.teacher } : null;
    case "split":
      return choice.over.length > 0 ? { kind: "split", over: choice.over } : null;
    case "home":
      return { kind: "home" };
    case undefined:
      return null;
  }
};

/** What is sent, or null while something is still open. */
export const announcementOf = (draft: Draft, groups: readonly { id: string }[], note: string): Announcement | null => {
  const chosen = groups.flatMap(({ id }) => {
    const outcome = outcomeOf(draft.choices[id]);
    return outcome ? [{ group: id, outcome }] : [];
  });
  const isWhole = draft.teacher !== "" && draft.from !== "" && draft.from <= draft.until;
  if (!isWhole || groups.length === 0 || chosen.length < groups.length) return null;
  return { teacher: draft.teacher, from: draft.from, until: draft.until, groups: chosen, note: note.trim() || null };
};
