import { keepNumber, manyLines, oneLine } from "./clean.ts";
import type { Block, Content } from "./content.ts";
import { groupNames } from "./groupNames.ts";
import type { Letter } from "./letter.ts";
import { urgentSubject } from "./subject.ts";
import type { Words } from "./words.ts";

type Away = Extract<Letter, { kind: "away" }>;

const outcomeOf = ({ name, outcome, insteadOf }: Away["groups"][number], words: Words): string => {
  const group = keepNumber(oneLine(name));
  const other = keepNumber(oneLine(insteadOf));
  switch (outcome) {
    case "duo":
      return words.away.duo(group, other);
    case "substitute":
      return words.away.substitute(group, other);
    case "split":
      return words.away.split(group, words.and(other.split(", ")));
    case "home":
      return words.away.home(group);
  }
};

/** S4: a teacher is away, and what each group does meanwhile. */
export const away = (letter: Away, words: Words): Content => {
  const { school, groups, from, until, note, asksUntil, link } = letter;
  const teacher = oneLine(letter.teacher);
  const { names, only: group } = groupNames(groups);
  const days = words.away.days(from, until);
  const outcomes = groups.map((one) => outcomeOf(one, words));
  const sentence = words.away.teacher(teacher, days);
  const atHome = groups.filter(({ outcome }) => outcome === "home").length;
  const answerBefore = asksUntil === null ? null : words.away.answerBefore(asksUntil);

  const blocks: Block[] = [{ is: "words", text: words.hello(oneLine(letter.recipient)) }];
  if (group === null) blocks.push({ is: "list", items: outcomes });
  if (atHome === 0) blocks.push({ is: "words", text: words.away.nothingToDo });
  else blocks.push({ is: "words", text: atHome === groups.length ? words.away.asked : words.away.askedOfSome });
  if (note !== null && manyLines(note) !== "")
    blocks.push({ is: "quoted", label: words.away.note, text: manyLines(note) });
  if (answerBefore !== null) blocks.push({ is: "words", text: answerBefore, firm: true });
  blocks.push(
    { is: "button", label: answerBefore === null ? words.open : words.away.answer, link },
    {
      is: "phone",
      before: answerBefore !== null ? words.away.notOnline : atHome > 0 ? words.away.careByPhone : words.phone,
      phone: school.phone,
    },
    { is: "words", text: `${words.regards}\n${oneLine(school.name)}` },
  );
  return {
    subject: urgentSubject(
      words.urgent,
      group,
      group !== null && atHome === 1 ? words.away.noLessons(days) : sentence.replace(/\.$/, ""),
    ),
    preview: [...(group === null ? outcomes.slice(0, 2) : outcomes), answerBefore].filter(Boolean).join(" "),
    from: oneLine(school.name),
    tag: `${words.urgent} · ${words.groups(names)}`,
    heading: group === null ? sentence : `${sentence}\n${outcomes.join(" ")}`,
    blocks,
    footer: words.why(group, oneLine(school.name)),
  };
};
