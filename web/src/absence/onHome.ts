import type { components } from "../api/schema.d.ts";
import { said } from "../home/said.ts";

type AbsenceNow = components["schemas"]["AbsenceNow"];

/** What was just reported or taken back stands on the home screen at once. */
export const sayOnHome = ({ pupil, phase, from, back, reportedAt }: AbsenceNow): void => {
  const sick = phase === "sick" && from !== null && reportedAt !== null ? { since: from, back, at: reportedAt } : null;
  said((home) => ({
    ...home,
    children: home.children.map((child) => (child.pupil.id === pupil.id ? { ...child, sick } : child)),
  }));
};
