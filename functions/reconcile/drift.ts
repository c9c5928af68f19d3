import type { Recorded } from "#events/event.ts";
import type { SchoolId } from "#events/ids.ts";
import type { PersonEvent } from "#events/people.ts";
import { evolve as evolveAccess, start as noAccess } from "#shared/people/access.ts";
import type { Json, Table } from "#shared/ports/table.ts";
import { openEvent } from "#shared/store/codec.ts";
import type { Commit } from "#shared/store/stored.ts";
import { headKey, rowsKey } from "#shared/store/views.ts";
import { headerKey } from "../ledger.ts";
import { overOf } from "../notify/over.ts";
import { accessRows } from "../projections/access.ts";
import type { View } from "../projections/view.ts";

/** What disagrees, by kind: a hole in a stream, a view or access row that is not what follows from it, an untold notice. */
export type DriftKind = "hole" | "view" | "access" | "ledger";

const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with its names in order: DynamoDB keeps none. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Commits are numbered 1…n, events too, and each commit begins where the one before ended (invariant 2). */
export const hasHole = (commits: Commit[]): boolean => {
  let version = 0;
  return commits.some((commit, index) => {
    const isRight = commit.number === index + 1 && commit.base === version;
    const isNumbered = commit.events.every((event) => event.version === ++version);
    return !isRight || !isNumbered;
  });
};

/** Whether a view's head and rows are exactly what follows from the stream (invariants 5 and 24). */
export const viewDrifts = async (
  views: Table,
  view: View,
  generation: number,
  school: SchoolId,
  stream: string,
  commits: Commit[],
): Promise<boolean> => {
  let state: Json = view.start;
  let version = 0;
  for (const stored of commits.flatMap(({ events }) => events)) {
    state = view.evolve(state, (await openEvent(null, stored)) as never);
    version = stored.version;
  }
  const head = await views.get(headKey(view.name, generation, school, stream));
  if ((head?.version ?? 0) !== version) return true;
  if (version === 0) return false;
  if (!isSame(head?.state ?? null, state)) return true;
  const rows = view.rows(state, stream.slice(stream.indexOf("/") + 1));
  const found = await views.batchGet(
    rows.map(({ list, key }) => ({ pk: rowsKey(view.name, generation, school, list), sk: key })),
  );
  const held = new Map(found.map(({ pk, sk, data }) => [`${pk}\n${sk}`, data]));
  return rows.some(
    ({ list, key, data }) => !isSame(held.get(`${rowsKey(view.name, generation, school, list)}\n${key}`), data),
  );
};

/** Whether a person's access rows say something else than their stream, or lag behind it. */
export const accessDrifts = async (access: Table, school: SchoolId, commits: Commit[]): Promise<boolean> => {
  let state = noAccess;
  let version = 0;
  for (const stored of commits.flatMap(({ events }) => events)) {
    state = evolveAccess(state, (await openEvent(null, stored)) as Recorded & PersonEvent);
    version = stored.version;
  }
  for (const row of accessRows(school, version, state)) {
    const held = await access.get({ pk: row.pk, sk: row.sk });
    if (held?.rev !== version || !isSame(held.access, row.access)) return true;
  }
  return false;
};

/** Whether an announced absence, or its end, never got a ledger: nobody was told (invariant 23). */
export const ledgerDrifts = async (deliveries: Table, school: SchoolId, commits: Commit[]): Promise<boolean> => {
  for (const stored of commits.flatMap(({ events }) => events)) {
    const { type, data } = await openEvent(null, stored);
    if (type !== "AbsenceAnnounced" && type !== "AbsenceCalledOff") continue;
    const notice = type === "AbsenceAnnounced" ? data.notice : overOf(data.notice);
    if (!(await deliveries.get(headerKey(school, notice)))) return true;
  }
  return false;
};
