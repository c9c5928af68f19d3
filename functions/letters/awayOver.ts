import { oneLine } from "./clean.ts";
import type { Content } from "./content.ts";
import { groupNames } from "./groupNames.ts";
import type { Letter } from "./letter.ts";
import { urgentSubject } from "./subject.ts";
import type { Words } from "./words.ts";

type AwayOver = Extract<Letter, { kind: "away-over" }>;

/** The absence is over or was a mistake: the words fit both. Whoever was told of it is told this too. */
export const awayOver = ({ school, recipient, teacher, groups, link }: AwayOver, words: Words): Content => {
  const name = oneLine(teacher);
  const { names, only: group } = groupNames(groups);
  const lessons = words.over.lessons(words.groups(names), group !== null);
  return {
    subject: urgentSubject(words.urgent, group, words.over.subject(name)),
    preview: lessons,
    from: oneLine(school.name),
    tag: `${words.urgent} · ${words.groups(names)}`,
    heading: `${words.over.heading(name)}\n${lessons}`,
    blocks: [
      { is: "words", text: words.hello(oneLine(recipient)) },
      { is: "words", text: words.over.lapsed },
      { is: "button", label: words.open, link },
      { is: "phone", before: words.phone, phone: school.phone },
      { is: "words", text: `${words.regards}\n${oneLine(school.name)}` },
    ],
    footer: words.why(group, oneLine(school.name)),
  };
};
