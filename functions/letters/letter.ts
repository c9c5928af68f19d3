import type { Instant, SchoolDay } from "#events/time.ts";

export type Language = "nl" | "en";

/** What a mail must say; the words are the template's. */
export type Letter =
  | {
      kind: "away";
      language: Language;
      school: { name: string; phone: string };
      recipient: string;
      teacher: string;
      groups: { name: string; outcome: "duo" | "substitute" | "split" | "home"; insteadOf: string }[];
      from: SchoolDay;
      until: SchoolDay;
      note: string | null;
      asksUntil: Instant | null;
      link: string;
    }
  | {
      kind: "away-over";
      language: Language;
      school: { name: string; phone: string };
      recipient: string;
      teacher: string;
      groups: { name: string }[];
      link: string;
    }
  | {
      kind: "notice";
      language: Language;
      school: { name: string; phone: string };
      recipient: string;
      author: string;
      groups: { name: string }[];
      title: string;
      text: string;
      link: string;
    }
  | { kind: "code"; language: Language; code: string; minutes: number };

export type Written = { subject: string; html: string; text: string };

/** Turns a letter into a mail's subject, HTML and text part. */
export type Write = (letter: Letter) => Promise<Written>;
