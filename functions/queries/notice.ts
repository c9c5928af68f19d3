import type { Actor } from "#events/event.ts";
import type { GroupId, PersonId, PupilId } from "#events/ids.ts";
import { ERASED } from "#events/sealed.ts";
import type { SchoolDay } from "#events/time.ts";
import type { Delivery } from "#shared/notice/delivery.ts";
import { isGuardianOf, isOffice, mayReportSick, pupilsOf } from "#shared/people/rights.ts";
import { isOpen } from "#shared/policy/calendar.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import { insteadOf } from "../answers/away.ts";
import { deliveryOf, toldOf } from "../answers/delivery.ts";
import { byName, groupRef, personRef, pupilRef } from "../answers/refs.ts";
import { notFound } from "../api/http.ts";
import * as contract from "../api/notice.ts";
import { type Caller, query } from "../api/operation.ts";
import { deliveryKey, type Header, headerKey, inboxKey, toDelivery, toHeader } from "../ledger.ts";
import { openTexts } from "../openTexts.ts";
import type { Ports } from "../ports.ts";
import type { SickRow } from "../projections/absence.ts";
import type { AnnouncedRow, AnswerRow } from "../projections/notice.ts";
import type { Names, SchoolDuty } from "../reference.ts";

/** A row of the caller's inbox, with the children that they may hear about today. */
type Shown = { header: Header; delivery: Delivery; pupils: Delivery["pupils"] };

/** A right that was withdrawn since hides what was told about that child; a message about nobody else is gone. */
const shownTo = ({ access }: Caller, header: Header, delivery: Delivery, today: SchoolDay): Shown[] => {
  const pupils = delivery.pupils.filter(({ pupil }) => isGuardianOf(access, pupil, today));
  return pupils.length > 0 ? [{ header, delivery, pupils }] : [];
};

/** The caller and who of their household answered: what another household said about the child is not theirs to see. */
const oursAmong = async (
  { school, person, access }: Caller,
  notice: Header["notice"],
  answers: AnswerRow[],
  { deliveries }: Ports,
): Promise<ReadonlySet<Actor>> => {
  const others = new Set(answers.flatMap(({ by }) => (by === "system" || by === person ? [] : [by])));
  if (access.household === null || others.size === 0) return new Set([person]);
  const rows = await deliveries.batchGet([...others].map((other) => deliveryKey(school, notice, other)));
  const ours = rows.map(toDelivery).filter(({ household }) => household === access.household);
  return new Set([person, ...ours.map((row) => row.person)]);
};

const itemOf = async (
  caller: Caller,
  { header, delivery, pupils }: Shown,
  names: Names,
  { calendar }: SchoolDuty,
  ports: Ports,
) => {
  const { school } = caller;
  const theirs = new Set(pupils.map(({ group }) => group));
  const groups = header.groups.filter(({ group }) => theirs.has(group));
  const asked = new Set(groups.flatMap(({ group, outcome }) => (outcome?.kind === "home" ? [group] : [])));
  const toAnswer = pupils.filter(({ group }) => asked.has(group));
  const [texts, back, announced] = await Promise.all([
    openTexts(ports.keys, school, header),
    toAnswer.length > 0 ? ports.views.row("answers", school, `notice/${header.notice}`, "told") : null,
    header.kind === "away" ? ports.views.row("notices", school, "announced", header.notice) : null,
  ]);
  const answers = (back as { answers: Record<string, AnswerRow> } | null)?.answers ?? {};
  const given = toAnswer.flatMap(({ pupil }) => answers[pupil] ?? []);
  const ours = await oursAmong(caller, header.notice, given, ports);
  const answerTo = (pupil: PupilId) => {
    const last = answers[pupil];
    return (last && ours.has(last.by) ? last : delivery.answered?.[pupil])?.answer ?? null;
  };
  const text = (field: string) => texts[field] ?? (header.texts.fields[field] ? ERASED : null);
  // A message goes with one outcome; of two groups with two, each is in the words.
  const outcomes = groups.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  return {
    notice: header.notice,
    kind: header.kind,
    at: header.at,
    groups: groups.map(({ group }) => groupRef(calendar, group)).sort(byName),
    pupils: pupils.map(({ pupil, group }) => pupilRef(names, calendar, pupil, group)).sort(byName),
    teacher: header.teacher && personRef(names, header.teacher),
    days: header.days,
    outcome: outcomes[0]?.kind ?? null,
    insteadOf: [...new Set(outcomes.map((outcome) => insteadOf(outcome, names, calendar)))].filter(Boolean).join(", "),
    title: text("title"),
    note: text(header.kind === "notice" ? "text" : "note"),
    asks:
      header.asksUntil && toAnswer.length > 0
        ? {
            until: header.asksUntil,
            answers: toAnswer.map(({ pupil }) => ({ pupil, answer: answerTo(pupil) })),
          }
        : null,
    seenAt: delivery.seenAt,
    isCalledOff: Boolean((announced as AnnouncedRow | null)?.calledOffAt),
  };
};

const inboxOf = async (caller: Caller, limit: number, cursor: string | undefined, today: SchoolDay, ports: Ports) => {
  const { school, person } = caller;
  const page = await ports.deliveries.index("inbox", inboxKey(school, person), {
    limit,
    descending: true,
    ...(cursor ? { cursor } : {}),
  });
  const rows = page.items.map(toDelivery);
  const notices = page.items.map((item) => item.notice as Header["notice"]);
  const headers = new Map(
    (await ports.deliveries.batchGet(notices.map((notice) => headerKey(school, notice)))).map((item) => {
      const header = toHeader(item);
      return [header.notice, header];
    }),
  );
  const shown = notices.flatMap((notice, index) => {
    const [header, delivery] = [headers.get(notice), rows[index]];
    return header && delivery ? shownTo(caller, header, delivery, today) : [];
  });
  return { shown, next: page.next };
};

const childrenOf = async ({ school, access }: Caller, today: SchoolDay, duty: SchoolDuty, ports: Ports) => {
  const pupils = pupilsOf(access, today);
  const [placed, sick] = await Promise.all([
    Promise.all(pupils.map(async (pupil) => ({ pupil, group: await ports.reference.groupOf(school, pupil) }))),
    ports.views.batch(
      "sick",
      school,
      pupils.map((pupil) => ({ list: "now", key: pupil })),
    ),
  ]);
  const sickNow = new Map(sick.map(({ key, data }) => [key as PupilId, data as SickRow]));
  return placed
    .filter((child): child is { pupil: PupilId; group: GroupId } => child.group !== null)
    .map(({ pupil, group }) => {
      const row = sickNow.get(pupil);
      const isOver = row ? row.back !== null && row.back <= today : true;
      return {
        pupil,
        group,
        row: isOver ? null : (row ?? null),
        who: onDuty(duty.calendar, duty.duties, group, today),
      };
    });
};

export const home = query(contract.home, async ({ caller, query: { cursor, limit }, today }, ports: Ports) => {
  const { school, access } = caller;
  const [duty, { shown, next }] = await Promise.all([
    ports.reference.duty(school),
    inboxOf(caller, limit, cursor, today, ports),
  ]);
  const children = await childrenOf(caller, today, duty, ports);
  const outcomes = shown.flatMap(({ header }) => header.groups.flatMap(({ outcome }) => (outcome ? [outcome] : [])));
  const names = await ports.reference.names(school, {
    persons: new Set<PersonId>([
      ...children.flatMap(({ who }) => who.teachers),
      ...shown.flatMap(({ header }) => (header.teacher ? [header.teacher] : [])),
      ...outcomes.flatMap((outcome) => ("teacher" in outcome ? [outcome.teacher] : [])),
    ]),
    pupils: new Set([
      ...children.map(({ pupil }) => pupil),
      ...shown.flatMap(({ pupils }) => pupils.map(({ pupil }) => pupil)),
    ]),
  });
  return {
    day: today,
    children: children
      .map(({ pupil, group, row, who }) => ({
        pupil: pupilRef(names, duty.calendar, pupil, group),
        mayReportSick: mayReportSick(access, pupil, today),
        sick: row ? { since: row.since, back: row.back, at: row.at } : null,
        isOpen: isOpen(duty.calendar, today),
        isHome: who.isHome,
        onDuty: who.teachers.map((id) => personRef(names, id)),
      }))
      .sort((a, b) => byName(a.pupil, b.pupil)),
    items: await Promise.all(shown.map((one) => itemOf(caller, one, names, duty, ports))),
    next,
  };
});

/** A notice announced a moment ago is still on its way from the table to the ledger: so long it is waited for. */
const WAIT_MS = 200;
const WAITS = 15;

export const noticeDelivery = query(contract.noticeDelivery, async ({ caller, params, now }, ports: Ports) => {
  if (!isOffice(caller.access)) throw notFound();
  for (let attempt = 0; attempt < WAITS; attempt++) {
    const told = await toldOf(caller.school, params.notice, ports);
    if (told) return deliveryOf(caller, told, now, ports);
    await ports.clock.sleep(WAIT_MS);
  }
  throw notFound();
});
