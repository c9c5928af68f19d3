import { NoticeId, type PersonId, type SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { duty } from "#shared/duty/decide.ts";
import { isOffice } from "#shared/people/rights.ts";
import { groupsOf, isAway } from "#shared/policy/working.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { uuidv5 } from "#shared/store/uuidv5.ts";
import { groupRef, personRef } from "../answers/refs.ts";
import * as contract from "../api/duty.ts";
import { notFound } from "../api/http.ts";
import { command } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import type { AnnouncedRow } from "../projections/notice.ts";

type Told = Pick<AnnouncedRow, "notice" | "teacher" | "from" | "until" | "groups">;

const announcedAs = async (school: SchoolId, told: Told, isCalledOff: boolean, { reference }: Ports) => {
  const [{ calendar }, names] = await Promise.all([
    reference.duty(school),
    reference.names(school, { persons: [told.teacher] }),
  ]);
  return {
    notice: told.notice,
    teacher: personRef(names, told.teacher),
    from: told.from,
    until: told.until,
    groups: told.groups.map(({ group, outcome }) => ({ group: groupRef(calendar, group), outcome })),
    isCalledOff,
  };
};

/** What the teacher's own stream does not say: who could take over, and for which groups that is needed. */
const factsFor = async (
  school: SchoolId,
  teacher: PersonId,
  from: SchoolDay,
  until: SchoolDay,
  { reference }: Ports,
) => {
  const { calendar, duties } = await reference.duty(school);
  const own = duties.find((other) => other.teacher === teacher);
  if (!own) throw notFound();
  return {
    theirs: groupsOf(calendar, own, from, until),
    available: duties.filter((other) => !isAway(other, from, until)).map((other) => other.teacher),
    groups: Object.keys(calendar.groups) as Told["groups"][number]["group"][],
  };
};

export const announceAbsence = command(contract.announceAbsence, async (call, ports: Ports) => {
  const { caller, body, now, today, key, correlation } = call;
  if (!isOffice(caller.access)) throw notFound();
  const facts = { today, ...(await factsFor(caller.school, body.teacher, body.from, body.until, ports)) };
  // The same key is the same notice of this teacher: a second sending tells nobody twice.
  const notice = NoticeId.parse(uuidv5(`${caller.person} ${contract.announceAbsence.path} ${body.teacher} ${key}`));
  const data = { notice, ...body };
  const carried = await carryOut(
    ports,
    duty,
    { type: "AnnounceAbsence", data, facts },
    {
      school: caller.school,
      id: body.teacher,
      by: caller.person,
      at: now,
      key,
      correlation,
    },
  );
  if ("refused" in carried) return carried;
  // What the key announced, whatever is sent with it this time.
  const told = carried.state.away.find((away) => away.notice === notice) ?? data;
  return announcedAs(caller.school, { ...told, teacher: body.teacher }, false, ports);
});

export const callOffAbsence = command(contract.callOffAbsence, async (call, ports: Ports) => {
  const { caller, params, body, now, key, correlation } = call;
  if (!isOffice(caller.access)) throw notFound();
  const row = (await ports.views.row("notices", caller.school, "announced", params.notice)) as AnnouncedRow | null;
  if (!row || row.teacher !== body.teacher) return { refused: "not-announced" };
  const carried = await carryOut(
    ports,
    duty,
    { type: "CallOffAbsence", data: { notice: params.notice, teacher: body.teacher } },
    { school: caller.school, id: body.teacher, by: caller.person, at: now, key, correlation },
  );
  // It was announced, so a colleague called it off before, maybe at this very moment: so it is.
  if ("refused" in carried && carried.refused !== "not-announced") return carried;
  return announcedAs(caller.school, row, true, ports);
});
