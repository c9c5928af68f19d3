import type { GroupId, PersonId, PupilId } from "#events/ids.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import type { GroupRef, PersonRef, PupilRef } from "../api/common.ts";
import type { Names } from "../reference.ts";

export const groupRef = (calendar: SchoolCalendar, id: GroupId): GroupRef => ({
  id,
  name: calendar.groups[id]?.name ?? "",
});

export const personRef = (names: Names, id: PersonId): PersonRef => ({ id, name: names.person(id) });

export const pupilRef = (names: Names, calendar: SchoolCalendar, id: PupilId, group: GroupId): PupilRef => ({
  id,
  name: names.pupil(id),
  group: groupRef(calendar, group),
});

/** Group 2 before group 10, as people count. */
export const byName = (a: { name: string }, b: { name: string }): number =>
  a.name.localeCompare(b.name, "nl", { numeric: true });
