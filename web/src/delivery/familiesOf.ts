import type { components } from "../api/schema.d.ts";

export type Recipient = components["schemas"]["Recipient"];
/** One family: the people of a household; who lives in none is a family of their own. */
export type Family = {
  key: string;
  name: string;
  people: Recipient[];
  /** Why the family has to be phoned; null: it has not. */
  why: Recipient["why"];
  spoken: Recipient["spoken"];
};

const keyOf = ({ household, person }: Recipient): string => household.id ?? person.id;

const familyOf = (key: string, people: Recipient[]): Family => {
  const isReached = people.some((one) => one.isReached);
  const spoken = people.find((one) => one.spoken)?.spoken ?? null;
  // A family that one of its people has is reached: then only its answer may still be missing.
  const why = people.find((one) => one.why !== null && (!isReached || one.why === "no-answer"))?.why ?? null;
  const name = people[0]?.household.name || people[0]?.person.name || "";
  return { key, name, people, why: spoken ? null : why, spoken };
};

export const familiesOf = (recipients: readonly Recipient[]): Family[] => {
  const byKey = new Map<string, Recipient[]>();
  for (const one of recipients) byKey.set(keyOf(one), [...(byKey.get(keyOf(one)) ?? []), one]);
  return [...byKey].map(([key, people]) => familyOf(key, people));
};
