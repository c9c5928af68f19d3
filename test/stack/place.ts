import { readFileSync } from "node:fs";

/** Where the stack runs that `test/run.ts` brought up for these tests. */
export type Place = {
  api: string;
  web: string;
  mailbox: string;
  people: { name: string; email: string; roles: string[]; school: string }[];
  environment: Record<string, string>;
  deployed: { endpoint: string; outputs: Record<string, string> };
};

const file = process.env.KRING_PLACE;
if (!file) throw new Error("KRING_PLACE is missing: run these tests with `npm test -- --only stack`");
export const place = JSON.parse(readFileSync(file, "utf8")) as Place;
