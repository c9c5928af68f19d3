import type { NoticeId, SchoolId } from "#events/ids.ts";
import type { Delivery } from "#shared/notice/delivery.ts";
import type { Table } from "#shared/ports/table.ts";
import type { Keys } from "#shared/store/keys.ts";
import { insteadOf } from "../../answers/away.ts";
import { byName } from "../../answers/refs.ts";
import { type Header, headerKey, toHeader } from "../../ledger.ts";
import type { Language, Letter } from "../../letters/letter.ts";
import { openTexts } from "../../openTexts.ts";
import type { Reference } from "../../reference.ts";
import type { Chunk } from "../chunk.ts";

/** The letter of a notice for one recipient: about their children's groups only. */
export type MakeLetter = (chunk: Chunk, row: Delivery, language: Language, name: string) => Promise<Letter>;

type Ports = { deliveries: Table; keys: Keys; reference: Reference; origin: string };

export const makeLetterFor = ({ deliveries, keys, reference, origin }: Ports): MakeLetter => {
  // A container works on chunks of one notice in a row: its header is read once, not once a mail.
  let last: { notice: NoticeId; header: Promise<Header> } | null = null;
  const headerOf = (school: SchoolId, notice: NoticeId): Promise<Header> => {
    if (last?.notice === notice) return last.header;
    const header = deliveries.get(headerKey(school, notice)).then((item) => {
      if (!item) throw new Error("a chunk without its notice");
      return toHeader(item);
    });
    // A failed read is no answer for the next mail.
    header.catch(() => {
      last = null;
    });
    last = { notice, header };
    return header;
  };

  return async ({ school, notice }, row, language, recipient) => {
    const header = await headerOf(school, notice);
    const { calendar } = await reference.duty(school);
    const theirs = new Set(row.pupils.map(({ group }) => group));
    const groups = header.groups.filter(({ group }) => theirs.has(group));
    const names = await reference.names(school, {
      persons: [
        ...(header.teacher ? [header.teacher] : []),
        ...(header.by === "system" ? [] : [header.by]),
        ...groups.flatMap(({ outcome }) => (outcome && "teacher" in outcome ? [outcome.teacher] : [])),
      ],
    });
    const { name, phone } = calendar.settings;
    const common = { language, school: { name, phone }, recipient, link: `${origin}/notices/${notice}` };
    const named = groups.map(({ group }) => ({ name: calendar.groups[group]?.name ?? "" })).sort(byName);
    const teacher = header.teacher ? names.person(header.teacher) : "";
    const texts = await openTexts(keys, school, header);
    switch (header.kind) {
      case "away":
        if (!header.days) throw new Error("an absence without days");
        return {
          ...common,
          ...header.days,
          kind: "away",
          teacher,
          groups: groups
            .flatMap(({ group, outcome }) =>
              outcome
                ? [
                    {
                      name: calendar.groups[group]?.name ?? "",
                      outcome: outcome.kind,
                      insteadOf: insteadOf(outcome, names, calendar),
                    },
                  ]
                : [],
            )
            .sort(byName),
          note: texts.note ?? null,
          asksUntil: groups.some(({ outcome }) => outcome?.kind === "home") ? header.asksUntil : null,
        };
      case "away-over":
        return { ...common, kind: "away-over", teacher, groups: named };
      case "notice":
        return {
          ...common,
          kind: "notice",
          author: header.by === "system" ? name : names.person(header.by),
          groups: named,
          title: texts.title ?? "",
          text: texts.text ?? "",
        };
    }
  };
};
