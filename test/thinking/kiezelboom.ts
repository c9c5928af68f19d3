import type { SchoolSettings } from "#events/calendar.ts";
import type { Outcome } from "#events/duty.ts";
import type { GroupId, HouseholdId, LoginId, NoticeId, PersonId, PupilId } from "#events/ids.ts";
import type { Instant, SchoolDay, TimeOfDay, TimeSpan, WeekTimes } from "#events/time.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import { momentOf } from "#shared/policy/days.ts";
import type { Away, TeacherDuty } from "#shared/policy/duty.ts";

const uuid = (kind: number, number: number): string =>
  `00000000-0000-4000-8000-${String(kind * 1000 + number).padStart(12, "0")}`;

export const person = (number: number): PersonId => uuid(1, number) as PersonId;
export const pupil = (number: number): PupilId => uuid(2, number) as PupilId;
export const group = (number: number): GroupId => uuid(3, number) as GroupId;
export const notice = (number: number): NoticeId => uuid(4, number) as NoticeId;
export const household = (number: number): HouseholdId => uuid(5, number) as HouseholdId;
export const login = (number: number): LoginId => uuid(6, number) as LoginId;

export const day = (text: string): SchoolDay => text as SchoolDay;
export const time = (text: string): TimeOfDay => text as TimeOfDay;
export const span = (from: string, until: string): TimeSpan => ({ from: time(from), until: time(until) });
/** The moment at which the school's clock shows this: `2026-11-23 08:10`. */
export const at = (text: string): Instant => momentOf(day(text.slice(0, 10)), time(text.slice(11)));

/** The same spans on each of these weekdays. */
export const on = (weekdays: string, ...spans: TimeSpan[]): WeekTimes =>
  Object.fromEntries([...weekdays].map((weekday) => [weekday, spans]));

export const settings: SchoolSettings = {
  name: "De Kiezelboom",
  phone: "030 123 45 67",
  cutOff: time("08:30"),
  notReachedAfterMinutes: 30,
};

export const [lions, bears, otters, foxes] = [group(1), group(2), group(3), group(4)];
export const [ank, bram, cleo, dirk, eva] = [person(1), person(2), person(3), person(4), person(5)];

const lessons: WeekTimes = { ...on("1245", span("08:30", "14:30")), ...on("3", span("08:30", "12:15")) };

/** Autumn holiday over a weekend and a week, a study day on Monday 7 December. */
export const calendar: SchoolCalendar = {
  settings,
  groups: {
    [lions]: { name: "Groep 3", lessons },
    [bears]: { name: "Groep 4", lessons },
    [otters]: { name: "Groep 5", lessons },
    // The youngest stay until noon.
    [foxes]: { name: "Groep 1", lessons: on("12345", span("08:30", "12:00")) },
  },
  closed: [
    { kind: "holiday", name: "Herfstvakantie", from: day("2026-10-17"), until: day("2026-10-25") },
    { kind: "closing-day", name: "Studiedag", from: day("2026-12-07"), until: day("2026-12-07") },
  ],
};

/** Before the lessons and after them. */
export const around = [span("08:00", "08:25"), span("14:45", "16:30")];

export const works = (teacher: PersonId, groups: GroupId[], windows: WeekTimes, ...away: Away[]): TeacherDuty => ({
  teacher,
  working: [{ from: day("2026-08-31"), groups, windows }],
  away,
});

export const awayFor = (number: number, from: string, until: string, ...groups: [GroupId, Outcome][]): Away => ({
  notice: notice(number),
  from: day(from),
  until: day(until),
  groups: groups.map(([one, outcome]) => ({ group: one, outcome })),
});

/** The lions have a duo: Ank on Monday to Wednesday, Bram on Wednesday to Friday. Cleo has the bears, Dirk the otters and foxes. */
export const duties: TeacherDuty[] = [
  works(ank, [lions], on("123", ...around)),
  works(bram, [lions], on("345", ...around)),
  works(cleo, [bears], on("12345", ...around)),
  works(dirk, [otters, foxes], on("1245", ...around)),
];

/** The same teachers, one of them away. */
export const dutiesWith = (teacher: PersonId, ...away: Away[]): TeacherDuty[] =>
  duties.map((duty) => (duty.teacher === teacher ? { ...duty, away } : duty));
