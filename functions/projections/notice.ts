import type { DutyEvent, Outcome } from "#events/duty.ts";
import type { Actor, Recorded } from "#events/event.ts";
import type { GroupId, NoticeId, PersonId, PupilId } from "#events/ids.ts";
import type { HomeAnswer, NoticeEvent } from "#events/notice.ts";
import type { Instant, SchoolDay } from "#events/time.ts";
import { view } from "./view.ts";

export type AnswerRow = { pupil: PupilId; answer: HomeAnswer; by: Actor; at: Instant };
export type SpokenRow = { recipient: PersonId; by: Actor; at: Instant };
type Told = { answers: Record<string, AnswerRow>; spoken: Record<string, SpokenRow> };

const told = (state: Told, { type, data, at, by }: Recorded & NoticeEvent): Told => {
  switch (type) {
    case "NoticePublished":
      return state;
    case "NoticeAnswered":
      return {
        ...state,
        answers: { ...state.answers, [data.pupil]: { pupil: data.pupil, answer: data.answer, by, at } },
      };
    case "RecipientSpoken":
      return {
        ...state,
        spoken: { ...state.spoken, [data.recipient]: { recipient: data.recipient, by, at: data.at } },
      };
    case "RecipientSpokenUndone": {
      const { [data.recipient]: _, ...spoken } = state.spoken;
      return { ...state, spoken };
    }
  }
};

/** What came back on a notice: list `notice/{notice}`, one row `told` with the answers by pupil and who was spoken with. */
export const answers = view<"notice", Told>({
  name: "answers",
  category: "notice",
  start: { answers: {}, spoken: {} },
  evolve: told,
  rows: (state, notice) => [{ list: `notice/${notice}`, key: "told", data: state }],
});

/** An absence as it was announced, for the inbox and the office; the words beside it stay sealed in the event. */
export type AnnouncedRow = {
  notice: NoticeId;
  teacher: PersonId;
  at: Instant;
  by: Actor;
  from: SchoolDay;
  until: SchoolDay;
  groups: { group: GroupId; outcome: Outcome }[];
  hasNote: boolean;
  /** Where the event lies. */
  version: number;
  calledOffAt: Instant | null;
};

const announced = (state: AnnouncedRow[], event: Recorded & DutyEvent): AnnouncedRow[] => {
  const { type, data, at, by, version } = event;
  switch (type) {
    case "WorkingTimeSet":
      return state;
    case "AbsenceAnnounced": {
      const { notice, teacher, from, until, groups, note } = data;
      return [
        ...state,
        { notice, teacher, at, by, from, until, groups, hasNote: note !== null, version, calledOffAt: null },
      ].slice(-MOST_ANNOUNCED);
    }
    case "AbsenceCalledOff":
      return state.map((row) => (row.notice === data.notice ? { ...row, calledOffAt: at } : row));
  }
};

/** A teacher's latest absences; older ones stay in the stream. A transaction writes at most 100 rows. */
const MOST_ANNOUNCED = 40;

/** List `announced`, by notice: newest last is not promised, read and sort. */
export const notices = view<"duty", AnnouncedRow[]>({
  name: "notices",
  category: "duty",
  start: [],
  evolve: announced,
  rows: (state) => state.map((row) => ({ list: "announced", key: row.notice, data: row })),
});
