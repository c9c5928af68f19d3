import type { components } from "../api/schema.d.ts";

export type Outcome = components["schemas"]["AnnouncedAbsence"]["groups"][number]["outcome"];
/** An outcome while it is being chosen: who takes over may still be open. */
export type Choice = { kind: Outcome["kind"]; teacher: string; over: string[] };
/** What may rest in the browser: no note, that is a text of the office's own and stays in memory. */
export type Draft = { teacher: string; from: string; until: string; choices: Record<string, Choice> };

const keyOf = (school: string) => `kring.away.${school}`;

/** The draft of this tab, so that a reload loses nothing; a shape of an older version is no draft. */
export const readDraft = (school: string): Draft | null => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(school)) ?? "null");
    const isDraft =
      typeof kept === "object" &&
      kept !== null &&
      "teacher" in kept &&
      "from" in kept &&
      "until" in kept &&
      "choices" in kept;
    return isDraft ? (kept as Draft) : null;
  } catch {
    // Storage may be closed by the browser's settings: then there is no draft, and nothing is lost but the draft.
    return null;
  }
};

export const keepDraft = (school: string, draft: Draft | null): void => {
  try {
    if (draft) sessionStorage.setItem(keyOf(school), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(school));
  } catch {
    // As above.
  }
};
