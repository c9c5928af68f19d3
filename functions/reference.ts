import type { GroupId, HouseholdId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import type { TeacherDuty } from "#shared/policy/duty.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Key, Table } from "#shared/ports/table.ts";
import type { Views } from "#shared/store/views.ts";
import type { RosterRow, StaffRow } from "./projections/people.ts";

/** How long who works when may be read from memory: as fresh as a view promises to be. */
const DUTY_REST_MS = 2_000;
/** Names, and which group a pupil is in, change a few times a year. */
const NAMES_REST_MS = 60_000;
const MOST_RESTING = 5_000;

/** `office` are the people of office and management. */
export type SchoolDuty = { calendar: SchoolCalendar; duties: TeacherDuty[]; office: ReadonlySet<PersonId> };
export type Names = {
  person(id: PersonId): string;
  firstName(id: PersonId): string;
  pupil(id: PupilId): string;
  household(id: HouseholdId): string;
  phones(id: PersonId): string[];
  language(id: PersonId): "nl" | "en";
  hasAddress(id: PersonId): boolean;
};

/** What almost every answer needs beside its own row: who works when, who is called what, which group a pupil is in. */
export type Reference = {
  duty(school: SchoolId): Promise<SchoolDuty>;
  groupOf(school: SchoolId, pupil: PupilId): Promise<GroupId | null>;
  names(
    school: SchoolId,
    of: { persons?: Iterable<PersonId>; pupils?: Iterable<PupilId>; households?: Iterable<HouseholdId> },
  ): Promise<Names>;
};

type Resting<T> = { value: T; until: number };

/**
 * Holds values for a while, counted from when they were asked for: a container may be frozen between a question and its
 * answer, and the answer is old by then. When it is full, the oldest go first.
 */
const makeRest = <T>(now: () => number, restMs: number) => {
  const held = new Map<string, Resting<T>>();
  return {
    get(key: string): T | undefined {
      const entry = held.get(key);
      return entry && entry.until > now() ? entry.value : undefined;
    },
    set(key: string, value: T, askedAt: number): T {
      held.delete(key);
      held.set(key, { value, until: askedAt + restMs });
      for (const oldest of held.keys()) {
        if (held.size <= MOST_RESTING) break;
        held.delete(oldest);
      }
      return value;
    },
  };
};

type PeopleItem = {
  name?: string;
  firstName?: string;
  phones?: string[];
  language?: "nl" | "en";
  email?: string | null;
};

export const makeReference = ({
  views,
  people,
  clock,
}: {
  views: Views;
  people: Table;
  clock: Pick<Clock, "now">;
}): Reference => {
  const now = () => Date.parse(clock.now());
  const duty = makeRest<SchoolDuty>(now, DUTY_REST_MS);
  const groups = makeRest<GroupId | null>(now, NAMES_REST_MS);
  const items = makeRest<PeopleItem>(now, NAMES_REST_MS);

  return {
    async duty(school) {
      const held = duty.get(school);
      if (held) return held;
      const askedAt = now();
      const [calendar, teachers, staff] = await Promise.all([
        views.row("calendar", school, "school", "calendar"),
        views.list("duty", school, "teachers"),
        views.list("staff", school, "staff"),
      ]);
      if (!calendar) throw new Error("a school without a calendar");
      const known = {
        calendar: calendar as unknown as SchoolCalendar,
        duties: teachers.map(({ data }) => data as unknown as TeacherDuty),
        office: new Set(
          staff
            .map(({ data }) => data as unknown as StaffRow)
            .filter(({ roles }) => roles.some(({ role }) => role !== "teacher"))
            .map(({ person }) => person),
        ),
      };
      return duty.set(school, known, askedAt);
    },
    async groupOf(school, pupil) {
      const key = `${school}/${pupil}`;
      const held = groups.get(key);
      if (held !== undefined) return held;
      const askedAt = now();
      const row = (await views.row("roster", school, "pupils", pupil)) as RosterRow | null;
      return groups.set(key, row?.group ?? null, askedAt);
    },
    async names(school, { persons = [], pupils = [], households = [] }) {
      const keys = [
        ...[...persons].map((id) => `person/${id}`),
        ...[...pupils].map((id) => `pupil/${id}`),
        ...[...households].map((id) => `household/${id}`),
      ];
      const found = new Map<string, PeopleItem>();
      const unknown = new Set<string>();
      for (const sk of keys) {
        const held = items.get(`${school}/${sk}`);
        if (held) found.set(sk, held);
        else unknown.add(sk);
      }
      const askedAt = now();
      const read = unknown.size > 0 ? await people.batchGet([...unknown].map((sk): Key => ({ pk: school, sk }))) : [];
      for (const item of read)
        found.set(item.sk as string, items.set(`${school}/${item.sk}`, item as PeopleItem, askedAt));
      // Erased people have no name any more; what they did stays.
      const of = (sk: string): PeopleItem => found.get(sk) ?? {};
      return {
        person: (id) => of(`person/${id}`).name ?? "",
        firstName: (id) => of(`person/${id}`).firstName ?? of(`person/${id}`).name ?? "",
        pupil: (id) => of(`pupil/${id}`).name ?? "",
        household: (id) => of(`household/${id}`).name ?? "",
        phones: (id) => of(`person/${id}`).phones ?? [],
        language: (id) => of(`person/${id}`).language ?? "nl",
        hasAddress: (id) => Boolean(of(`person/${id}`).email),
      };
    },
  };
};
