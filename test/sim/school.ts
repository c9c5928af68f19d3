import type { ClosedDays, SchoolSettings } from "#events/calendar.ts";
import type { GroupId, HouseholdId, LoginId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Relation, StaffRole } from "#events/people.ts";
import type { SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";
import type { Mailbox } from "./aws.ts";
import { uuidOf } from "./draws.ts";

/** A word in every name, reason and note: found anywhere at rest or in a log, something leaked. */
export const PLANTED = "zilvervos";
/** A word in every reason beside it: never in a mail. */
export const REASON = "waterpokken";

export type Person = {
  id: PersonId;
  alias: string;
  name: string;
  email: string | null;
  mailbox: Mailbox;
  phones: string[];
  household: HouseholdId | null;
  login: LoginId | null;
  roles: StaffRole[];
  relations: Relation[];
};
export type Pupil = { id: PupilId; alias: string; group: GroupId };
export type Teacher = { teacher: PersonId; groups: GroupId[]; windows: WeekTimes };
export type School = {
  id: SchoolId;
  alias: string;
  settings: SchoolSettings;
  closed: ClosedDays[];
  groups: { id: GroupId; name: string; lessons: WeekTimes }[];
  pupils: Pupil[];
  people: Person[];
  teachers: Teacher[];
};

export const YEAR_BEGINS = "2026-08-31" as SchoolDay;

const aliases = new Map<string, string>();
const schools = new Map<string, SchoolId>();
/** What an id is called in a story. */
export const aliasOf = (id: string): string => aliases.get(id) ?? id.slice(0, 8);
/** Whose school an id belongs to; null: of no one school. */
export const schoolOfId = (id: string): SchoolId | null => schools.get(id) ?? null;
/** The ids of a story as names. */
export const withAliases = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, aliasOf)
    .replace(/\b[0-9a-f]{8}\b/g, (start) => byStart.get(start) ?? start);
const byStart = new Map<string, string>();

const idOf = <Id extends string>(kind: string, alias: string, school: SchoolId | null): Id => {
  const id = uuidOf(7, `${kind} ${alias} ${school ?? ""}`);
  aliases.set(id, alias);
  byStart.set(id.slice(0, 8), alias);
  if (school) schools.set(id, school);
  return id as Id;
};

const span = (from: string, until: string) => ({ from: from as TimeOfDay, until: until as TimeOfDay });
const on = (days: string, ...spans: ReturnType<typeof span>[]): WeekTimes =>
  Object.fromEntries([...days].map((day) => [day, spans]));
const LESSONS: WeekTimes = { ...on("1245", span("08:30", "14:30")), ...on("3", span("08:30", "12:15")) };
const windows = (days: string): WeekTimes => on(days, span("08:00", "08:25"), span("14:45", "16:30"));

const relation = (pupil: PupilId, more: Partial<Relation> = {}): Relation => ({
  pupil,
  authority: "yes",
  contact: "all",
  mayReportSick: true,
  mayCollect: true,
  until: null,
  ...more,
});

type Maker = {
  school: SchoolId;
  group(name: string): GroupId;
  pupil(alias: string, group: GroupId): PupilId;
  home(alias: string): HouseholdId;
  staff(alias: string, role: StaffRole, days?: string, more?: Partial<Person>): PersonId;
  guardian(alias: string, household: HouseholdId | null, relations: Relation[], more?: Partial<Person>): PersonId;
  made: School;
};

const maker = (alias: string, phone: string, slug: string): Maker => {
  const school = idOf<SchoolId>("school", alias, null);
  schools.set(school, school);
  const made: School = {
    id: school,
    alias,
    settings: { name: alias, phone, cutOff: "08:15" as TimeOfDay, notReachedAfterMinutes: 30 },
    closed: [
      { kind: "holiday", name: "Herfstvakantie", from: "2026-10-17" as SchoolDay, until: "2026-10-25" as SchoolDay },
      { kind: "closing-day", name: "Studiedag", from: "2026-12-07" as SchoolDay, until: "2026-12-07" as SchoolDay },
      { kind: "holiday", name: "Kerstvakantie", from: "2026-12-19" as SchoolDay, until: "2027-01-03" as SchoolDay },
    ],
    groups: [],
    pupils: [],
    people: [],
    teachers: [],
  };
  const person = (name: string, more: Partial<Person>): PersonId => {
    const id = idOf<PersonId>("person", name, school);
    const number = String(made.people.length + 1).padStart(4, "0");
    made.people.push({
      ...{ id, alias: name, name: `${name} ${PLANTED}`, household: null, roles: [], relations: [] },
      ...{ email: `${slug}${number}@post.example`, mailbox: "takes", phones: [`06 0000 ${number}`] },
      login: idOf<LoginId>("login", name, null),
      ...more,
    });
    return id;
  };
  return {
    school,
    made,
    group(name) {
      const id = idOf<GroupId>("group", name, school);
      made.groups.push({ id, name: `${slug} ${name}`, lessons: LESSONS });
      return id;
    },
    pupil(name, group) {
      const id = idOf<PupilId>("pupil", name, school);
      made.pupils.push({ id, alias: name, group });
      return id;
    },
    home: (name) => idOf<HouseholdId>("household", name, school),
    staff(name, role, days, more = {}) {
      const id = person(name, { roles: [role], phones: [], ...more });
      if (role.role === "teacher" && days !== undefined)
        made.teachers.push({ teacher: id, groups: role.groups, windows: windows(days) });
      return id;
    },
    guardian: (name, household, relations, more = {}) => person(name, { household, relations, ...more }),
  };
};

/** Duo teachers, one teacher of two groups, a substitute, two homes for one child, a brother in another group. */
const kiezelboom = (): School => {
  const { group, pupil, home, staff, guardian, made } = maker("De Kiezelboom", "010 000 00 00", "kiezel");
  const [three, four, five] = [group("Groep 3"), group("Groep 4"), group("Groep 5")];
  const noor = pupil("Noor", three);
  const daan = pupil("Daan", five);
  const mila = pupil("Mila", three);
  const finn = pupil("Finn", four);
  const saar = pupil("Saar", five);
  const emre = pupil("Emre", four);
  const hodan = pupil("Hodan", five);
  staff("Anneke", { role: "office" });
  staff("Mirjam", { role: "head" });
  staff("Juf Noelle", { role: "teacher", groups: [three] }, "123");
  staff("Meester Bram", { role: "teacher", groups: [three] }, "45");
  staff("Meester Pim", { role: "teacher", groups: [] }, "12345");
  const samiras = home("El Amrani");
  guardian("Samira", samiras, [relation(noor), relation(daan)]);
  guardian("Youssef", samiras, [relation(noor), relation(daan)]);
  guardian("Jesse", home("De Wit"), [relation(mila)]);
  guardian("Karin", home("Jansen"), [relation(mila)]);
  guardian("Oma Riet", null, [relation(mila, { authority: "no", contact: "information", mayReportSick: false })]);
  const smits = home("Smit");
  guardian("Tess", smits, [relation(finn), relation(saar)]);
  guardian("Ravi", home("Bos"), [relation(finn), relation(saar)]);
  guardian("Hakan", home("Kaya"), [relation(emre)], { mailbox: "bounces" });
  guardian("Elif", home("Demir"), [relation(emre)], { mailbox: "refused" });
  guardian("Amina", home("Abdi"), [relation(hodan)], { email: null, login: null });
  // A teacher of two groups who has a child here herself.
  const loek = pupil("Loek", three);
  staff("Juf Fenna", { role: "teacher", groups: [four, five] }, "12345", {
    household: home("Visser"),
    relations: [relation(loek)],
  });
  return made;
};

/** A second school, so that isolation is real; one login acts in both. */
const anker = (): School => {
  const { group, pupil, home, staff, guardian, made } = maker("Het Anker", "020 000 00 00", "anker");
  const one = group("Groep 1-2");
  const bo = pupil("Bo", one);
  const kee = pupil("Kee", one);
  staff("Joke", { role: "office" });
  staff("Juf Iris", { role: "teacher", groups: [one] }, "12345");
  guardian("Samira van Het Anker", home("Amrani Anker"), [relation(bo)], {
    login: idOf<LoginId>("login", "Samira", null),
  });
  guardian("Wout", home("Prins"), [relation(kee)]);
  return made;
};

/** Made once; nobody changes it. */
export const SCHOOLS: readonly [School, School] = [kiezelboom(), anker()];
export const PEOPLE: readonly Person[] = SCHOOLS.flatMap(({ people }) => people);
export const personById: ReadonlyMap<string, Person> = new Map(PEOPLE.map((person) => [person.id, person]));
export const mailboxOf = (address: string): Mailbox =>
  PEOPLE.find(({ email }) => email === address)?.mailbox ?? "takes";
