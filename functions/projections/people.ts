import type { GroupId, HouseholdId, LoginId, PersonId, PupilId } from "#events/ids.ts";
import type { PupilEvent, Relation, StaffRole } from "#events/people.ts";
import { type Access, evolve as evolveAccess, start } from "#shared/people/access.ts";
import { view } from "./view.ts";

export type RosterRow = { pupil: PupilId; group: GroupId };
export type GuardianRow = {
  person: PersonId;
  household: HouseholdId | null;
  login: LoginId | null;
  relation: Relation;
};
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

/** Who the guardians of a pupil are and how they stand to it: list `pupil/{pupil}`, by person. */
export const guardians = view<"person", Access>({
  name: "guardians",
  category: "person",
  start,
  evolve: evolveAccess,
  rows: ({ household, login, relations }, person) =>
    relations.map((relation) => ({
      list: `pupil/${relation.pupil}`,
      key: person,
      data: { person: person as PersonId, household, login, relation } satisfies GuardianRow,
    })),
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
