import { PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Absence, evolve, start } from "../shared/absence/evolve.ts";
import { openEvent } from "../shared/store/codec.ts";
import { appendCommit, readCommits, streamKey, toItem } from "../shared/store/commits.ts";
import { makeDynamoTable } from "../shared/store/dynamo.ts";
import type { Commit } from "../shared/store/stored.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { createTable, fill, startDynamoLocal } from "./dynamoLocal.ts";
import { isMain } from "./isMain.ts";
import { median } from "./median.ts";
import { castore, castoreOnDynamo } from "./peers.ts";
import { commitOf, pupilOf, SCHOOL, streamOf } from "./sample.ts";

const AT_ONCE = 16;
const ROUNDS = 5;
const TURNS = 40;
/** Streams that are loaded, and commits in each. */
const STREAMS = 200;
const COMMITS = 8;
const LEAST = 0.95;
const MOST_CPU = 1.2;

type Spent = { seconds: number; cpuUs: number };
type Measured = { perSecond: number; cpuUs: number };
/** Does the nth operation; `nth` never comes twice. */
type Operation = (nth: number) => Promise<unknown>;

/** `count` operations, 16 at a time; the server's time is not in the CPU, it is another process. */
const spend = async (operation: Operation, count: number, first: number): Promise<Spent> => {
  let next = first;
  const worker = async () => {
    while (next < first + count) await operation(next++);
  };
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1_000, cpuUs: user + system };
};

/**
 * Medians of rounds; in a round the variants take short turns, so that whatever else the machine
 * does meets all of them. One round before them is not counted.
 */
const alternate = async <Name extends string>(
  variants: Record<Name, Operation>,
  count: number,
): Promise<Record<Name, Measured>> => {
  const names = Object.keys(variants) as Name[];
  const rounds = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  const turn = Math.ceil(count / TURNS);
  let first = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const spent = new Map<Name, Spent>(names.map((name) => [name, { seconds: 0, cpuUs: 0 }]));
    for (let nth = 0; nth < TURNS; nth++) {
      for (let at = 0; at < names.length; at++) {
        const name = names[(nth + at) % names.length] as Name;
        const { seconds, cpuUs } = await spend(variants[name], turn, first);
        const sum = spent.get(name) ?? { seconds: 0, cpuUs: 0 };
        spent.set(name, { seconds: sum.seconds + seconds, cpuUs: sum.cpuUs + cpuUs });
      }
      first += turn;
    }
    if (round === 0) continue;
    const done = turn * TURNS;
    for (const [name, { seconds, cpuUs }] of spent)
      rounds.get(name)?.push({ perSecond: done / seconds, cpuUs: cpuUs / done });
  }
  const middle = (name: Name, of: keyof Measured) => median((rounds.get(name) ?? []).map((one) => one[of]));
  return Object.fromEntries(
    names.map((name) => [name, { perSecond: middle(name, "perSecond"), cpuUs: middle(name, "cpuUs") }]),
  ) as Record<Name, Measured>;
};

const compared = (what: string, ours: Measured, bare: Measured, isOurs = true): Figure[] => {
  const throughput = ours.perSecond / bare.perSecond;
  const cpu = ours.cpuUs / bare.cpuUs;
  const told = ({ perSecond }: Measured) => `${perSecond.toFixed(0)}/s`;
  return [
    figure(
      `${what}: throughput`,
      isOurs ? `≥ ${LEAST} × bare` : "",
      `${throughput.toFixed(2)} × (${told(ours)}, bare ${told(bare)})`,
      !isOurs || throughput >= LEAST,
    ),
    figure(
      `${what}: CPU`,
      isOurs ? `≤ ${MOST_CPU} × bare` : "",
      `${cpu.toFixed(2)} × (${ours.cpuUs.toFixed(0)} µs, bare ${bare.cpuUs.toFixed(0)} µs)`,
      !isOurs || cpu <= MOST_CPU,
    ),
  ];
};

export type Options = { count?: number };

/** Our append and load beside the SDK alone and beside castore, each with the same items in a table of its own. */
export const store = async ({ count = 4_000 }: Options = {}): Promise<Figure[]> => {
  const { client, stop } = await startDynamoLocal();
  try {
    const registry = { index: "registry", hash: "registry", range: "pk" };
    await createTable(client, { name: "ours", sortKey: "N" }, registry);
    await createTable(client, { name: "bare", sortKey: "N" }, registry);
    await createTable(
      client,
      { name: "castore", pk: "aggregateId", sk: "version", sortKey: "N" },
      { index: "initialEvents", hash: "eventStoreId", range: "timestamp" },
    );
    const table = makeDynamoTable({ client, name: "ours" });
    const { EventStore } = await castore();
    const { DynamoDBSingleTableEventStorageAdapter } = await castoreOnDynamo();
    const peer = new EventStore<Absence>({
      eventStoreId: SCHOOL,
      eventTypes: [],
      reducer: (state, { payload }) =>
        (payload as Commit).events.reduce((sum, event) => evolve(sum, event as never), state ?? start),
      eventStorageAdapter: new DynamoDBSingleTableEventStorageAdapter({ tableName: "castore", dynamoDBClient: client }),
    });
    const peerEvent = ({ stream, number, base, command, at, by, events }: Commit) => ({
      ...{ aggregateId: stream, version: number, type: "Commit", timestamp: at },
      payload: { rev: 1, base, command, by, events },
    });

    // What is appended are streams of their own; what is loaded is written before.
    const begun = (nth: number) => commitOf(STREAMS + nth, 1);
    const appended = await alternate(
      {
        bare: (nth) =>
          client.send(
            new PutItemCommand({
              TableName: "bare",
              Item: marshall(toItem(begun(nth)), { removeUndefinedValues: true }),
              ConditionExpression: "attribute_not_exists(pk)",
            }),
          ),
        ours: async (nth) => {
          if ((await appendCommit(table, begun(nth))) !== "written") throw new Error("an append met another");
        },
        castore: (nth) => peer.pushEvent(peerEvent(begun(nth))),
      },
      count,
    );

    const held = function* () {
      for (let pupil = 0; pupil < STREAMS; pupil++)
        for (let nth = 1; nth <= COMMITS; nth++) yield toItem(commitOf(pupil, nth));
    };
    await fill(client, "ours", held());
    await fill(client, "bare", held());
    for (let pupil = 0; pupil < STREAMS; pupil++)
      for (let nth = 1; nth <= COMMITS; nth++) await peer.pushEvent(peerEvent(commitOf(pupil, nth)));

    const mustHave = (found: number | undefined) => {
      if (found !== COMMITS) throw new Error(`${found} commits of ${COMMITS} were loaded`);
    };
    const loaded = await alternate(
      {
        bare: async (nth) => {
          const { Items = [] } = await client.send(
            new QueryCommand({
              TableName: "bare",
              KeyConditionExpression: "pk = :pk",
              ExpressionAttributeValues: marshall({ ":pk": streamKey(SCHOOL, streamOf(nth % STREAMS)) }),
              ConsistentRead: true,
            }),
          );
          mustHave(Items.map((item) => unmarshall(item)).length);
        },
        read: async (nth) => mustHave((await readCommits(table, SCHOOL, streamOf(nth % STREAMS))).length),
        // As a command loads: every event checked against its schema, and the state that follows from them.
        folded: async (nth) => {
          let state = start;
          const commits = await readCommits(table, SCHOOL, streamOf(nth % STREAMS));
          for (const { events } of commits)
            for (const stored of events) state = evolve(state, (await openEvent(null, stored)) as never);
          if (state.phase !== "sick" || state.report.pupil !== pupilOf(nth % STREAMS)) throw new Error("a wrong state");
          mustHave(commits.length);
        },
        castore: async (nth) => {
          const { aggregate } = await peer.getAggregate(streamOf(nth % STREAMS));
          if (aggregate?.phase !== "sick") throw new Error("a wrong state");
        },
      },
      count,
    );
    return [
      ...compared("append", appended.ours, appended.bare),
      ...compared("append by castore", appended.castore, appended.bare, false),
      ...compared("load", loaded.read, loaded.bare),
      ...compared("load, checked and folded", loaded.folded, loaded.bare),
      ...compared("load by castore, folded", loaded.castore, loaded.bare, false),
    ];
  } finally {
    await stop();
  }
};

if (isMain(import.meta.url)) printFigures(await store({ count: Number(process.argv[2] ?? 4_000) }));
