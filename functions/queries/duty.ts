import type { GroupId, PupilId } from "#events/ids.ts";
import { familyOf } from "#shared/notice/delivery.ts";
import { isOffice, pupilsOf } from "#shared/people/rights.ts";
import { isOpen } from "#shared/policy/calendar.ts";
import { type PhoneMoment, phoneMoment, phoneTimesOn } from "#shared/policy/phoneMoment.ts";
import { groupsOf, isAway, nextWorkingDay, windowsOn, workingOn } from "#shared/policy/working.ts";
import { byName, groupRef, personRef, pupilRef } from "../answers/refs.ts";
import * as contract from "../api/duty.ts";
import { HttpProblem, notFound } from "../api/http.ts";
import { query } from "../api/operation.ts";
import { audienceOf } from "../notify/audience.ts";
import type { Recipient } from "../notify/chunk.ts";
import type { Ports } from "../ports.ts";

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
  const guardians: Recipient[] = [];
  for await (const guardian of audienceOf(ports.views, caller.school, groups, today)) guardians.push(guardian);
  const names = await ports.reference.names(caller.school, { persons: guardians.map(({ person }) => person) });
  return {
    groups: groups.map((id) => groupRef(calendar, id)).sort(byName),
    pupils: rosters.flat().length,
    guardians: guardians.length,
    families: new Set(guardians.map(familyOf)).size,
    withoutAddress: guardians.filter(({ person }) => !names.hasAddress(person)).length,
  };
});

/** That it fits is told without the moment: an answer that changed each millisecond could never be a 304. */
const phoneOf = (moment: PhoneMoment) => ({ fits: moment.fits, at: moment.fits ? null : moment.at });

export const contactMoments = query(contract.contactMoments, async ({ caller, now, today }, { reference }: Ports) => {
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
        times: phoneTimesOn(calendar, duties, duty.teacher, today),
        phone: phoneOf(phoneMoment(calendar, duties, duty.teacher, now)),
      })),
    })),
    closed: calendar.closed.filter(({ until }) => until >= today),
  };
});
