import { absenceRoutes } from "./absence.ts";
import { boardRoutes } from "./board.ts";
import { openapi } from "./document.ts";
import { dutyRoutes } from "./duty.ts";
import { me } from "./me.ts";
import { noticeRoutes } from "./notice.ts";
import type { Route } from "./route.ts";
import { signInRoutes } from "./signIn.ts";

/** A feature of the product: the routes that serve it, and its words in the API's description. */
export type Feature = { name: string; description: string; routes: readonly Route[] };

export const features: readonly Feature[] = [
  { name: "Sign-in", description: "A code by e-mail, and staying signed in. No passwords.", routes: signInRoutes },
  { name: "Me", description: "Who the caller is at each school.", routes: [me] },
  { name: "Absences", description: "A pupil is sick (P1), until better or taken back.", routes: absenceRoutes },
  { name: "Boards", description: "What teachers and the office see at one glance.", routes: boardRoutes },
  { name: "Notices", description: "What families are told (S4), answer, and were reached by.", routes: noticeRoutes },
  { name: "Duty", description: "Which teacher works when, is away, and can be reached (T2).", routes: dutyRoutes },
  { name: "Description", description: "The API about itself.", routes: [openapi] },
];

/** Every operation of the API. What is not in this list does not exist. */
export const routes: readonly Route[] = features.flatMap((feature) => feature.routes);
