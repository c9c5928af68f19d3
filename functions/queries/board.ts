import type { GroupId, PupilId, SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { groupsTaught, isOffice } from "#shared/people/rights.ts";
import { isOpen, nextOpenDay, type SchoolCalendar } from "#shared/policy/calendar.ts";
import { addDays, timeOf, weekdayOf } from "#shared/policy/days.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import { nextWorkingDay } from "#shared/policy/working.ts";
import { BadCursor } from "#shared/ports/badCursor.ts";
import { awayOf } from "../answers/away.ts";
import { noticeSummaries } from "../answers/delivery.ts";
import { byName, groupRef, personRef, pupilRef } from "../answers/refs.ts";
import * as contract from "../api/board.ts";
import { notFound } from "../api/http.ts";
import { query } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import type { SickRow } from "../projections/absence.ts";
import type { AnswerRow } from "../projections/notice.ts";
import type { RosterRow } from "../projections/people.ts";
import type { Names, SchoolDuty } from "../reference.ts";

/** Who is sick today or will be: a dated absence that is over has left the list. */
const sickNow = async (school: SchoolId, today: SchoolDay, { views }: Ports): Promise<SickRow[]> =>
  (await views.list("sick", school, "now"))
    .map(({ data }) => data as SickRow)
    .filter(({ back }) => back === null || back > today);

/** The board of a closed day is that of the next open one: what is reported is for then. */
const boardDay = (calendar: SchoolCalendar, today: SchoolDay): SchoolDay => nextOpenDay(calendar, today);

const sickRow = (row: SickRow, group: GroupId, names: Names, { calendar, office }: SchoolDuty, day: SchoolDay) => ({
  pupil: pupilRef(names, calendar, row.pupil, group),
  since: row.since,
  back: row.back,
  at: row.at,
  byOffice: row.by !== "system" && office.has(row.by),
  isToday: row.since <= day,
});

const byPupil = (a: { pupil: { name: string } }, b: { pupil: { name: string } }) => byName(a.pupil, b.pupil);

export const groupBoard = query(
  contract.groupBoard,
  async ({ caller, params: { group }, now, today }, ports: Ports) => {
    const { school, access, person } = caller;
    const duty = await ports.reference.duty(school);
    const { calendar, duties } = duty;
    if (!calendar.groups[group]) throw notFound();
    const day = boardDay(calendar, today);
    const who = onDuty(calendar, duties, group, day);
    const isOnDuty = isOffice(access) || who.teachers.includes(person);
    if (!isOnDuty && !groupsTaught(access).includes(group)) throw notFound();

    const [roster, sick, told] = await Promise.all([
      ports.views.list("roster", school, `group/${group}`),
      sickNow(school, day, ports),
      Promise.all(who.away.map(({ notice }) => ports.views.row("answers", school, `notice/${notice}`, "told"))),
    ]);
    const here = new Set(roster.map(({ data }) => (data as RosterRow).pupil));
    // Who is off needs no health data (P1): only who is on duty, and the office, sees names.
    const shown = isOnDuty ? sick.filter(({ pupil }) => here.has(pupil)) : [];
    const answers = isOnDuty
      ? told.flatMap((row) => Object.values((row as { answers: Record<string, AnswerRow> } | null)?.answers ?? {}))
      : [];
    const names = await ports.reference.names(school, {
      persons: [
        ...who.teachers,
        ...who.away.flatMap(({ teacher, outcome }) => ("teacher" in outcome ? [teacher, outcome.teacher] : [teacher])),
      ],
      pupils: [...shown, ...answers].map(({ pupil }) => pupil),
    });
    const own = duties.find(({ teacher }) => teacher === person);
    return {
      day,
      now: timeOf(now),
      group: groupRef(calendar, group),
      isOpen: isOpen(calendar, today),
      isOnDuty,
      nextWorkingDay: own ? nextWorkingDay(calendar, own, addDays(today, 1)) : null,
      onDuty: who.teachers.map((id) => personRef(names, id)),
      away: awayOf(who, duties, names, calendar),
      pupils: here.size,
      cutOff: calendar.settings.cutOff,
      lessons: calendar.groups[group].lessons[weekdayOf(day)] ?? [],
      sick: shown.map((row) => sickRow(row, group, names, duty, day)).sort(byPupil),
      answers: answers
        .filter(({ pupil }) => here.has(pupil))
        .map(({ pupil, answer }) => ({ pupil: pupilRef(names, calendar, pupil, group), answer }))
        .sort(byPupil),
    };
  },
);

export const schoolBoard = query(contract.schoolBoard, async ({ caller, now, today }, ports: Ports) => {
  const { school, access } = caller;
  if (!isOffice(access)) throw notFound();
  const duty = await ports.reference.duty(school);
  const { calendar, duties } = duty;
  const day = boardDay(calendar, today);
  const [roster, sick, told] = await Promise.all([
    ports.views.list("roster", school, "pupils"),
    sickNow(school, day, ports),
    noticeSummaries(caller, now, ports),
  ]);
  const groupOf = new Map(roster.map(({ data }) => [(data as RosterRow).pupil, (data as RosterRow).group]));
  const shown = sick.filter(({ pupil }) => groupOf.has(pupil));
  const names = await ports.reference.names(school, {
    persons: duties.map(({ teacher }) => teacher),
    pupils: shown.map(({ pupil }) => pupil),
  });
  const inGroup = (pupil: PupilId): GroupId => groupOf.get(pupil) as GroupId;
  return {
    day,
    now: timeOf(now),
    isOpen: isOpen(calendar, today),
    pupils: groupOf.size,
    cutOff: calendar.settings.cutOff,
    groups: (Object.keys(calendar.groups) as GroupId[])
      .map((group) => {
        const who = onDuty(calendar, duties, group, day);
        return {
          group: groupRef(calendar, group),
          onDuty: who.teachers.map((id) => personRef(names, id)),
          away: awayOf(who, duties, names, calendar),
          isHome: who.isHome,
          pupils: [...groupOf.values()].filter((other) => other === group).length,
          sick: shown.filter(({ pupil, since }) => inGroup(pupil) === group && since <= day).length,
        };
      })
      .sort((a, b) => byName(a.group, b.group)),
    sick: shown.map((row) => sickRow(row, inGroup(row.pupil), names, duty, day)).sort(byPupil),
    notices: told.notices,
    phoneList: told.phoneList,
  };
});

/** Lower case, without marks: `Ismaël` is found as `ismael`. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const searchPupils = query(
  contract.searchPupils,
  async ({ caller, query: { q, limit, cursor }, today }, ports: Ports) => {
    const { school, access } = caller;
    if (!isOffice(access)) throw notFound();
    const [{ calendar }, roster, sick] = await Promise.all([
      ports.reference.duty(school),
      ports.views.list("roster", school, "pupils"),
      sickNow(school, today, ports),
    ]);
    const rows = roster.map(({ data }) => data as RosterRow);
    const names = await ports.reference.names(school, { pupils: rows.map(({ pupil }) => pupil) });
    const isSick = new Set(sick.filter(({ since }) => since <= today).map(({ pupil }) => pupil));
    const wanted = plain(q);
    const found = rows
      .map(({ pupil, group }) => ({ ...pupilRef(names, calendar, pupil, group), isSick: isSick.has(pupil) }))
      .filter(({ name, group }) => plain(`${name} ${group.name}`).includes(wanted))
      // The id breaks ties, so that a cursor points between two rows and not among equals.
      .sort((a, b) => byName(a, b) || (a.id < b.id ? -1 : 1));
    const after = cursor ? found.findIndex(({ id }) => id === cursor) + 1 : 0;
    if (cursor && after === 0) throw new BadCursor();
    const page = found.slice(after, after + limit);
    return { pupils: page, next: after + limit < found.length ? (page.at(-1)?.id ?? null) : null };
  },
);
