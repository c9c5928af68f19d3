import type { GroupId, HouseholdId, LoginId, PersonId, PupilId } from "#events/ids.ts";
import type { PupilEvent, StaffRole } from "#events/people.ts";
import { type Access, evolve as evolveAccess, start } from "#shared/people/access.ts";
import { view } from "./view.ts";

export type RosterRow = { pupil: PupilId; group: GroupId };
/** A guardian with all their children: what a notice's audience is made from, in one walk. */
export type FamilyRow = { person: PersonId; household: HouseholdId | null; access: Access };
export type StaffRow = { person: PersonId; roles: StaffRole[]; login: LoginId | null };

const enrolled = (_: RosterRow | null, { type, data }: PupilEvent): RosterRow | null =>
  type === "PupilLeft" ? null : { pupil: data.pupil, group: data.group };

/** Which pupils are in a group: list `group/{group}`; every pupil of the school: list `pupils`. */
export const roster = view<"pupil", RosterRow | null>({
  name: "roster",
  category: "pupil",
  start: null,
  evolve: enrolled,
  rows: (row, pupil) =>
    row
      ? [
          { list: `group/${row.group}`, key: pupil, data: row },
          { list: "pupils", key: pupil, data: row },
        ]
      : [],
});

/** The school's guardians and how they stand to their pupils: list `all`, by person. */
export const guardians = view<"person", Access>({
  name: "guardians",
  category: "person",
  start,
  evolve: evolveAccess,
  rows: (access, person) =>
    access.relations.length > 0
      ? [
          {
            list: "all",
            key: person,
            data: { person: person as PersonId, household: access.household, access } satisfies FamilyRow,
          },
        ]
      : [],
});

/** Teachers, office and head: list `staff`, by person. */
export const staff = view<"person", Access>({
  name: "staff",
  category: "person",
  start,
  evolve: evolveAccess,
  rows: ({ roles, login }, person) =>
    roles.length > 0
      ? [{ list: "staff", key: person, data: { person: person as PersonId, roles, login } satisfies StaffRow }]
      : [],
});
