import type { Category } from "#events/catalog.ts";
import type { SchoolId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { calendar } from "#shared/calendar/decide.ts";
import { duty } from "#shared/duty/decide.ts";
import { person } from "#shared/people/decide.ts";
import type { Table } from "#shared/ports/table.ts";
import { pupil } from "#shared/pupil/decide.ts";
import { carryOut, type Decider, type Refusal, type StorePorts } from "#shared/store/carryOut.ts";
import {
  ANKER,
  ankerSettings,
  duties,
  groups,
  households,
  KIEZELBOOM,
  kiezelboomSettings,
  lessons,
  people,
  pupils,
  studyDay,
} from "./cast.ts";

/** The first day of the school year: from then on everybody works and is enrolled. */
const YEAR_BEGINS = "2026-08-31" as SchoolDay;

/** Carries out one command as Kring itself; a refusal fails. */
export const makeCarry = (ports: StorePorts) => {
  return async <C extends Category, Command, State, R extends Refusal>(
    decider: Decider<C, Command, State, R>,
    school: SchoolId,
    id: string,
    command: Command,
  ): Promise<void> => {
    const carried = await carryOut(ports, decider, command, {
      ...{
        school,
        id,
        by: "system",
        at: ports.clock.now(),
        key: `seed-${ports.ids.next("seed")}`,
        correlation: "seed",
      },
    });
    if ("refused" in carried) throw new Error(`refused: ${carried.refused}`);
  };
};

/** Writes both schools through the same deciders as any command. */
export const seed = async (ports: StorePorts & { people: Table }): Promise<void> => {
  const carry = makeCarry(ports);
  for (const school of [KIEZELBOOM, ANKER]) {
    const settings = school === KIEZELBOOM ? kiezelboomSettings : ankerSettings;
    await carry(calendar, school, "school", { type: "SetSettings", data: { settings } });
    await carry(calendar, school, "school", { type: "SetClosedDays", data: { closed: [studyDay] } });
  }
  for (const { id: group, name, school } of groups)
    await carry(calendar, school, "school", { type: "FormGroup", data: { group, name, lessons } });
  for (const { id, name, group } of pupils) {
    await ports.people.put({ pk: group.school, sk: `pupil/${id}`, rev: 1, name }, "absent");
    await carry(pupil, group.school, id, {
      type: "EnrolPupil",
      data: { pupil: id, group: group.id, on: YEAR_BEGINS },
    });
  }
  for (const { teacher, groups: theirs, windows } of duties)
    await carry(duty, teacher.school, teacher.id, {
      type: "SetWorkingTime",
      data: { teacher: teacher.id, groups: theirs.map(({ id }) => id), windows, from: YEAR_BEGINS },
    });
  for (const school of [KIEZELBOOM, ANKER])
    for (const { id, name } of households)
      await ports.people.put({ pk: school, sk: `household/${id}`, rev: 1, name }, "absent");
  for (const { id, login, school, name, firstName, email, phones, language, household, roles, relations } of people) {
    const row = { name, firstName, email, phones, language, household };
    await ports.people.put({ pk: school, sk: `person/${id}`, rev: 1, ...row }, "absent");
    await carry(person, school, id, { type: "AddPerson", data: { person: id, household, roles, relations } });
    if (login) await carry(person, school, id, { type: "LinkLogin", data: { person: id, login } });
  }
};
