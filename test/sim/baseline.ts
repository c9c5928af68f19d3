import type { Actor } from "#events/event.ts";
import type { SchoolId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import { makeAccessProjection } from "#functions/projections/access.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeProjections } from "#functions/projections/projections.ts";
import { calendar } from "#shared/calendar/decide.ts";
import { duty } from "#shared/duty/decide.ts";
import { person } from "#shared/people/decide.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { pupil } from "#shared/pupil/decide.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { fromItem } from "#shared/store/commits.ts";
import { makeKeys } from "#shared/store/keys.ts";
import { makeMemoryIds } from "../memory/ids.ts";
import { makeMemoryKms } from "../memory/kms.ts";
import { makeMemoryRandom } from "../memory/random.ts";
import { MemoryStore, tableOf } from "../memory/table.ts";
import { type Baseline, tableNames } from "./cloud.ts";
import { SCHOOLS, YEAR_BEGINS } from "./school.ts";

const BEFORE = "2026-09-01T08:00:00.000Z" as Instant;

/** Two schools as the seeding leaves them, their views and access rows built: made once, the same for every seed. */
export const makeBaseline = async (): Promise<Baseline> => {
  const clock: Clock = { now: () => BEFORE, sleep: async () => {} };
  const stores = Object.fromEntries(
    tableNames.map((name) => [
      name,
      new MemoryStore({
        sortKey: name === "events" ? "number" : "string",
        indexes: name === "events" ? ["registry"] : [],
      }),
    ]),
  ) as Record<(typeof tableNames)[number], MemoryStore>;
  const random = makeMemoryRandom();
  const keys = makeKeys({ table: tableOf(stores.keys), kms: makeMemoryKms(random), clock, random });
  const [events, views, access] = [tableOf(stores.events), tableOf(stores.views), tableOf(stores.access)];
  const ports = { events, keys, clock, ids: makeMemoryIds() };
  const intent = (school: SchoolId, id: string, key: string) => ({
    ...{ school, id, by: "system" as Actor, at: BEFORE, key, correlation: "seed" },
  });
  for (const { id: school, settings, closed, groups, pupils, people, teachers } of SCHOOLS) {
    const set = (command: Parameters<typeof calendar.decide>[0], key: string) =>
      carryOut(ports, calendar, command, intent(school, "school", key));
    await set({ type: "SetSettings", data: { settings } }, "settings");
    await set({ type: "SetClosedDays", data: { closed } }, "closed");
    for (const { id: group, name, lessons } of groups)
      await set({ type: "FormGroup", data: { group, name, lessons } }, `group-${group}`);
    for (const { id, group } of pupils)
      await carryOut(
        ports,
        pupil,
        { type: "EnrolPupil", data: { pupil: id, group, on: YEAR_BEGINS } },
        intent(school, id, "enrol"),
      );
    for (const data of teachers)
      await carryOut(
        ports,
        duty,
        { type: "SetWorkingTime", data: { ...data, from: YEAR_BEGINS } },
        intent(school, data.teacher, "working"),
      );
    for (const { id, household, roles, relations, login, name, email, phones } of people) {
      const add = { type: "AddPerson", data: { person: id, household, roles, relations } } as const;
      await carryOut(ports, person, add, intent(school, id, "add"));
      if (login)
        await carryOut(ports, person, { type: "LinkLogin", data: { person: id, login } }, intent(school, id, "login"));
      const firstName = name.split(" ")[0] ?? name;
      stores.people.put(
        { pk: school, sk: `person/${id}`, rev: 1, name, firstName, email, phones, language: "nl", household },
        "absent",
      );
    }
  }
  const project = makeProjections({ events, views, clock, all: allViews });
  const projectAccess = makeAccessProjection({ events, access });
  for (const item of stores.events.all())
    for (const event of fromItem(item).events) {
      await project(event);
      if (event.stream.startsWith("person/")) await projectAccess(event);
    }
  return Object.fromEntries(tableNames.map((name) => [name, stores[name].all()])) as unknown as Baseline;
};
