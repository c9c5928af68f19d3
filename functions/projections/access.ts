import type { Recorded } from "#events/event.ts";
import type { SchoolId } from "#events/ids.ts";
import type { PersonEvent } from "#events/people.ts";
import { type Access, accessKeys, evolve, start } from "#shared/people/access.ts";
import type { Item, Json, Table } from "#shared/ports/table.ts";
import { openEvent } from "#shared/store/codec.ts";
import { readCommits } from "#shared/store/commits.ts";
import type { StoredEvent } from "#shared/store/stored.ts";

/** A person's access rows as the stream has them at this version; `rev` is the stream's version, so newer always wins. */
export const accessRows = (school: SchoolId, version: number, access: Access): Item[] =>
  accessKeys(school, access).map((key) => ({ ...key, rev: version, access: access as unknown as Json }));

/**
 * Keeps the access rows, from the whole stream of the person: rights are too important for a gap.
 * A row that is as new already (a command that narrows rights wrote it with its commit) is left alone.
 */
export const makeAccessProjection =
  ({ events, access: table }: { events: Table; access: Table }) =>
  async ({ school, stream, version: rung }: StoredEvent): Promise<void> => {
    let state = start;
    let version = 0;
    for (const commit of await readCommits(events, school, stream))
      for (const stored of commit.events) {
        state = evolve(state, (await openEvent(null, stored)) as Recorded & PersonEvent);
        version = stored.version;
      }
    if (version < rung) throw new Error("the stream is behind its own event");
    for (const row of accessRows(school, version, state)) {
      const held = await table.get({ pk: row.pk, sk: row.sk });
      if (held && held.rev >= version) continue;
      // A lost race means somebody wrote a newer row, or the same: the next event, or this one again, sees it.
      const answer = await table.put(row, held ? { rev: held.rev } : "absent");
      if (answer !== "written" && (answer.conflict?.rev ?? 0) < version) throw new Error("an access row is contended");
    }
  };
