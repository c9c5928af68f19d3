import { type Category, categoryOf } from "#events/catalog.ts";
import type { SchoolId } from "#events/ids.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Item, Json, Table, Write } from "#shared/ports/table.ts";
import { openEvent } from "#shared/store/codec.ts";
import { readCommits } from "#shared/store/commits.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { headKey, makeGenerations, rowsKey } from "#shared/store/views.ts";
import type { Row, View } from "./view.ts";

export type ProjectionPorts = { events: Table; views: Table; clock: Clock };

/** How often a lost race for a head is run again before the message goes back to its queue. */
const TRIES = 10;
const PAUSE_MS = 20;

const rowId = ({ list, key }: Row): string => `${list}\n${key}`;

type Head = { version: number; state: Json; rev: number | null };

/** Applies events to one generation of one view, exactly once each and in the stream's order, whatever order they come in. */
export const makeApply =
  ({ events, views, clock }: ProjectionPorts) =>
  async (view: View, generation: number, school: SchoolId, stream: string, arrived: StoredEvent[]): Promise<void> => {
    const id = stream.slice(stream.indexOf("/") + 1);
    const key = headKey(view.name, generation, school, stream);
    for (let attempt = 1; ; attempt++) {
      // A stream's first event: its head is not there yet. If it is, the write finds out, and then it is read.
      const isFirst = attempt === 1 && arrived.some(({ version }) => version === 1);
      const item = isFirst ? null : await views.get(key);
      const head: Head = item
        ? { version: item.version as number, state: item.state ?? null, rev: item.rev }
        : { version: 0, state: view.start, rev: null };
      let news = arrived.filter(({ version }) => version > head.version).sort((a, b) => a.version - b.version);
      if (news.length === 0) return;
      // The event is a doorbell, the store is the truth: on a gap the stream itself is read.
      if (news.some(({ version }, index) => version !== head.version + index + 1))
        news = (await readCommits(events, school, stream)).flatMap((commit) =>
          commit.events.filter(({ version }) => version > head.version),
        );
      let { state } = head;
      for (const stored of news) {
        const event = await openEvent(null, stored);
        state = view.evolve(state, event as never);
      }
      const version = news.at(-1)?.version ?? head.version;
      if (version === head.version) return;
      const answer = await views.transact(writesFor(view, generation, school, id, head, { version, state }, key));
      if (answer === "written") return;
      if (attempt === TRIES) throw new Error("the head of a view is contended");
      await clock.sleep(PAUSE_MS * attempt);
    }
  };

const writesFor = (
  view: View,
  generation: number,
  school: SchoolId,
  id: string,
  head: Head,
  next: { version: number; state: Json },
  key: { pk: string; sk: string },
): Write[] => {
  const before = new Map(head.rev === null ? [] : view.rows(head.state, id).map((row) => [rowId(row), row]));
  const after = new Map(view.rows(next.state, id).map((row) => [rowId(row), row]));
  const at = (row: Row) => ({ pk: rowsKey(view.name, generation, school, row.list), sk: row.key });
  const put: Item = { ...key, rev: (head.rev ?? 0) + 1, version: next.version, state: next.state };
  return [
    { put, expect: head.rev === null ? "absent" : { rev: head.rev } },
    ...[...after].flatMap(([name, row]): Write[] => {
      const old = before.get(name);
      if (old && JSON.stringify(old.data) === JSON.stringify(row.data)) return [];
      return [{ put: { ...at(row), rev: next.version, data: row.data }, expect: "anything" }];
    }),
    ...[...before].flatMap(([name, row]): Write[] =>
      after.has(name) ? [] : [{ remove: at(row), expect: "anything" }],
    ),
  ];
};

/** The consumer that keeps every view: one event in, the rows of all views of its category right. */
export const makeProjections = (ports: ProjectionPorts & { all: readonly View[] }) => {
  const apply = makeApply(ports);
  const generations = makeGenerations({ table: ports.views, clock: ports.clock });
  const byCategory = new Map<Category, View[]>();
  for (const view of ports.all) byCategory.set(view.category, [...(byCategory.get(view.category) ?? []), view]);
  return async (event: StoredEvent): Promise<void> => {
    for (const view of byCategory.get(categoryOf(event.stream)) ?? []) {
      const { live, building } = await generations(view.name);
      await apply(view, live, event.school, event.stream, [event]);
      if (building !== null) await apply(view, building, event.school, event.stream, [event]);
    }
  };
};
