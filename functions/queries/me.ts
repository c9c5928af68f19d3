import type { GroupId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import type { Access } from "#shared/people/access.ts";
import { groupsTaught, isTeacher, mayReportSick, pupilsOf } from "#shared/people/rights.ts";
import { nextOpenDay } from "#shared/policy/calendar.ts";
import { onDuty } from "#shared/policy/onDuty.ts";
import { queryAll } from "#shared/ports/table.ts";
import { byName, groupRef, pupilRef } from "../answers/refs.ts";
import * as contract from "../api/me.ts";
import { openQuery } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import type { SchoolDuty } from "../reference.ts";

/** A teacher's own groups, and those that they have today in somebody's place. */
const groupsNow = (access: Access, person: PersonId, { calendar, duties }: SchoolDuty, today: SchoolDay): GroupId[] => {
  const day = nextOpenDay(calendar, today);
  const has = (group: GroupId) => onDuty(calendar, duties, group, day).teachers.includes(person);
  const taken = isTeacher(access) ? (Object.keys(calendar.groups) as GroupId[]).filter(has) : [];
  return [...new Set([...groupsTaught(access), ...taken])];
};

const atSchool = async (school: SchoolId, person: PersonId, access: Access, today: SchoolDay, { reference }: Ports) => {
  const pupils = pupilsOf(access, today);
  const [duty, names, placed] = await Promise.all([
    reference.duty(school),
    reference.names(school, { persons: [person], pupils }),
    Promise.all(pupils.map(async (pupil) => ({ pupil, group: await reference.groupOf(school, pupil) }))),
  ]);
  const { calendar } = duty;
  const here = placed.filter((child): child is { pupil: PupilId; group: GroupId } => child.group !== null);
  return {
    school: { id: school, name: calendar.settings.name, phone: calendar.settings.phone },
    person: { id: person, name: names.person(person), firstName: names.firstName(person) },
    language: names.language(person),
    roles: [...(here.length > 0 ? (["guardian"] as const) : []), ...access.roles.map(({ role }) => role)],
    groups: groupsNow(access, person, duty, today)
      .map((id) => groupRef(calendar, id))
      .sort(byName),
    pupils: here
      .map(({ pupil, group }) => ({
        ...pupilRef(names, calendar, pupil, group),
        mayReportSick: mayReportSick(access, pupil, today),
      }))
      .sort(byName),
  };
};

/** One login, any number of schools and hats: one read of all its access rows. */
export const me = openQuery(contract.me, async ({ login, today }, ports: Ports) => {
  const schools = [];
  for await (const row of queryAll(ports.access, `login/${login}`)) {
    const access = row.access as unknown as Access;
    if (access.person) schools.push(await atSchool(row.sk as SchoolId, access.person, access, today, ports));
  }
  return { schools: schools.sort((a, b) => byName(a.school, b.school)) };
});
