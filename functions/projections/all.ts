import { sick } from "./absence.ts";
import { calendar } from "./calendar.ts";
import { duty } from "./duty.ts";
import { looks } from "./look.ts";
import { answers, notices } from "./notice.ts";
import { guardians, roster, staff } from "./people.ts";
import type { View } from "./view.ts";

/** Every view there is; `npm run rebuild -- --view NAME` takes one of these names. */
export const allViews: readonly View[] = [answers, calendar, duty, guardians, looks, notices, roster, sick, staff];
