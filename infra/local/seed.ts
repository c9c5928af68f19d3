import { randomBytes } from "node:crypto";
import { AdminCreateUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import type { LoginId, SchoolId } from "#events/ids.ts";
import { systemClock } from "#functions/adapters/clock.ts";
import { environment } from "#functions/adapters/environment.ts";
import { randomIds } from "#functions/adapters/ids.ts";
import { makeKms } from "#functions/adapters/kms.ts";
import { calendar } from "#shared/calendar/decide.ts";
import { duty } from "#shared/duty/decide.ts";
import { person } from "#shared/people/decide.ts";
import type { Item } from "#shared/ports/table.ts";
import { pupil } from "#shared/pupil/decide.ts";
import { carryOut, type StorePorts } from "#shared/store/carryOut.ts";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { makeKeys } from "#shared/store/keys.ts";
import { type DemoSchool, deKiezelboom, hetAnker, YEAR_BEGINS } from "./demoSchool.ts";

/** How many commands run side by side. */
const AT_ONCE = 16;

const inParallel = async <T>(list: readonly T[], each: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...list];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await each(next);
    }),
  );
};

const client = new DynamoDBClient({});
const table = (name: string) => makeDynamoTable({ client, name: environment(`TABLE_${name}`) });
const store: StorePorts = {
  events: table("EVENTS"),
  keys: makeKeys({
    table: table("KEYS"),
    kms: makeKms({ client: new KMSClient({}), keyId: environment("KMS_KEY_ID") }),
    clock: systemClock,
  }),
  clock: systemClock,
  ids: randomIds,
};
const people = table("PEOPLE");
const cognito = new CognitoIdentityProviderClient({});

/** Through the same deciders as every command; the keys are fixed, so that a second seeding changes nothing. */
const intent = (school: SchoolId, id: string, key: string) => ({
  school,
  id,
  by: "system" as const,
  at: systemClock.now(),
  key: `seed-${key}`,
  correlation: "seed",
});

const must = (answer: object, what: string): void => {
  if ("refused" in answer) throw new Error(`the seed's ${what} was refused: ${String(answer.refused)}`);
};

const logins = new Map<string, LoginId>();
const loginOf = async (email: string): Promise<LoginId> => {
  const known = logins.get(email);
  if (known) return known;
  const { User: user } = await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: environment("USER_POOL_ID"),
      Username: email,
      MessageAction: "SUPPRESS",
      // Nobody knows it and no flow takes it: the pool only wants that there is one.
      TemporaryPassword: `${randomBytes(36).toString("base64")}aA1!`,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  const sub = user?.Attributes?.find(({ Name }) => Name === "sub")?.Value;
  if (!sub) throw new Error("the sign-in service made a login without a sub");
  logins.set(email, sub as LoginId);
  return sub as LoginId;
};

const seedSchool = async (school: DemoSchool): Promise<void> => {
  const { id, settings, closed, groups } = school;
  const calendarCommands = [
    { type: "SetSettings", data: { settings } } as const,
    { type: "SetClosedDays", data: { closed } } as const,
    ...groups.map(({ id: group, name, lessons }) => ({ type: "FormGroup", data: { group, name, lessons } }) as const),
  ];
  for (const [nth, command] of calendarCommands.entries())
    must(await carryOut(store, calendar, command, intent(id, "school", `calendar-${nth}`)), "calendar");

  const rows: Item[] = [
    ...school.households.map((one) => ({ pk: id, sk: `household/${one.id}`, rev: 1, name: one.name })),
    ...school.pupils.map((one) => ({
      pk: id,
      sk: `pupil/${one.id}`,
      rev: 1,
      name: one.name,
      firstName: one.firstName,
    })),
    ...school.people.map(({ id: person, name, firstName, email, phones, language, household }) => ({
      ...{ pk: id, sk: `person/${person}`, rev: 1, name, firstName, email, phones, language, household },
    })),
  ];
  await inParallel(rows, async (row) => {
    await people.put(row, "anything");
  });
  await inParallel(school.pupils, async ({ id: child, group }) => {
    const command = { type: "EnrolPupil", data: { pupil: child, group, on: YEAR_BEGINS } } as const;
    must(await carryOut(store, pupil, command, { ...intent(id, child, "enrol"), fresh: true }), "pupil");
  });
  await inParallel(school.duties, async (data) => {
    const command = { type: "SetWorkingTime", data: { ...data, from: YEAR_BEGINS } } as const;
    must(await carryOut(store, duty, command, { ...intent(id, data.teacher, "working"), fresh: true }), "working time");
  });
  await inParallel(school.people, async ({ id: who, household, roles, relations, email }) => {
    const add = { type: "AddPerson", data: { person: who, household, roles, relations } } as const;
    must(await carryOut(store, person, add, { ...intent(id, who, "add"), fresh: true }), "person");
    if (email === null) return;
    const link = { type: "LinkLogin", data: { person: who, login: await loginOf(email) } } as const;
    must(await carryOut(store, person, link, intent(id, who, "login")), "login");
  });
};

const schools = [deKiezelboom(), hetAnker()];
for (const school of schools) await seedSchool(school);

/** What `.kring/local.json` tells of the demo people: one line of JSON on standard output. */
const told = schools.flatMap((school) =>
  school.people.flatMap(({ name, email, roles, relations }) =>
    email === null
      ? []
      : [
          {
            name,
            email,
            roles: [...(relations.length > 0 ? ["guardian"] : []), ...roles.map(({ role }) => role)],
            school: school.settings.name,
          },
        ],
  ),
);
process.stdout.write(`${JSON.stringify(told)}\n`);
