import type { ClosedDays, SchoolSettings } from "#events/calendar.ts";
import type { GroupId, HouseholdId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Relation, StaffRole } from "#events/people.ts";
import type { SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";
import { uuidv5 } from "#shared/store/uuidv5.ts";
import { childNames, guardianNames, surnames } from "./demoNames.ts";

/** An invented school with invented people; the same words always give the same ids. */
export type DemoPerson = {
  id: PersonId;
  name: string;
  firstName: string;
  email: string | null;
  phones: string[];
  language: "nl" | "en";
  household: HouseholdId | null;
  roles: StaffRole[];
  relations: Relation[];
};
export type DemoPupil = { id: PupilId; name: string; firstName: string; group: GroupId };
export type DemoSchool = {
  id: SchoolId;
  settings: SchoolSettings;
  closed: ClosedDays[];
  groups: { id: GroupId; name: string; lessons: WeekTimes }[];
  households: { id: HouseholdId; name: string }[];
  pupils: DemoPupil[];
  people: DemoPerson[];
  duties: { teacher: PersonId; groups: GroupId[]; windows: WeekTimes }[];
};

/** The first day of the school year: from then on everybody works and is enrolled. */
export const YEAR_BEGINS = "2026-08-31" as SchoolDay;

const span = (from: string, until: string) => ({ from: from as TimeOfDay, until: until as TimeOfDay });
const everyDay = (days: string, ...spans: ReturnType<typeof span>[]): WeekTimes =>
  Object.fromEntries([...days].map((day) => [day, spans]));

/** The same-hours model with Wednesday afternoon off. */
const LESSONS: WeekTimes = { ...everyDay("1245", span("08:30", "14:30")), ...everyDay("3", span("08:30", "12:15")) };
/** Before the lessons and after them: when a teacher can be reached. */
const windowsOn = (days: string): WeekTimes => everyDay(days, span("08:00", "08:25"), span("14:45", "16:30"));

/** School holidays 2026-2027, region Midden, and two closing days of the school's own. */
const CLOSED: ClosedDays[] = (
  [
    ["holiday", "Herfstvakantie", "2026-10-17", "2026-10-25"],
    ["closing-day", "Studiedag", "2026-12-07", "2026-12-07"],
    ["holiday", "Kerstvakantie", "2026-12-19", "2027-01-03"],
    ["holiday", "Voorjaarsvakantie", "2027-02-20", "2027-02-28"],
    ["holiday", "Goede Vrijdag en Pasen", "2027-03-26", "2027-03-29"],
    ["holiday", "Meivakantie", "2027-04-24", "2027-05-09"],
    ["holiday", "Pinksteren", "2027-05-17", "2027-05-17"],
    ["holiday", "Zomervakantie", "2027-07-17", "2027-08-29"],
  ] as const
).map(([kind, name, from, until]) => ({ kind, name, from: from as SchoolDay, until: until as SchoolDay }));

const relation = (pupil: PupilId, more: Partial<Relation> = {}): Relation => ({
  pupil,
  authority: "yes",
  contact: "all",
  mayReportSick: true,
  mayCollect: true,
  until: null,
  ...more,
});

type Staff = {
  name: string;
  firstName: string;
  email: string;
  days: string;
  groups: number[];
  role: "teacher" | "office" | "head";
};
type Plan = { slug: string; settings: SchoolSettings; groupNames: string[]; staff: Staff[]; pupils: number };

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** The teacher of group 5 has a child in group 2: one login, two hats. */
const TEACHER_WITH_CHILD = "fenna@school.example";

export const makeDemoSchool = (plan: Plan): DemoSchool => {
  const id = <Id extends string>(kind: string, name: string | number) =>
    uuidv5(`demo ${plan.slug} ${kind} ${name}`) as Id;
  const groups = plan.groupNames.map((name, at) => ({ id: id<GroupId>("group", at + 1), name, lessons: LESSONS }));
  const groupAt = (at: number): GroupId => pick(groups, at).id;
  const households: DemoSchool["households"] = [];
  const pupils: DemoPupil[] = [];
  const people: DemoPerson[] = [];
  const home = (name: string): HouseholdId => {
    const household = { id: id<HouseholdId>("household", households.length), name };
    households.push(household);
    return household.id;
  };
  const pupil = (firstName: string, surname: string, group: GroupId): PupilId => {
    const one = { id: id<PupilId>("pupil", pupils.length), name: `${firstName} ${surname}`, firstName, group };
    pupils.push(one);
    return one.id;
  };
  const person = (firstName: string, surname: string, more: Partial<DemoPerson>): DemoPerson => {
    const number = String(people.length).padStart(4, "0");
    const one: DemoPerson = {
      id: id<PersonId>("person", people.length),
      name: `${firstName} ${surname}`,
      firstName,
      email: `${plan.slug}.ouder${number}@post.example`,
      phones: [`06 0000 ${number}`],
      language: "nl",
      household: null,
      roles: [],
      relations: [],
      ...more,
    };
    people.push(one);
    return one;
  };

  for (const { name, firstName, email, days, groups: taught, role } of plan.staff) {
    const given: StaffRole = role === "teacher" ? { role, groups: taught.map((at) => groupAt(at - 1)) } : { role };
    const surname = name.slice(firstName.length + 1);
    const one = person(firstName, surname, { name, email, roles: [given], phones: [] });
    if (role === "teacher" && days === "") one.roles = [{ role, groups: [] }];
  }
  const duties = plan.staff.flatMap(({ email, role, days, groups: taught }) => {
    const teacher = people.find((one) => one.email === email);
    if (role !== "teacher" || !teacher) return [];
    return [{ teacher: teacher.id, groups: taught.map((at) => groupAt(at - 1)), windows: windowsOn(days || "12345") }];
  });

  const isLarge = plan.pupils > 100;
  if (isLarge) {
    // The people of the stories: known by name to the README and the tests.
    const samiras = home("El Amrani");
    const noor = pupil("Noor", "El Amrani", groupAt(3));
    const daan = pupil("Daan", "El Amrani", groupAt(5));
    person("Samira", "El Amrani", {
      email: "samira@post.example",
      household: samiras,
      relations: [relation(noor), relation(daan)],
    });
    person("Youssef", "El Amrani", {
      email: "youssef@post.example",
      household: samiras,
      relations: [relation(noor), relation(daan)],
    });
    // Two homes for one child.
    const mila = pupil("Mila", "de Wit", groupAt(5));
    person("Jesse", "de Wit", { email: "jesse@post.example", household: home("De Wit"), relations: [relation(mila)] });
    person("Karin", "Jansen", {
      email: "karin@post.example",
      household: home("Jansen"),
      relations: [relation(mila)],
      language: "en",
    });
    // Information only: reads, does not report.
    person("Oma Riet", "Jansen", {
      email: "riet@post.example",
      household: null,
      relations: [relation(mila, { authority: "no", contact: "information", mayReportSick: false })],
    });
    // An address that bounces, by the mail service's own simulator, and a family with no address at all.
    const emre = pupil("Emre", "Kaya", groupAt(5));
    person("Hakan", "Kaya", {
      email: "bounce+kaya@simulator.amazonses.com",
      household: home("Kaya"),
      relations: [relation(emre)],
    });
    const hodan = pupil("Hodan", "Abdi", groupAt(5));
    person("Amina", "Abdi", { email: null, household: home("Abdi"), relations: [relation(hodan)] });
    const fenna = people.find(({ email }) => email === TEACHER_WITH_CHILD);
    if (fenna) {
      const loek = pupil("Loek", "Visser", groupAt(1));
      fenna.household = home("Visser");
      fenna.relations = [relation(loek)];
    }
  }

  for (let family = 0; pupils.length < plan.pupils; family++) {
    const surname = pick(surnames, family * 7 + plan.slug.length);
    const [one, other] = [pick(guardianNames, family * 3), pick(guardianNames, family * 3 + 11)];
    const children = Math.min(pick([1, 1, 2, 1, 2, 3], family), plan.pupils - pupils.length);
    const theirs = Array.from({ length: children }, (_, nth) =>
      pupil(pick(childNames, pupils.length * 5 + nth), surname, groupAt(family * 3 + nth * 2)),
    );
    const first = home(surname);
    person(one, surname, { household: first, relations: theirs.map((child) => relation(child)) });
    // About one child in five has two homes; one in seven has one parent here.
    if (family % 7 === 6) continue;
    const second = family % 5 === 4 ? home(pick(surnames, family * 11 + 3)) : first;
    person(other, second === first ? surname : pick(surnames, family * 11 + 3), {
      household: second,
      relations: theirs.map((child) => relation(child)),
    });
  }
  const inFirst = new Set(pupils.filter(({ group }) => group === groupAt(0)).map(({ id: child }) => child));
  if (!isLarge) {
    // Here too an address bounces: the mail service's own simulator.
    const first = people.find(({ relations }) => relations.some(({ pupil: child }) => inFirst.has(child)));
    if (first) first.email = "bounce+anker@simulator.amazonses.com";
  }
  return {
    id: id<SchoolId>("school", 0),
    settings: plan.settings,
    closed: CLOSED,
    groups,
    households,
    pupils,
    people,
    duties,
  };
};

const settings = (name: string, phone: string, notReachedAfterMinutes: number): SchoolSettings => ({
  name,
  phone,
  cutOff: "08:15" as TimeOfDay,
  notReachedAfterMinutes,
});

const teacher = (name: string, firstName: string, email: string, days: string, ...groups: number[]): Staff => ({
  name,
  firstName,
  email: `${email}@school.example`,
  days,
  groups,
  role: "teacher",
});

/** 8 groups, 220 pupils, two pairs of duo teachers, a substitute from the pool, office and head. */
export const deKiezelboom = (): DemoSchool =>
  makeDemoSchool({
    slug: "kiezelboom",
    settings: settings("Basisschool De Kiezelboom", "010 000 00 00", 30),
    groupNames: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Groep ${number}`),
    pupils: 220,
    staff: [
      teacher("Juf Wendy", "Wendy", "wendy", "12345", 1),
      teacher("Juf Marieke", "Marieke", "marieke", "12345", 2),
      teacher("Juf Noëlle", "Noëlle", "noelle", "123", 3),
      teacher("Meester Bram", "Bram", "bram", "45", 3),
      teacher("Meester Tim", "Tim", "tim", "345", 4),
      teacher("Juf Eva", "Eva", "eva", "12", 4),
      teacher("Juf Fenna", "Fenna", "fenna", "12345", 5),
      teacher("Juf Sanne", "Sanne", "sanne", "12345", 6),
      teacher("Juf Hanneke", "Hanneke", "hanneke", "12345", 7),
      teacher("Meester Ruud", "Ruud", "ruud", "12345", 8),
      teacher("Meester Pim", "Pim", "pim", "12345"),
      {
        name: "Anneke Bos",
        firstName: "Anneke",
        email: "kantoor@school.example",
        days: "",
        groups: [],
        role: "office",
      },
      {
        name: "Directeur Mirjam Vos",
        firstName: "Mirjam",
        email: "directie@school.example",
        days: "",
        groups: [],
        role: "head",
      },
    ],
  });

/** A second, small school, so that isolation is real. */
export const hetAnker = (): DemoSchool =>
  makeDemoSchool({
    slug: "anker",
    // One minute, so that whoever tries it out sees the phone list fill.
    settings: settings("Basisschool Het Anker", "020 000 00 00", 1),
    groupNames: ["Groep 1-2", "Groep 3-4"],
    pupils: 24,
    staff: [
      teacher("Juf Iris", "Iris", "iris.anker", "12345", 1),
      teacher("Meester Sem", "Sem", "sem.anker", "12345", 2),
      {
        name: "Joke Prins",
        firstName: "Joke",
        email: "kantoor.anker@school.example",
        days: "",
        groups: [],
        role: "office",
      },
      {
        name: "Directeur Arno Kuiper",
        firstName: "Arno",
        email: "directie.anker@school.example",
        days: "",
        groups: [],
        role: "head",
      },
    ],
  });
