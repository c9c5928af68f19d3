import * as z from "zod";
import { event } from "./event.ts";
import { GroupId, HouseholdId, LoginId, PersonId, PupilId } from "./ids.ts";
import { SchoolDay } from "./time.ts";

/** How a guardian stands to a pupil. Names, addresses and numbers are in the People table, never here. */
export const Relation = z.strictObject({
  pupil: PupilId,
  authority: z.enum(["yes", "no", "unknown"]),
  /** all: everything; information: reads, does not act; none: a restriction is in force. */
  contact: z.enum(["all", "information", "none"]),
  mayReportSick: z.boolean(),
  mayCollect: z.boolean(),
  /** Last day of a delegate's rights; null: no end. */
  until: SchoolDay.nullable(),
});
export type Relation = z.infer<typeof Relation>;

export const StaffRole = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("teacher"), groups: z.array(GroupId).max(12) }),
  z.strictObject({ role: z.literal("office") }),
  z.strictObject({ role: z.literal("head") }),
]);
export type StaffRole = z.infer<typeof StaffRole>;

// Stream `pupil/{id}`
export const PupilEnrolled = event("PupilEnrolled", 1, { pupil: PupilId, group: GroupId, on: SchoolDay });
export const PupilMoved = event("PupilMoved", 1, { pupil: PupilId, group: GroupId, on: SchoolDay });
export const PupilLeft = event("PupilLeft", 1, { pupil: PupilId, on: SchoolDay });

// Stream `person/{id}`
export const PersonAdded = event("PersonAdded", 1, { person: PersonId, household: HouseholdId.nullable() });
/** From now on this login acts as this person. */
export const LoginLinked = event("LoginLinked", 1, { person: PersonId, login: LoginId });
export const RoleGiven = event("RoleGiven", 1, { person: PersonId, role: StaffRole });
export const RoleWithdrawn = event("RoleWithdrawn", 1, {
  person: PersonId,
  role: z.enum(["teacher", "office", "head"]),
});
export const GuardianLinked = event("GuardianLinked", 1, { person: PersonId, relation: Relation });
export const RelationChanged = event("RelationChanged", 1, { person: PersonId, relation: Relation });
/** By a court or the school: nothing about this pupil goes to this person from now on. */
export const ContactRestricted = event("ContactRestricted", 1, { person: PersonId, pupil: PupilId });

export const PupilEvent = z.discriminatedUnion("type", [PupilEnrolled, PupilMoved, PupilLeft]);
export type PupilEvent = z.infer<typeof PupilEvent>;
export const PersonEvent = z.discriminatedUnion("type", [
  PersonAdded,
  LoginLinked,
  RoleGiven,
  RoleWithdrawn,
  GuardianLinked,
  RelationChanged,
  ContactRestricted,
]);
export type PersonEvent = z.infer<typeof PersonEvent>;
