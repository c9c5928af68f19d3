import type { AbsenceEvent } from "#events/absence.ts";
import type { Recorded } from "#events/event.ts";
import type { GroupId, PupilId } from "#events/ids.ts";
import { LookRecorded } from "#events/look.ts";
import type { SchoolDay } from "#events/time.ts";
import { isGuardianOf, isOffice } from "#shared/people/rights.ts";
import { isOpen, nextOpenDay } from "#shared/policy/calendar.ts";
import { addDays } from "#shared/policy/days.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import { openEvent, sealEvent } from "#shared/store/codec.ts";
import { appendCommit, readCommits } from "#shared/store/commits.ts";
import { absenceNow } from "../answers/absence.ts";
import { personRef } from "../answers/refs.ts";
import * as contract from "../api/absence.ts";
import { notFound } from "../api/http.ts";
import { type Caller, query } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import type { LookRow } from "../projections/look.ts";

/** Health data (P1) is for the pupil's guardians, who is on duty for the group today, and the office. */
const mayReadHealthOf = async (
  caller: Caller,
  pupil: PupilId,
  group: GroupId,
  today: SchoolDay,
  { reference }: Ports,
) => {
  if (isGuardianOf(caller.access, pupil, today)) return "guardian";
  if (isOffice(caller.access)) return "staff";
  const { calendar, duties } = await reference.duty(caller.school);
  // On a closed day whoever works next is already on duty for what is reported.
  const day = isOpen(calendar, today) ? today : nextOpenDay(calendar, addDays(today, 1));
  if (onDuty(calendar, duties, group, day).teachers.includes(caller.person)) return "staff";
  throw notFound();
};

/** A commit of a stream of its own: one write, nothing read, nothing to lose a race against. */
const recordLook = async ({ school, person }: Caller, pupil: PupilId, correlation: string, ports: Ports) => {
  const at = ports.clock.now();
  const stream = `look/${ports.ids.next("look")}`;
  const command = `${person}:${correlation}`;
  const event = await sealEvent(ports.keys, {
    id: ports.ids.next("event"),
    school,
    stream,
    version: 1,
    at,
    by: person,
    correlation,
    causation: command,
    ...LookRecorded.of({ person, pupil, what: "absence-reason" }),
  });
  await appendCommit(ports.events, { school, stream, number: 1, base: 0, command, at, by: person, events: [event] });
};

export const absenceOf = query(contract.absenceOf, async ({ params, caller, today, correlation }, ports: Ports) => {
  const { school, pupil } = params;
  const group = await ports.reference.groupOf(school, pupil);
  if (!group) throw notFound();
  const hat = await mayReadHealthOf(caller, pupil, group, today, ports);
  const [commits, looks] = await Promise.all([
    readCommits(ports.events, school, `absence/${pupil}`),
    ports.views.list("looks", school, `pupil/${pupil}`),
  ]);
  const events: (Recorded & AbsenceEvent)[] = [];
  for (const stored of commits.flatMap(({ events }) => events))
    events.push((await openEvent(ports.keys, stored)) as Recorded & AbsenceEvent);
  // The look is on record before anything is shown.
  if (hat === "staff" && events.length > 0) await recordLook(caller, pupil, correlation, ports);
  return absenceNow(ports.reference, {
    pupil,
    events,
    looks: looks.map(({ data }) => data as LookRow),
    caller,
    today,
  });
});

export const onDutyFor = query(
  contract.onDutyFor,
  async ({ params, query: { day: asked }, caller, today }, ports: Ports) => {
    const { school, pupil } = params;
    if (!isGuardianOf(caller.access, pupil, today) && !isOffice(caller.access)) throw notFound();
    const [{ calendar, duties }, group] = await Promise.all([
      ports.reference.duty(school),
      ports.reference.groupOf(school, pupil),
    ]);
    if (!group) throw notFound();
    const day = asked ?? today;
    const who = onDuty(calendar, duties, group, day);
    const names = await ports.reference.names(school, { persons: who.teachers });
    return {
      day,
      isOpen: isOpen(calendar, day),
      nextOpenDay: nextOpenDay(calendar, day),
      teachers: who.teachers.map((id) => personRef(names, id)),
      isHome: who.isHome,
      cutOff: calendar.settings.cutOff,
      schoolPhone: calendar.settings.phone,
    };
  },
);
