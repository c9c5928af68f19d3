import { AbsenceAnnounced } from "../events/duty.ts";
import type { GroupId, HouseholdId, NoticeId, PersonId } from "../events/ids.ts";
import type { SchoolDay } from "../events/time.ts";
import { systemClock } from "../functions/adapters/clock.ts";
import type { Chunk } from "../functions/notify/chunk.ts";
import { makeDeliver } from "../functions/notify/deliver/deliver.ts";
import { makeExpand } from "../functions/notify/expand/expand.ts";
import type { Item, Json } from "../shared/ports/table.ts";
import { queryAll } from "../shared/ports/table.ts";
import { makeDynamoTable } from "../shared/store/dynamo.ts";
import type { StoredEvent } from "../shared/store/stored.ts";
import { makeViews, rowsKey } from "../shared/store/views.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { createTable, fill, startDynamoLocal } from "./dynamoLocal.ts";
import { isMain } from "./isMain.ts";
import { heapMb } from "./memory.ts";
import { AT, PARENT, pupilOf, SCHOOL } from "./sample.ts";

const MOST_HEAP_MB = 64;
const MOST_REQUESTS = 0.05;
/** Of so many chunks one comes twice, as a queue may deliver it. */
const TWICE_EACH = 10;
/** Chunks that are worked on at once, as the queue's consumer may. */
const AT_ONCE = 10;
/** Sends between two looks at the heap. */
const LOOK_EACH = 8;

const id = <Id extends string>(kind: string, nth: number) =>
  `${kind.repeat(8)}-0000-4000-8000-${nth.toString(16).padStart(12, "0")}` as Id;
const GROUP = id<GroupId>("a", 1);
const NOTICE = id<NoticeId>("b", 1);
const TODAY = "2026-11-25" as SchoolDay;

/** A guardian of one child; a child has two guardians in one household. */
const accessOf = (nth: number) => {
  const child = nth >> 1;
  const relation = {
    pupil: pupilOf(child),
    kind: "parent",
    contact: "all",
    mayReportSick: true,
    mayCollect: true,
    until: null,
  };
  return {
    ...{ person: id<PersonId>("c", nth), household: id<HouseholdId>("d", child), login: null, roles: [] },
    relations: [relation],
  };
};

function* viewRows(recipients: number): Generator<Item> {
  const settings = { name: "De Kiezelboom", phone: "020 555 0123", notReachedAfterMinutes: 60 };
  yield {
    ...{ pk: rowsKey("calendar", 1, SCHOOL, "school"), sk: "calendar", rev: 1 },
    data: { settings, groups: {}, closed: [] },
  };
  for (let child = 0; child < recipients / 2; child++)
    yield {
      ...{ pk: rowsKey("roster", 1, SCHOOL, `group/${GROUP}`), sk: pupilOf(child), rev: 1 },
      data: { pupil: pupilOf(child), group: GROUP },
    };
  for (let nth = 0; nth < recipients; nth++) {
    const access = accessOf(nth);
    const { person, household } = access;
    yield {
      ...{ pk: rowsKey("guardians", 1, SCHOOL, "all"), sk: person, rev: 1 },
      data: { person, household, access } as unknown as Json,
    };
  }
}

function* accessRows(recipients: number): Generator<Item> {
  for (let nth = 0; nth < recipients; nth++) {
    const access = accessOf(nth);
    yield { pk: `person/${access.person}`, sk: SCHOOL, rev: 1, access: access as unknown as Json };
  }
}

const announced: StoredEvent = {
  ...{ id: id("e", 1), school: SCHOOL, stream: `duty/${PARENT}`, version: 1, at: AT, by: PARENT },
  ...{ correlation: "bench", causation: "bench" },
  ...AbsenceAnnounced.of({
    ...{ notice: NOTICE, teacher: PARENT, from: TODAY, until: TODAY, note: null },
    groups: [{ group: GROUP, outcome: { kind: "home" } }],
  }),
} as StoredEvent;

export type Options = { recipients?: number };

/** From one announcement to every guardian's inbox: the real expand and deliver on DynamoDB Local, the queue in between. */
export const fanout = async ({ recipients = 100_000 }: Options = {}): Promise<Figure[]> => {
  const { client, stop } = await startDynamoLocal();
  try {
    for (const name of ["views", "access", "due", "events"]) await createTable(client, { name });
    await createTable(client, { name: "deliveries" }, { index: "inbox", hash: "inbox", range: "at" });
    await fill(client, "views", viewRows(recipients));
    await fill(client, "access", accessRows(recipients));

    let requests = 0;
    let most = 0;
    let looks = 0;
    const look = () => {
      looks += 1;
      if (looks % LOOK_EACH === 0) most = Math.max(most, heapMb());
    };
    client.middlewareStack.add(
      (next) => async (args) => {
        requests += 1;
        return next(args);
      },
      { step: "finalizeRequest", name: "count" },
    );
    const table = (name: string) => makeDynamoTable({ client, name });
    const clock = { ...systemClock, now: () => AT };
    const deliveries = table("deliveries");
    const deliver = makeDeliver({ deliveries, access: table("access"), clock, post: async () => {} });

    const chunks = { sent: 0, again: [] as Chunk[] };
    const queue = {
      // One SendMessageBatch; its messages are worked on before more come, so that nothing but the work is held.
      async send(messages: readonly { body: unknown }[]) {
        requests += 1;
        const bodies = messages.map(({ body }) => structuredClone(body) as Chunk);
        for (let at = 0; at < bodies.length; at += AT_ONCE)
          await Promise.all(bodies.slice(at, at + AT_ONCE).map(deliver));
        for (const body of bodies) {
          chunks.sent += 1;
          if (chunks.sent % TWICE_EACH === 0) chunks.again.push(body);
        }
        look();
      },
    };
    const expand = makeExpand({
      ...{ events: table("events"), views: makeViews({ table: table("views"), clock }), deliveries, due: table("due") },
      chunks: queue as never,
    });

    const before = heapMb();
    most = before;
    const began = performance.now();
    await expand(announced);
    const seconds = (performance.now() - began) / 1_000;
    const perRecipient = requests / recipients;
    for (const chunk of chunks.again) await deliver(chunk);

    let rows = 0;
    let rewritten = 0;
    const persons = new Set<string>();
    const ledger = `${SCHOOL}#notice/${NOTICE}`;
    for await (const { sk, rev } of queryAll(deliveries, ledger)) {
      if (sk === "notice") continue;
      rows += 1;
      if (rev !== 1) rewritten += 1;
      persons.add(String(sk));
    }
    const doubles = rows - persons.size + rewritten;
    const missing = recipients - persons.size;
    return [
      figure(
        `fan-out to ${recipients}: heap`,
        `< ${MOST_HEAP_MB} MB more`,
        `+${(most - before).toFixed(1)} MB at most`,
        most - before < MOST_HEAP_MB,
      ),
      figure(
        `fan-out to ${recipients}: requests a recipient`,
        `≤ ${MOST_REQUESTS}`,
        `${perRecipient.toFixed(4)} (${(recipients / seconds).toFixed(0)} recipients/s)`,
        perRecipient <= MOST_REQUESTS,
      ),
      figure(
        `fan-out to ${recipients}: doubles`,
        "0",
        `${doubles} (${missing} missing, ${chunks.again.length} chunks came twice)`,
        doubles === 0 && missing === 0,
      ),
    ];
  } finally {
    await stop();
  }
};

if (isMain(import.meta.url)) printFigures(await fanout({ recipients: Number(process.argv[2] ?? 100_000) }));
