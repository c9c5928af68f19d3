import type { components } from "../api/schema.d.ts";
import { queries } from "../app/queries.ts";

type Home = components["schemas"]["Home"];
type Change = (home: Home) => Home;

/** Views follow within a second or two; what was said here is shown as said until well after that. */
const untilMs = 15_000;

let changes: { change: Change; until: number }[] = [];

/** Shows at once, in every answer of home, what the server has just confirmed. */
export const said = (change: Change): void => {
  changes.push({ change, until: Date.now() + untilMs });
  queries.setQueriesData<Home>({ queryKey: ["home"] }, (home) => home && change(home));
};

/** An answer that may be older than what was said here since. */
export const withSaid = (home: Home): Home => {
  changes = changes.filter(({ until }) => until > Date.now());
  return changes.reduce((now, { change }) => change(now), home);
};
