import type { AbsenceEvent } from "#events/absence.ts";
import type { Actor, Recorded } from "#events/event.ts";
import type { PupilId } from "#events/ids.ts";
import type { Instant, SchoolDay } from "#events/time.ts";
import { view } from "./view.ts";

/** One pupil's row on the list of who is sick; no row: not sick. The reason stays out: it is opened per pupil. */
export type SickRow = { pupil: PupilId; since: SchoolDay; back: SchoolDay | null; at: Instant; by: Actor };

const show = (_: SickRow | null, { type, data, at, by }: Recorded & AbsenceEvent): SickRow | null => {
  switch (type) {
    case "SickReported":
    case "SickReportCorrected":
      return { pupil: data.pupil, since: data.from, back: data.back, at, by };
    // `on` is still to come: until then the row stays and says when.
    case "RecoveryReported":
      return _ && data.on > _.since ? { ..._, back: data.on, at, by } : null;
    case "SickReportWithdrawn":
      return null;
  }
};

/** List `now`, by pupil. */
export const sick = view<"absence", SickRow | null>({
  name: "sick",
  category: "absence",
  start: null,
  evolve: show,
  rows: (row, pupil) => (row ? [{ list: "now", key: pupil, data: row }] : []),
});
