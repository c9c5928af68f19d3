import { render } from "react-email";
import { away } from "./away.ts";
import { awayOver } from "./awayOver.ts";
import { code } from "./code.ts";
import type { Content } from "./content.ts";
import type { Letter, Write } from "./letter.ts";
import { notice } from "./notice.ts";
import { Sheet } from "./Sheet.tsx";
import { textPart } from "./textPart.ts";
import { type Words, words } from "./words.ts";

const contentOf = (letter: Letter, words: Words): Content => {
  switch (letter.kind) {
    case "away":
      return away(letter, words);
    case "away-over":
      return awayOver(letter, words);
    case "notice":
      return notice(letter, words);
    case "code":
      return code(letter, words);
  }
};

/** Rendering is the same for the same letter: a mail that is sent again is the same mail. */
export const write: Write = async (letter) => {
  const content = contentOf(letter, words[letter.language]);
  const html = await render(<Sheet content={content} language={letter.language} />);
  return {
    subject: content.subject,
    // The renderer's XHTML doctype puts some programs in a mode of their own, and names a host that is not ours.
    html: html.replace(/^<!DOCTYPE[^>]*>/i, "<!doctype html>"),
    text: textPart(content),
  };
};
