import type { Recorded } from "#events/event.ts";
import type { PersonId, PupilId } from "#events/ids.ts";
import type { LookEvent } from "#events/look.ts";
import type { Instant } from "#events/time.ts";
import { view } from "./view.ts";

export type LookRow = { pupil: PupilId; person: PersonId; at: Instant };

/** Who of the staff opened a pupil's health data: list `pupil/{pupil}`, oldest first. */
export const looks = view<"look", LookRow | null>({
  name: "looks",
  category: "look",
  start: null,
  evolve: (_, { data, at }: Recorded & LookEvent) => ({ pupil: data.pupil, person: data.person, at }),
  rows: (row, id) => (row ? [{ list: `pupil/${row.pupil}`, key: `${row.at}#${id}`, data: row }] : []),
});
