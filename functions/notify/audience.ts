import type { GroupId, PupilId, SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { isGuardianOf } from "#shared/people/rights.ts";
import type { Views } from "#shared/store/views.ts";
import type { FamilyRow, RosterRow } from "../projections/people.ts";
import type { Recipient } from "./chunk.ts";

/**
 * Every guardian with a child in one of these groups, one after another in the order of their ids: memory holds the
 * groups' pupils and one page of guardians, at any size of school.
 */
export async function* audienceOf(
  views: Views,
  school: SchoolId,
  groups: Iterable<GroupId>,
  today: SchoolDay,
): AsyncGenerator<Recipient> {
  const groupOf = new Map<PupilId, GroupId>();
  for (const group of new Set(groups))
    for (const { data } of await views.list("roster", school, `group/${group}`))
      groupOf.set((data as RosterRow).pupil, group);
  for await (const { data } of views.each("guardians", school, "all")) {
    const { person, household, access } = data as FamilyRow;
    const pupils = access.relations.flatMap(({ pupil }) => {
      const group = groupOf.get(pupil);
      return group && isGuardianOf(access, pupil, today) ? [{ pupil, group }] : [];
    });
    if (pupils.length > 0) yield { person, household, pupils };
  }
}
