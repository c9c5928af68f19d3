import type { GroupId, PupilId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { type Access, relationTo } from "./access.ts";

/** Office and head see the whole school. */
export const isOffice = ({ roles }: Access): boolean => roles.some(({ role }) => role === "office" || role === "head");

export const groupsTaught = ({ roles }: Access): GroupId[] =>
  roles.flatMap((role) => (role.role === "teacher" ? role.groups : []));

export const isTeacher = ({ roles }: Access): boolean => roles.some(({ role }) => role === "teacher");

/** A delegate's rights end after their last day. */
export const isInForce = (until: SchoolDay | null, today: SchoolDay): boolean => until === null || until >= today;

/** The guardian may know about this pupil: a restriction or an ended delegation hides the pupil altogether. */
export const isGuardianOf = (access: Access, pupil: PupilId, today: SchoolDay): boolean => {
  const relation = relationTo(access, pupil);
  return relation !== null && relation.contact !== "none" && isInForce(relation.until, today);
};

/** The guardian may report this pupil sick (P1). */
export const mayReportSick = (access: Access, pupil: PupilId, today: SchoolDay): boolean =>
  isGuardianOf(access, pupil, today) &&
  relationTo(access, pupil)?.contact === "all" &&
  relationTo(access, pupil)?.mayReportSick === true;

/** The pupils a guardian has news of. */
export const pupilsOf = (access: Access, today: SchoolDay): PupilId[] =>
  access.relations.filter(({ pupil }) => isGuardianOf(access, pupil, today)).map(({ pupil }) => pupil);
