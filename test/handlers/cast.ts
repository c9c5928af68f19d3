import type { ClosedDays, SchoolSettings } from "#events/calendar.ts";
import type { GroupId, HouseholdId, LoginId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import type { Relation, StaffRole } from "#events/people.ts";
import type { SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";
import { uuidv5 } from "#shared/store/uuidv5.ts";

/** The same word is always the same id. */
const id = <Id extends string>(kind: string, word: string): Id => uuidv5(`kiezelboom ${kind} ${word}`) as Id;

export const KIEZELBOOM = id<SchoolId>("school", "De Kiezelboom");
export const ANKER = id<SchoolId>("school", "Het Anker");

/** The school's Monday of the tests, and the days around it. */
export const MONDAY = "2026-11-23" as SchoolDay;
export const TUESDAY = "2026-11-24" as SchoolDay;
export const WEDNESDAY = "2026-11-25" as SchoolDay;
export const THURSDAY = "2026-11-26" as SchoolDay;

const settingsOf = (name: string, phone: string): SchoolSettings => ({
  ...{ name, phone, cutOff: "08:15" as TimeOfDay, notReachedAfterMinutes: 30 },
});
export const kiezelboomSettings = settingsOf("De Kiezelboom", "030 000 00 01");
export const ankerSettings = settingsOf("Het Anker", "030 000 00 02");
export const studyDay: ClosedDays = {
  ...{ kind: "closing-day", name: "Studiedag", from: "2026-12-07" as SchoolDay, until: "2026-12-07" as SchoolDay },
};

const group = (school: SchoolId, name: string) => ({ id: id<GroupId>("group", `${school} ${name}`), name, school });
export const groep3 = group(KIEZELBOOM, "Groep 3");
export const groep4 = group(KIEZELBOOM, "Groep 4");
export const groep5 = group(KIEZELBOOM, "Groep 5");
export const ankerGroep = group(ANKER, "Groep 1-2");
export const groups = [groep3, groep4, groep5, ankerGroep];
export type Group = (typeof groups)[number];

const pupil = (name: string, of: Group) => ({ id: id<PupilId>("pupil", name), name, group: of });
export const noor = pupil("Noor El Amrani", groep3);
export const mila = pupil("Mila de Wit", groep3);
export const daan = pupil("Daan El Amrani", groep4);
export const emre = pupil("Emre Kaya", groep4);
export const loek = pupil("Loek Visser", groep4);
export const hodan = pupil("Hodan Abdi", groep5);
export const finn = pupil("Finn Postma", ankerGroep);
export const pupils = [noor, mila, daan, emre, loek, hodan, finn];
export type Pupil = (typeof pupils)[number];

const household = (name: string) => ({ id: id<HouseholdId>("household", name), name });
/** No word of a household's name is in anybody's own name: found in an answer, it came from the household. */
export const kwikstaart = household("Aan de Kwikstaartlaan");
export const vlierhof = household("Aan de Vlierhof");
export const nachtegaal = household("Aan de Nachtegaaldreef");
export const zilverpad = household("Aan het Zilverpad");
export const beukenweg = household("Aan de Beukenweg");
export const meidoorn = household("Aan de Meidoornsingel");
export const lindehout = household("Aan het Lindehout");
export const havenkade = household("Aan de Havenkade");
export const households = [kwikstaart, vlierhof, nachtegaal, zilverpad, beukenweg, meidoorn, lindehout, havenkade];

export type Person = {
  id: PersonId;
  /** Null: has no address, so no login either. */
  login: LoginId | null;
  school: SchoolId;
  name: string;
  firstName: string;
  email: string | null;
  phones: string[];
  language: "nl" | "en";
  household: HouseholdId | null;
  roles: StaffRole[];
  relations: Relation[];
};

let numbered = 0;
const person = (name: string, email: string | null, more: Partial<Person> = {}): Person => {
  numbered += 1;
  return {
    id: id<PersonId>("person", name),
    login: email === null ? null : id<LoginId>("login", email),
    school: KIEZELBOOM,
    name,
    firstName: name.split(" ")[0] ?? name,
    email,
    phones: [`06 1000 ${String(numbered).padStart(4, "0")}`],
    language: "nl",
    household: null,
    roles: [],
    relations: [],
    ...more,
  };
};

const of = (child: Pupil, more: Partial<Relation> = {}): Relation => ({
  pupil: child.id,
  authority: "yes",
  contact: "all",
  mayReportSick: true,
  mayCollect: true,
  until: null,
  ...more,
});
const teaches = (...taught: Group[]): StaffRole[] => [{ role: "teacher", groups: taught.map((one) => one.id) }];
const noPhone = { phones: [] };

// Group 3 has a duo: Wendy on Monday to Wednesday, Bram on Thursday and Friday.
export const wendy = person("Juf Wendy", "wendy@school.example", { ...noPhone, roles: teaches(groep3) });
export const bram = person("Meester Bram", "bram@school.example", { ...noPhone, roles: teaches(groep3) });
export const tim = person("Meester Tim", "tim@school.example", { ...noPhone, roles: teaches(groep4) });
/** A teacher of group 5 with a child in group 4: one login, two hats. */
export const fenna = person("Juf Fenna", "fenna@school.example", {
  ...{ roles: teaches(groep5), household: meidoorn.id, relations: [of(loek)] },
});
/** From the pool: works every day, for no group of his own. */
export const pim = person("Meester Pim", "pim@school.example", { ...noPhone, roles: teaches() });
export const anneke = person("Anneke Bos", "kantoor@school.example", { ...noPhone, roles: [{ role: "office" }] });
export const mirjam = person("Mirjam Vos", "directie@school.example", { ...noPhone, roles: [{ role: "head" }] });

export const samira = person("Samira El Amrani", "samira@post.example", {
  ...{ household: kwikstaart.id, relations: [of(noor), of(daan)] },
});
export const youssef = person("Youssef El Amrani", "youssef@post.example", {
  ...{ household: kwikstaart.id, relations: [of(noor), of(daan)] },
});
// Mila has two homes, and three more people around her whose rights differ.
export const jesse = person("Jesse de Wit", "jesse@post.example", { household: vlierhof.id, relations: [of(mila)] });
export const karin = person("Karin Jansen", "karin@post.example", {
  ...{ household: nachtegaal.id, relations: [of(mila)], language: "en" },
});
/** Information only: reads, does not act. */
export const riet = person("Riet Jansen", "riet@post.example", {
  relations: [of(mila, { authority: "no", contact: "information", mayReportSick: false, mayCollect: false })],
});
/** A restriction is in force. */
export const stefan = person("Stefan Bosch", "stefan@post.example", {
  ...{
    household: beukenweg.id,
    relations: [of(mila, { contact: "none", mayReportSick: false, mayCollect: false })],
  },
});
/** A delegate whose last day was the Friday before. */
export const joke = person("Joke Peters", "joke@post.example", {
  relations: [of(mila, { authority: "no", until: "2026-11-20" as SchoolDay })],
});
export const hakan = person("Hakan Kaya", "hakan@post.example", { household: zilverpad.id, relations: [of(emre)] });
/** Has no address: it stands in the app only, were she to come there. */
export const amina = person("Amina Abdi", null, { household: lindehout.id, relations: [of(hodan)] });

const atAnker = { school: ANKER };
export const iris = person("Juf Iris", "iris@anker.example", { ...atAnker, ...noPhone, roles: teaches(ankerGroep) });
export const arno = person("Arno Kuiper", "kantoor@anker.example", {
  ...{ ...atAnker, ...noPhone, roles: [{ role: "office" }] },
});
export const lisa = person("Lisa Postma", "lisa@post.example", {
  ...{ ...atAnker, household: havenkade.id, relations: [of(finn)] },
});

export const people = [
  ...[wendy, bram, tim, fenna, pim, anneke, mirjam],
  ...[samira, youssef, jesse, karin, riet, stefan, joke, hakan, amina],
  ...[iris, arno, lisa],
];

const span = (from: string, until: string) => ({ from: from as TimeOfDay, until: until as TimeOfDay });
const on = (days: string, ...spans: ReturnType<typeof span>[]): WeekTimes =>
  Object.fromEntries([...days].map((day) => [day, spans]));

export const lessons: WeekTimes = { ...on("1245", span("08:30", "14:30")), ...on("3", span("08:30", "12:15")) };
const windows = (days: string): WeekTimes => on(days, span("08:00", "08:25"), span("14:45", "16:30"));

export const duties: { teacher: Person; groups: Group[]; windows: WeekTimes }[] = [
  { teacher: wendy, groups: [groep3], windows: windows("123") },
  { teacher: bram, groups: [groep3], windows: windows("45") },
  { teacher: tim, groups: [groep4], windows: windows("12345") },
  { teacher: fenna, groups: [groep5], windows: windows("12345") },
  { teacher: pim, groups: [], windows: windows("12345") },
  { teacher: iris, groups: [ankerGroep], windows: windows("12345") },
];

/** As the API names them. */
export const personRef = ({ id: one, name }: Person) => ({ id: one, name });
export const groupRef = ({ id: one, name }: Group) => ({ id: one, name });
export const pupilRef = ({ id: one, name, group: its }: Pupil) => ({ id: one, name, group: groupRef(its) });
