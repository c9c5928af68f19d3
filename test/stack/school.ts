import { signIn } from "./person.ts";
import { place } from "./place.ts";

type Ref = { id: string; name: string };
type Me = {
  schools: {
    school: Ref & { phone: string };
    person: Ref;
    roles: string[];
    groups: Ref[];
    pupils: (Ref & { group: Ref; mayReportSick: boolean })[];
  }[];
};

/** A signed-in person with their first school and the pupils they are a guardian of, by first name. */
export const arrive = async (email: string) => {
  const person = await signIn(place, email);
  const { body } = await person.get<Me>("/me");
  const [first] = body.schools;
  if (!first) throw new Error(`${email} has no school`);
  const pupil = (firstName: string) => {
    const found = first.pupils.find(({ name }) => name.startsWith(`${firstName} `));
    if (!found) throw new Error(`${email} has no pupil ${firstName}`);
    return found;
  };
  const base = `/schools/${first.school.id}`;
  return {
    ...person,
    me: first,
    school: first.school.id,
    pupil,
    ask: <T>(path: string, headers?: Record<string, string>) => person.get<T>(`${base}${path}`, headers),
    say: <T>(path: string, body: unknown, key?: string) => person.tell<T>(`${base}${path}`, body, key),
  };
};

export type Arrived = Awaited<ReturnType<typeof arrive>>;

type OnDuty = { day: string; isOpen: boolean; nextOpenDay: string; teachers: Ref[] };

/** A day on which there is school: today, or on a closed day the next one. */
export const schoolDay = async (guardian: Arrived, pupil: string): Promise<string> =>
  (await guardian.ask<OnDuty>(`/pupils/${pupil}/on-duty`)).body.nextOpenDay;

export const onDutyOn = async (guardian: Arrived, pupil: string, day: string): Promise<Ref[]> =>
  (await guardian.ask<OnDuty>(`/pupils/${pupil}/on-duty?day=${day}`)).body.teachers;

/** The demo school's teachers by name. */
export const emailOf = (name: string): string => {
  const found = place.people.find((person) => person.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found.email;
};
