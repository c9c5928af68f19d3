import * as z from "zod";

/** Every id is a UUID with a brand, so that a pupil's id can't be passed where a person's is meant. */
export const SchoolId = z.uuid().brand<"SchoolId">();
export type SchoolId = z.infer<typeof SchoolId>;

/** A person in one school: guardian, teacher, office or head. The same human at two schools has two. */
export const PersonId = z.uuid().brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

export const PupilId = z.uuid().brand<"PupilId">();
export type PupilId = z.infer<typeof PupilId>;

export const GroupId = z.uuid().brand<"GroupId">();
export type GroupId = z.infer<typeof GroupId>;

/** People who live together: the family that is counted as reached or not. */
export const HouseholdId = z.uuid().brand<"HouseholdId">();
export type HouseholdId = z.infer<typeof HouseholdId>;

export const NoticeId = z.uuid().brand<"NoticeId">();
export type NoticeId = z.infer<typeof NoticeId>;

/** The `sub` of the sign-in service: who is signing in, whatever the school. */
export const LoginId = z.uuid().brand<"LoginId">();
export type LoginId = z.infer<typeof LoginId>;
