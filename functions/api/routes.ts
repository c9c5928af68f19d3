import { absenceRoutes } from "./absence.ts";
import { boardRoutes } from "./board.ts";
import { openapi } from "./document.ts";
import { dutyRoutes } from "./duty.ts";
import { me } from "./me.ts";
import { noticeRoutes } from "./notice.ts";
import type { Route } from "./route.ts";
import { signInRoutes } from "./signIn.ts";

/** Every operation of the API. What is not in this list does not exist. */
export const routes: readonly Route[] = [
  ...signInRoutes,
  me,
  ...absenceRoutes,
  ...boardRoutes,
  ...noticeRoutes,
  ...dutyRoutes,
  openapi,
];
