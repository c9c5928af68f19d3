import type { HouseholdId, LoginId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { PersonEvent, Relation, StaffRole } from "#events/people.ts";

/** What a person is and may, as their stream says. It is the state of `person/{id}` and the access row alike. */
export type Access = {
  person: PersonId | null;
  household: HouseholdId | null;
  login: LoginId | null;
  roles: StaffRole[];
  relations: Relation[];
};

export const start: Access = { person: null, household: null, login: null, roles: [], relations: [] };

const withRelation = (state: Access, relation: Relation): Access => ({
  ...state,
  relations: [...state.relations.filter(({ pupil }) => pupil !== relation.pupil), relation],
});

export const evolve = (state: Access, event: PersonEvent): Access => {
  switch (event.type) {
    case "PersonAdded":
      return { ...state, person: event.data.person, household: event.data.household };
    case "LoginLinked":
      return { ...state, login: event.data.login };
    case "RoleGiven": {
      const { role } = event.data;
      return { ...state, roles: [...state.roles.filter((other) => other.role !== role.role), role] };
    }
    case "RoleWithdrawn":
      return { ...state, roles: state.roles.filter(({ role }) => role !== event.data.role) };
    case "GuardianLinked":
    case "RelationChanged":
      return withRelation(state, event.data.relation);
    case "ContactRestricted":
      return {
        ...state,
        relations: state.relations.map((relation) =>
          relation.pupil === event.data.pupil
            ? { ...relation, contact: "none" as const, mayReportSick: false, mayCollect: false }
            : relation,
        ),
      };
  }
};

/** The keys of a person's access rows: by person for who sends, by login for who asks. */
export const accessKeys = (school: SchoolId, { person, login }: Access): { pk: string; sk: string }[] => [
  ...(person ? [{ pk: `person/${person}`, sk: school }] : []),
  ...(login ? [{ pk: `login/${login}`, sk: school }] : []),
];

export const relationTo = (access: Access, pupil: PupilId): Relation | null =>
  access.relations.find((relation) => relation.pupil === pupil) ?? null;
