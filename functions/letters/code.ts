import type { Content } from "./content.ts";
import type { Letter } from "./letter.ts";
import type { Words } from "./words.ts";

/** The sign-in code. Not in the subject or the preview: a locked phone shows those to anyone. No link. */
export const code = ({ code, minutes }: Extract<Letter, { kind: "code" }>, { code: words }: Words): Content => ({
  subject: words.subject,
  preview: words.preview,
  from: "Kring",
  tag: null,
  heading: words.subject,
  blocks: [
    { is: "words", text: words.use },
    { is: "code", code },
    { is: "words", text: words.works(minutes), firm: true },
    { is: "words", text: words.nobodyAsks },
    { is: "words", text: words.notYou },
  ],
  footer: null,
});
