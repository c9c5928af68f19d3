import type { GroupId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import type { Access } from "#shared/people/access.ts";
import { groupsTaught, mayReportSick, pupilsOf } from "#shared/people/rights.ts";
import { queryAll } from "#shared/ports/table.ts";
import { byName, groupRef, pupilRef } from "../answers/refs.ts";
import * as contract from "../api/me.ts";
import { openQuery } from "../api/operation.ts";
import type { Ports } from "../ports.ts";

const atSchool = async (school: SchoolId, person: PersonId, access: Access, today: SchoolDay, { reference }: Ports) => {
  const pupils = pupilsOf(access, today);
  const [{ calendar }, names, placed] = await Promise.all([
    reference.duty(school),
    reference.names(school, { persons: [person], pupils }),
    Promise.all(pupils.map(async (pupil) => ({ pupil, group: await reference.groupOf(school, pupil) }))),
  ]);
  const here = placed.filter((child): child is { pupil: PupilId; group: GroupId } => child.group !== null);
  return {
    school: { id: school, name: calendar.settings.name, phone: calendar.settings.phone },
    person: { id: person, name: names.person(person), firstName: names.firstName(person) },
    language: names.language(person),
    roles: [...(here.length > 0 ? (["guardian"] as const) : []), ...access.roles.map(({ role }) => role)],
    groups: groupsTaught(access)
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
