import type { GroupId, PersonId, PupilId } from "#events/ids.ts";
import { isInForce, isOffice, pupilsOf } from "#shared/people/rights.ts";
import { isOpen } from "#shared/policy/calendar.ts";
import { groupsOf, isAway, nextWorkingDay, windowsOn, workingOn } from "#shared/policy/working.ts";
import { byName, groupRef, personRef, pupilRef } from "../answers/refs.ts";
import * as contract from "../api/duty.ts";
import { HttpProblem, notFound } from "../api/http.ts";
import { query } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import type { GuardianRow, RosterRow } from "../projections/people.ts";

export const teachers = query(contract.teachers, async ({ caller, today }, { reference }: Ports) => {
  if (!isOffice(caller.access)) throw notFound();
  const { calendar, duties } = await reference.duty(caller.school);
  const names = await reference.names(caller.school, { persons: duties.map(({ teacher }) => teacher) });
  return {
    day: today,
    groups: (Object.keys(calendar.groups) as GroupId[]).map((id) => groupRef(calendar, id)).sort(byName),
    teachers: duties
      .map((duty) => {
        const now = workingOn(duty, today);
        const away = duty.away.find(({ until }) => until >= today);
        return {
          ...personRef(names, duty.teacher),
          groups: (now?.groups ?? []).map((id) => groupRef(calendar, id)).sort(byName),
          isWorking: isOpen(calendar, today) && windowsOn(duty, today).length > 0 && !isAway(duty, today),
          days: Object.keys(now?.windows ?? {}),
          away: away ? { notice: away.notice, from: away.from, until: away.until } : null,
        };
      })
      .sort(byName),
  };
});

export const audience = query(contract.audience, async ({ caller, params, query: days, today }, ports: Ports) => {
  if (!isOffice(caller.access)) throw notFound();
  if (days.until < days.from)
    throw new HttpProblem("until-before-from", { errors: [{ field: "until", problem: "must not be before `from`" }] });
  const { calendar, duties } = await ports.reference.duty(caller.school);
  const duty = duties.find(({ teacher }) => teacher === params.teacher);
  if (!duty) throw notFound();
  const groups = groupsOf(calendar, duty, days.from, days.until);
  const rosters = await Promise.all(groups.map((group) => ports.views.list("roster", caller.school, `group/${group}`)));
  const pupils = rosters.flat().map(({ data }) => (data as RosterRow).pupil);
  const rows = await Promise.all(pupils.map((pupil) => ports.views.list("guardians", caller.school, `pupil/${pupil}`)));
  const guardians = new Map<PersonId, GuardianRow>();
  for (const { data } of rows.flat()) {
    const row = data as GuardianRow;
    if (row.relation.contact !== "none" && isInForce(row.relation.until, today)) guardians.set(row.person, row);
  }
  const names = await ports.reference.names(caller.school, { persons: guardians.keys() });
  return {
    groups: groups.map((id) => groupRef(calendar, id)).sort(byName),
    pupils: pupils.length,
    guardians: guardians.size,
    families: new Set([...guardians.values()].map(({ household, person }) => household ?? person)).size,
    withoutAddress: [...guardians.keys()].filter((id) => !names.hasAddress(id)).length,
  };
});

export const contactMoments = query(contract.contactMoments, async ({ caller, today }, { reference }: Ports) => {
  const { school, access } = caller;
  const { calendar, duties } = await reference.duty(school);
  const pupils = pupilsOf(access, today);
  const placed = await Promise.all(
    pupils.map(async (pupil) => ({ pupil, group: await reference.groupOf(school, pupil) })),
  );
  const here = placed.filter((child): child is { pupil: PupilId; group: GroupId } => child.group !== null);
  const ofGroup = (group: GroupId) => duties.filter((duty) => workingOn(duty, today)?.groups.includes(group));
  const names = await reference.names(school, {
    pupils,
    persons: here.flatMap(({ group }) => ofGroup(group).map(({ teacher }) => teacher)),
  });
  const { name, phone, cutOff } = calendar.settings;
  return {
    school: { name, phone, cutOff },
    day: today,
    isOpen: isOpen(calendar, today),
    children: here.map(({ pupil, group }) => ({
      pupil: pupilRef(names, calendar, pupil, group),
      lessons: calendar.groups[group]?.lessons ?? {},
      teachers: ofGroup(group).map((duty) => ({
        ...personRef(names, duty.teacher),
        windows: workingOn(duty, today)?.windows ?? {},
        isWorkingToday: isOpen(calendar, today) && windowsOn(duty, today).length > 0 && !isAway(duty, today),
        nextWorkingDay: nextWorkingDay(calendar, duty, today),
      })),
    })),
    closed: calendar.closed.filter(({ until }) => until >= today),
  };
});
