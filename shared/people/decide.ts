import type { HouseholdId, LoginId, PersonId, PupilId } from "#events/ids.ts";
import {
  ContactRestricted,
  GuardianLinked,
  LoginLinked,
  PersonAdded,
  type PersonEvent,
  type Relation,
  RelationChanged,
  RoleGiven,
  RoleWithdrawn,
  type StaffRole,
} from "#events/people.ts";
import { type Access, evolve, relationTo, start } from "./access.ts";

export type PersonCommand =
  | {
      type: "AddPerson";
      data: { person: PersonId; household: HouseholdId | null; roles: StaffRole[]; relations: Relation[] };
    }
  | { type: "LinkLogin"; data: { person: PersonId; login: LoginId } }
  | { type: "GiveRole"; data: { person: PersonId; role: StaffRole } }
  | { type: "WithdrawRole"; data: { person: PersonId; role: StaffRole["role"] } }
  | { type: "SetRelation"; data: { person: PersonId; relation: Relation } }
  | { type: "RestrictContact"; data: { person: PersonId; pupil: PupilId } };

export type PersonRefusal = { refused: "no-such-person" };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const decide = (command: PersonCommand, state: Access): PersonEvent[] | PersonRefusal => {
  if (command.type === "AddPerson") {
    if (state.person) return [];
    const { person, household, roles, relations } = command.data;
    return [
      PersonAdded.of({ person, household }),
      ...roles.map((role) => RoleGiven.of({ person, role })),
      ...relations.map((relation) => GuardianLinked.of({ person, relation })),
    ];
  }
  if (!state.person) return { refused: "no-such-person" };
  switch (command.type) {
    case "LinkLogin":
      return state.login === command.data.login ? [] : [LoginLinked.of(command.data)];
    case "GiveRole":
      return state.roles.some((role) => isSame(role, command.data.role)) ? [] : [RoleGiven.of(command.data)];
    case "WithdrawRole":
      return state.roles.some(({ role }) => role === command.data.role) ? [RoleWithdrawn.of(command.data)] : [];
    case "SetRelation": {
      const held = relationTo(state, command.data.relation.pupil);
      if (!held) return [GuardianLinked.of(command.data)];
      return isSame(held, command.data.relation) ? [] : [RelationChanged.of(command.data)];
    }
    case "RestrictContact": {
      const held = relationTo(state, command.data.pupil);
      return !held || held.contact === "none" ? [] : [ContactRestricted.of(command.data)];
    }
  }
};

export const person = { category: "person", start, evolve, decide } as const;
