import { beginning, manyLines, oneLine } from "./clean.ts";
import type { Content } from "./content.ts";
import { groupNames } from "./groupNames.ts";
import type { Letter } from "./letter.ts";
import { urgentSubject } from "./subject.ts";
import type { Words } from "./words.ts";

/** About what a mailbox shows beside a subject. */
const PREVIEW_LENGTH = 120;

type Notice = Extract<Letter, { kind: "notice" }>;

/** S4: an important notice, whole; the author's title and text are text only. */
export const notice = (letter: Notice, words: Words): Content => {
  const { school, recipient, author, groups, link } = letter;
  const { names, only: group } = groupNames(groups);
  const title = oneLine(letter.title);
  const text = manyLines(letter.text);
  return {
    subject: urgentSubject(words.urgent, group, title),
    preview: beginning(text, PREVIEW_LENGTH),
    from: oneLine(school.name),
    tag: `${words.urgent} · ${words.groups(names)}`,
    heading: title,
    blocks: [
      { is: "words", text: words.hello(oneLine(recipient)) },
      { is: "quoted", label: null, text },
      { is: "words", text: `${words.regards}\n${oneLine(author)}, ${oneLine(school.name)}` },
      { is: "button", label: words.open, link },
      { is: "phone", before: words.phone, phone: school.phone },
    ],
    footer: words.why(group, oneLine(school.name)),
  };
};
