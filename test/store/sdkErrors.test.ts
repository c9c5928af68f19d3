import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { SESClient } from "@aws-sdk/client-ses";
import { SQSClient } from "@aws-sdk/client-sqs";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { makeBus } from "#functions/adapters/bus.ts";
import { makeKms } from "#functions/adapters/kms.ts";
import { makeMailer } from "#functions/adapters/mail.ts";
import { makeQueue } from "#functions/adapters/queue.ts";
import { BadCursor } from "#shared/ports/badCursor.ts";
import type { Clock } from "#shared/ports/clock.ts";
import { type FaultKind, isFault } from "#shared/ports/fault.ts";
import type { Item } from "#shared/ports/table.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { faultOf } from "../contracts/faultOf.ts";
import { storedEvents } from "../contracts/storedEvents.ts";
import { makeMemoryClock } from "../memory/clock.ts";
import { broken, type Call, fails, json, makeWire, type WireAnswer, xml, xmlFails } from "./wire.ts";
import { ANNA, intent, MORNING, makeWorld, reasons } from "./world.ts";

// The SDK waits between its tries by `setTimeout`; here it tries again at once.
beforeAll(() => {
  const real = globalThis.setTimeout;
  jest.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void) => real(run, 0)) as typeof setTimeout);
});
afterAll(() => {
  jest.restoreAllMocks();
});

type Answers = (call: Call) => WireAnswer | Error;
const always =
  (answer: WireAnswer | (() => Error)): Answers =>
  () =>
    typeof answer === "function" ? answer() : answer;
/** These, one after another; the last one again and again. */
const inTurn =
  (...answers: (WireAnswer | (() => Error))[]): Answers =>
  ({ number }) => {
    const answer = answers[Math.min(number, answers.length) - 1] as WireAnswer | (() => Error);
    return typeof answer === "function" ? answer() : answer;
  };

/** What every service may answer to any request: what we make of it, and how often the SDK sent it. */
type Row = [what: string, answer: WireAnswer | (() => Error), kind: FaultKind, sent: number];
const anyService: Row[] = [
  ["connection reset", broken.reset, "lost", 3],
  ["connection refused", broken.refused, "lost", 3],
  ["broken pipe", broken.pipe, "lost", 3],
  ["timeout", broken.timeout, "lost", 3],
  ["host unreachable", broken.unreachable, "lost", 3],
  ["no address", broken.nameless, "lost", 3],
];
const jsonService: Row[] = [
  ...anyService,
  ["500", fails("InternalServerError", 500), "lost", 3],
  ["503", fails("ServiceUnavailable", 503), "lost", 3],
  ["500 of nobody knows what", { status: 500, body: "<html>", type: "text/html" }, "lost", 3],
  ["throttling", fails("ThrottlingException"), "throttled", 3],
  ["429", fails("SomethingNew", 429), "throttled", 3],
  ["no right", fails("AccessDeniedException"), "refused", 1],
  ["a wrong request", fails("ValidationException"), "refused", 1],
  ["an error of no known name", fails("com.amazonaws#BrandNewException"), "refused", 1],
];

const KEY = { pk: "a", sk: "b" };
const ITEM: Item = { ...KEY, rev: 1, by: "me" };
const tableOn = (answers: Answers) => {
  const wire = makeWire(answers);
  return { ...wire, table: makeDynamoTable({ client: new DynamoDBClient(wire.config), name: "t" }) };
};

describe("DynamoDB → Table", () => {
  const rows: Row[] = [
    ...jsonService,
    ["too much for the table", fails("ProvisionedThroughputExceededException"), "throttled", 3],
    ["too much for the account", fails("RequestLimitExceeded"), "throttled", 3],
    ["no such table", fails("ResourceNotFoundException"), "refused", 1],
  ];
  const operations = {
    get: (table: ReturnType<typeof tableOn>["table"]) => table.get(KEY),
    batchGet: (table) => table.batchGet([KEY]),
    query: (table) => table.query("a"),
    index: (table) => table.index("inbox", "anna"),
    put: (table) => table.put(ITEM, "absent"),
    remove: (table) => table.remove(KEY, { rev: 1 }),
    transact: (table) => table.transact([{ put: ITEM, expect: "absent" }]),
    scan: (table) => table.scan(0, 1),
  } satisfies Record<string, (table: ReturnType<typeof tableOn>["table"]) => Promise<unknown>>;

  describe.each(Object.entries(operations))("%s", (_, run) => {
    it.each(rows)("%s", async (_what, answer, kind, sent) => {
      const { table, calls } = tableOn(always(answer));
      const fault = await faultOf(run(table), kind);
      expect(fault.message).toMatch(/^table [a-z ]+: (throttled|lost|refused)$/);
      expect(fault.cause).toBeInstanceOf(Error);
      expect(calls).toHaveLength(sent);
    });

    it("goes on when a second try is answered", async () => {
      const { table, calls } = tableOn(inTurn(fails("ThrottlingException"), broken.reset, json(200, {})));
      await run(table);
      expect(calls).toHaveLength(3);
    });
  });

  it("a single write that meets an open transaction is throttled: nothing was done", async () => {
    const { table } = tableOn(always(fails("TransactionConflictException")));
    await faultOf(table.put(ITEM, "absent"), "throttled");
    await faultOf(table.remove(KEY, "anything"), "throttled");
  });

  it("a broken condition is an answer, with what was there", async () => {
    const there = fails("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", 400, {
      Item: marshall(ITEM),
    });
    const { table, calls } = tableOn(always(there));
    expect(await table.put({ ...ITEM, by: "you" }, "absent")).toStrictEqual({ conflict: ITEM });
    expect(await table.remove(KEY, { rev: 2 })).toStrictEqual({ conflict: ITEM });
    expect(calls.map(({ body }) => JSON.parse(body) as object)).toStrictEqual([
      {
        TableName: "t",
        Item: marshall({ ...ITEM, by: "you" }),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
      {
        TableName: "t",
        Key: marshall(KEY),
        ConditionExpression: "rev = :rev",
        ExpressionAttributeValues: { ":rev": { N: "2" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    ]);
    const gone = tableOn(always(fails("ConditionalCheckFailedException")));
    expect(await gone.table.put(ITEM, { rev: 1 })).toStrictEqual({ conflict: null });
  });

  it("a write that was taken is written", async () => {
    const { table } = tableOn(always(json(200, {})));
    expect(await table.put(ITEM, "absent")).toBe("written");
    expect(await table.remove(KEY, "anything")).toBe("written");
    expect(await table.transact([{ put: ITEM, expect: "absent" }])).toBe("written");
  });

  it("reads are consistent, but for the index and the scan", async () => {
    const { table, calls } = tableOn(always(json(200, {})));
    for (const run of Object.values(operations)) await run(table);
    const consistent = calls.filter(({ body }) => body.includes('"ConsistentRead":true'));
    expect(consistent.map(({ operation }) => operation)).toStrictEqual(["GetItem", "BatchGetItem", "Query"]);
  });

  describe("a cancelled transaction", () => {
    const cancelled = (...reasons: object[]) =>
      fails("TransactionCanceledException", 400, { CancellationReasons: reasons });
    const none = { Code: "None" };
    const both = [
      { put: ITEM, expect: "absent" },
      { remove: { pk: "a", sk: "c" }, expect: { rev: 1 } },
    ] as const;
    const cases: [what: string, answer: WireAnswer, outcome: FaultKind | object][] = [
      [
        "a condition: conflict",
        cancelled(none, { Code: "ConditionalCheckFailed", Item: marshall({ pk: "a", sk: "c", rev: 4 }) }),
        { conflicts: [{ index: 1, found: { pk: "a", sk: "c", rev: 4 } }] },
      ],
      [
        "both conditions: conflict",
        cancelled({ Code: "ConditionalCheckFailed", Item: marshall(ITEM) }, { Code: "ConditionalCheckFailed" }),
        {
          conflicts: [
            { index: 0, found: ITEM },
            { index: 1, found: null },
          ],
        },
      ],
      [
        "a condition beside another transaction: conflict",
        cancelled({ Code: "TransactionConflict" }, { Code: "ConditionalCheckFailed" }),
        { conflicts: [{ index: 1, found: null }] },
      ],
      ["another transaction", cancelled({ Code: "TransactionConflict" }, none), "throttled"],
      ["throttled", cancelled(none, { Code: "ThrottlingError" }), "throttled"],
      ["too much", cancelled(none, { Code: "ProvisionedThroughputExceeded" }), "throttled"],
      ["a wrong item", cancelled({ Code: "ValidationError" }, none), "refused"],
      ["no reasons", fails("TransactionCanceledException"), "refused"],
      ["still at it", fails("TransactionInProgressException"), "throttled"],
      ["one token for two", fails("IdempotentParameterMismatchException"), "refused"],
    ];
    it.each(cases)("%s", async (_, answer, outcome) => {
      const { table } = tableOn(always(answer));
      const work = table.transact([...both]);
      if (typeof outcome === "string") await faultOf(work, outcome as FaultKind);
      else expect(await work).toStrictEqual(outcome);
    });

    it("one that did arrive is sent again under the same token, so that it is done once", async () => {
      const { table, calls } = tableOn(inTurn(broken.reset, json(200, {})));
      expect(await table.transact([...both])).toBe("written");
      const tokens = calls.map(({ body }) => (JSON.parse(body) as { ClientRequestToken: string }).ClientRequestToken);
      expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
      expect(tokens).toStrictEqual([tokens[0], tokens[0]]);
    });
  });

  describe("keys that BatchGetItem left out", () => {
    const left = (...sks: string[]) => ({
      UnprocessedKeys: { t: { Keys: sks.map((sk) => marshall({ pk: "a", sk })) } },
    });
    const found = (...sks: string[]) => ({ Responses: { t: sks.map((sk) => marshall({ pk: "a", sk, rev: 1 })) } });
    const keys = ["1", "2", "3"].map((sk) => ({ pk: "a", sk }));
    const askedFor = ({ body }: Call) => {
      const { RequestItems } = JSON.parse(body) as { RequestItems: { t: { Keys: { sk: { S: string } }[] } } };
      return RequestItems.t.Keys.map(({ sk }) => sk.S).join("");
    };

    it("are asked for again, and only they", async () => {
      const { table, calls } = tableOn(
        inTurn(
          json(200, { ...found("1"), ...left("2", "3") }),
          json(200, { ...found("3"), ...left("2") }),
          json(200, found("2")),
        ),
      );
      expect((await table.batchGet(keys)).map(({ sk }) => sk)).toStrictEqual(["1", "3", "2"]);
      expect(calls.map(askedFor)).toStrictEqual(["123", "23", "2"]);
    });

    it("are throttled after six times", async () => {
      const { table, calls } = tableOn(always(json(200, left("1"))));
      await faultOf(table.batchGet(keys), "throttled");
      expect(calls).toHaveLength(6);
    });

    it("come in the sixth time", async () => {
      const again = Array.from({ length: 5 }, () => json(200, left("1")));
      const { table, calls } = tableOn(inTurn(...again, json(200, found("1"))));
      expect(await table.batchGet(keys)).toStrictEqual([{ pk: "a", sk: "1", rev: 1 }]);
      expect(calls).toHaveLength(6);
    });

    it("are asked for by the hundred, none twice", async () => {
      const { table, calls } = tableOn(always(json(200, {})));
      const many = Array.from({ length: 201 }, (_, at) => ({ pk: "a", sk: `${at}` }));
      expect(await table.batchGet([...many, ...many])).toStrictEqual([]);
      expect(calls.map(({ body }) => body.match(/"pk"/g)?.length)).toStrictEqual([100, 100, 1]);
    });
  });

  describe("a cursor that DynamoDB does not take", () => {
    const cursor = (place: string, ...key: string[]) =>
      Buffer.from(JSON.stringify([place, ...key])).toString("base64url");

    it("is the caller's mistake", async () => {
      const { table } = tableOn(always(fails("ValidationException")));
      const inbox = cursor("inbox/anna", "a", "b", "2026");
      await expect(table.index("inbox", "anna", { cursor: inbox })).rejects.toBeInstanceOf(BadCursor);
      await expect(table.scan(0, 1, cursor("scan/0/1", "a", "b"))).rejects.toBeInstanceOf(BadCursor);
      const other = tableOn(always(fails("ResourceNotFoundException")));
      await faultOf(other.table.index("inbox", "anna", { cursor: inbox }), "refused");
    });

    it("never leaves here when it is of another place", async () => {
      const { table, calls } = tableOn(always(json(200, {})));
      const ofBram = cursor("inbox/bram", "a", "b", "2026");
      await expect(table.index("inbox", "anna", { cursor: ofBram })).rejects.toBeInstanceOf(BadCursor);
      expect(calls).toStrictEqual([]);
    });

    it("begins in the partition that was asked for, whatever is in it", async () => {
      const { table, calls } = tableOn(always(json(200, {})));
      await table.index("inbox", "anna", { cursor: cursor("inbox/anna", "x", "y", "2026") });
      await table.index("registry", "streams/1", { cursor: cursor("registry/streams/1", "x", "y", "x") });
      expect(
        calls.map(({ body }) => (JSON.parse(body) as { ExclusiveStartKey: object }).ExclusiveStartKey),
      ).toStrictEqual([
        marshall({ at: "2026", pk: "x", sk: "y", inbox: "anna" }),
        marshall({ pk: "x", sk: "y", registry: "streams/1" }),
      ]);
    });
  });

  describe("what it asks for", () => {
    const sent = async (run: (table: ReturnType<typeof tableOn>["table"]) => Promise<unknown>) => {
      const { table, calls } = tableOn(always(json(200, {})));
      await run(table);
      return calls.map(({ body }) => JSON.parse(body) as object);
    };
    const bounded = (hash: string, range: string | null, sign: string, pk: string, bound: unknown, name = "sk") => ({
      KeyConditionExpression: range === null ? "#hash = :hash" : `#hash = :hash AND #range ${sign} :bound`,
      ExpressionAttributeNames: { "#hash": hash, ...(range === null ? {} : { "#range": name }) },
      ExpressionAttributeValues: { ":hash": { S: pk }, ...(range === null ? {} : { ":bound": bound }) },
    });

    it.each<[Parameters<ReturnType<typeof tableOn>["table"]["query"]>[1], string | null, unknown]>([
      [{}, null, null],
      [{ after: 5 }, ">", { N: "5" }],
      [{ after: "a", descending: true }, "<", { S: "a" }],
      [{ upTo: 5 }, "<=", { N: "5" }],
      [{ upTo: "a", descending: true }, ">=", { S: "a" }],
      [{ after: 5, upTo: 9 }, ">", { N: "5" }],
      [{ after: 9, upTo: 5, descending: true, limit: 3 }, "<", { N: "9" }],
    ])("query %j", async (options, sign, bound) => {
      expect(await sent((table) => table.query("a", options))).toStrictEqual([
        {
          TableName: "t",
          ...bounded("pk", sign, sign ?? "", "a", bound),
          ConsistentRead: true,
          ScanIndexForward: !options?.descending,
          ...(options?.limit ? { Limit: options.limit } : {}),
        },
      ]);
    });

    it("index", async () => {
      const base = { TableName: "t", ScanIndexForward: true };
      expect(await sent((table) => table.index("registry", "streams/1", { limit: 5 }))).toStrictEqual([
        { ...base, IndexName: "registry", ...bounded("registry", null, "", "streams/1", null), Limit: 5 },
      ]);
      expect(
        await sent((table) => table.index("inbox", "anna", { after: "2026-02", upTo: "2026-01", descending: true })),
      ).toStrictEqual([
        {
          ...base,
          IndexName: "inbox",
          ...bounded("inbox", "at", "<", "anna", { S: "2026-02" }, "at"),
          ScanIndexForward: false,
        },
      ]);
    });

    it("scan, from its start and from a cursor", async () => {
      const cursor = Buffer.from('["scan/1/4","a",7]').toString("base64url");
      expect(await sent((table) => table.scan(1, 4))).toStrictEqual([{ TableName: "t", Segment: 1, TotalSegments: 4 }]);
      expect(await sent((table) => table.scan(1, 4, cursor))).toStrictEqual([
        { TableName: "t", Segment: 1, TotalSegments: 4, ExclusiveStartKey: { pk: { S: "a" }, sk: { N: "7" } } },
      ]);
    });

    it("transact", async () => {
      const [body] = await sent((table) =>
        table.transact([
          { put: { ...ITEM, gone: undefined }, expect: "absent" },
          { remove: KEY, expect: { rev: 3 } },
          { put: ITEM, expect: "anything" },
        ]),
      );
      const old = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
      expect(body).toStrictEqual({
        ClientRequestToken: expect.any(String),
        TransactItems: [
          { Put: { TableName: "t", Item: marshall(ITEM), ConditionExpression: "attribute_not_exists(pk)", ...old } },
          {
            Delete: {
              TableName: "t",
              Key: marshall(KEY),
              ConditionExpression: "rev = :rev",
              ExpressionAttributeValues: { ":rev": { N: "3" } },
              ...old,
            },
          },
          { Put: { TableName: "t", Item: marshall(ITEM) } },
        ],
      });
    });
  });

  describe("a page", () => {
    const rows = (...keys: number[]) => keys.map((sk) => marshall({ pk: "a", sk, rev: 1 }));
    const last = (sk: number) => ({ LastEvaluatedKey: marshall({ pk: "a", sk }) });
    const numbersOf = ({ items }: { items: Item[] }) => items.map(({ sk }) => sk);

    it("goes on at its last key, and ends without one", async () => {
      const { table } = tableOn(inTurn(json(200, { Items: rows(1, 2), ...last(2) }), json(200, { Items: rows(3) })));
      const first = await table.query("a");
      expect([numbersOf(first), first.next]).toStrictEqual([[1, 2], 2]);
      const second = await table.query("a", { after: 2 });
      expect([numbersOf(second), second.next]).toStrictEqual([[3], null]);
    });

    it("stops at its second bound, though there is more", async () => {
      const up = json(200, { Items: rows(3, 4, 5, 6), ...last(6) });
      const down = json(200, { Items: rows(6, 5, 4, 3), ...last(3) });
      const { table } = tableOn(inTurn(up, up, down, down));
      for (const [options, numbers, next] of [
        [{ after: 2, upTo: 5 }, [3, 4, 5], null],
        [{ after: 2, upTo: 6 }, [3, 4, 5, 6], 6],
        [{ after: 7, upTo: 4, descending: true }, [6, 5, 4], null],
        [{ after: 7, upTo: 3, descending: true }, [6, 5, 4, 3], 3],
      ] as const) {
        const page = await table.query("a", options);
        expect([numbersOf(page), page.next]).toStrictEqual([numbers, next]);
      }
    });

    it("of an index goes on by a cursor of its own place, and stops at its second bound", async () => {
      const letters = ["2026-02", "2026-03"].map((at, sk) => marshall({ pk: "a", sk, rev: 1, inbox: "anna", at }));
      const answer = json(200, {
        Items: letters,
        LastEvaluatedKey: marshall({ pk: "a", sk: 1, inbox: "anna", at: "2026-03" }),
      });
      const { table } = tableOn(always(answer));
      const page = await table.index("inbox", "anna");
      expect(numbersOf(page)).toStrictEqual([0, 1]);
      expect(Buffer.from(page.next ?? "", "base64url").toString()).toBe('["inbox/anna","a",1,"2026-03"]');
      const stopped = await table.index("inbox", "anna", { after: "2026-01", upTo: "2026-02" });
      expect([numbersOf(stopped), stopped.next]).toStrictEqual([[0], null]);
      const whole = await table.index("inbox", "anna", { after: "2026-01", upTo: "2026-03" });
      expect([numbersOf(whole), whole.next]).toStrictEqual([[0, 1], page.next]);
      const scanned = await table.scan(2, 3);
      expect(Buffer.from(scanned.next ?? "", "base64url").toString()).toBe('["scan/2/3","a",1]');
      for (const outside of [
        { after: "2026-03" },
        { after: "2026-04" },
        { upTo: "2026-02" },
        { after: "2026-03", descending: true },
        { upTo: "2026-04", descending: true },
      ])
        await expect(table.index("inbox", "anna", { ...outside, cursor: page.next ?? "" })).rejects.toBeInstanceOf(
          BadCursor,
        );
      for (const within of [{ after: "2026-02" }, { upTo: "2026-03" }, { upTo: "2026-03", descending: true }])
        expect(numbersOf(await table.index("inbox", "anna", { ...within, cursor: page.next ?? "" }))).toStrictEqual([
          0, 1,
        ]);
    });
  });

  it("knows no other index", async () => {
    const { table } = tableOn(always(json(200, {})));
    await expect(table.index("other", "a")).rejects.toThrow("no index other");
  });

  it("the SDK's own retry of a put that did arrive reports a conflict with itself", async () => {
    const stored: Item[] = [];
    const { table, calls } = tableOn(({ body, number }) => {
      const { Item: sent } = JSON.parse(body) as { Item: Parameters<typeof unmarshall>[0] };
      if (stored.length > 0) return fails("ConditionalCheckFailedException", 400, { Item: marshall(stored[0]) });
      stored.push(unmarshall(sent) as Item);
      return number === 1 ? broken.reset() : json(200, {});
    });
    // The port can't know better: who writes must look whose item it is (`carryOut` does, by the command's id).
    expect(await table.put(ITEM, "absent")).toStrictEqual({ conflict: ITEM });
    expect(calls).toHaveLength(2);
    expect(stored).toStrictEqual([ITEM]);
  });

  it.each([true, false])("and `carryOut` answers it as its own write (a new stream: %s)", async (fresh) => {
    const stored: Item[] = [];
    const { table, calls } = tableOn(({ operation, body }) => {
      if (operation === "Query") return json(200, { Items: stored.map((item) => marshall(item)) });
      if (stored.length > 0) return fails("ConditionalCheckFailedException", 400, { Item: marshall(stored[0]) });
      stored.push(unmarshall((JSON.parse(body) as { Item: Parameters<typeof unmarshall>[0] }).Item) as Item);
      return broken.reset();
    });
    const { ports, clock } = makeWorld({ over: () => table });
    const answer = await carryOut(ports, reasons, { say: "report", reason: "koorts" }, { ...intent("k1"), fresh });
    expect(answer).toStrictEqual({
      state: ['"koorts"'],
      version: 1,
      events: [expect.objectContaining({ version: 1, causation: `${ANNA}:k1` })],
      past: [],
      at: MORNING,
      repeated: true,
    });
    expect(stored).toHaveLength(1);
    expect(calls.map(({ operation }) => operation)).toStrictEqual([...(fresh ? [] : ["Query"]), "PutItem", "PutItem"]);
    expect(clock.now()).toBe(MORNING);
  });
});

describe("EventBridge → Bus", () => {
  const busOn = (answers: Answers) => {
    const wire = makeWire(answers);
    return { ...wire, bus: makeBus({ client: new EventBridgeClient(wire.config), name: "kring" }) };
  };

  it.each<Row>([
    ...jsonService,
    ["an error of its own", fails("InternalException", 500), "lost", 3],
    ["no such bus", fails("ResourceNotFoundException"), "refused", 1],
  ])("%s", async (_, answer, kind, sent) => {
    const { bus, calls } = busOn(always(answer));
    const fault = await faultOf(bus.publish(storedEvents(1)), kind);
    expect(fault.message).toBe(`bus publish: ${kind}`);
    expect(calls).toHaveLength(sent);
  });

  it("answers which entries were not taken, although the request was", async () => {
    const taken = { EventId: "1" };
    const throttled = { ErrorCode: "ThrottlingException", ErrorMessage: "later" };
    const failure = { ErrorCode: "InternalFailure" };
    const { bus } = busOn(always(json(200, { FailedEntryCount: 2, Entries: [taken, throttled, taken, failure] })));
    expect(await bus.publish(storedEvents(4))).toStrictEqual({ failed: [1, 3] });
  });

  it("answers none when all were taken, and sends each event whole", async () => {
    const { bus, calls } = busOn(
      always(json(200, { FailedEntryCount: 0, Entries: [{ EventId: "1" }, { EventId: "2" }] })),
    );
    const events = storedEvents(2);
    expect(await bus.publish(events)).toStrictEqual({ failed: [] });
    const { Entries } = JSON.parse(calls[0]?.body ?? "{}") as { Entries: { Detail: string; Time: number }[] };
    expect(Entries).toStrictEqual(
      events.map((event) => ({
        EventBusName: "kring",
        Source: "kring",
        DetailType: "PupilMoved",
        Detail: JSON.stringify(event),
        Time: Date.parse(event.at) / 1000,
      })),
    );
  });
});

describe("KMS → Kms", () => {
  const kmsOn = (answers: Answers) => {
    const wire = makeWire(answers);
    return { ...wire, kms: makeKms({ client: new KMSClient(wire.config), keyId: "k" }) };
  };
  const rows: Row[] = [
    ...jsonService,
    ["an error of its own", fails("KMSInternalException", 500), "throttled", 3],
    ["a slow part of it", fails("DependencyTimeoutException", 500), "throttled", 3],
    ["a key that can't be used now", fails("KeyUnavailableException", 500), "lost", 3],
    ["a ciphertext that is none", fails("InvalidCiphertextException"), "refused", 1],
    ["a disabled key", fails("DisabledException"), "refused", 1],
    ["a key in no fit state", fails("KMSInvalidStateException"), "refused", 1],
  ];

  it.each(rows)("generate: %s", async (_, answer, kind, sent) => {
    const { kms, calls } = kmsOn(always(answer));
    expect((await faultOf(kms.generate("school"), kind)).message).toBe(`kms generate: ${kind}`);
    expect(calls).toHaveLength(sent);
  });

  it.each(rows)("unwrap: %s", async (_, answer, kind, sent) => {
    const { kms, calls } = kmsOn(always(answer));
    expect((await faultOf(kms.unwrap("AAAA", "school"), kind)).message).toBe(`kms unwrap: ${kind}`);
    expect(calls).toHaveLength(sent);
  });

  it("binds the key to its school, both ways", async () => {
    const plain = Buffer.alloc(32, 5);
    const blob = Buffer.from("wrapped").toString("base64");
    const { kms, calls } = kmsOn(always(json(200, { Plaintext: plain.toString("base64"), CiphertextBlob: blob })));
    const made = await kms.generate("school");
    expect([Buffer.from(made.plain), made.wrapped]).toStrictEqual([plain, blob]);
    expect(Buffer.from(await kms.unwrap(blob, "school"))).toStrictEqual(plain);
    expect(calls.map(({ body }) => JSON.parse(body) as object)).toStrictEqual([
      { KeyId: "k", KeySpec: "AES_256", EncryptionContext: { school: "school" } },
      { KeyId: "k", CiphertextBlob: blob, EncryptionContext: { school: "school" } },
    ]);
  });

  it("an answer without a key is no key", async () => {
    const { kms } = kmsOn(always(json(200, {})));
    await expect(kms.generate("school")).rejects.toThrow("without a key");
    await expect(kms.unwrap("AAAA", "school")).rejects.toThrow("without a key");
  });
});

describe("SQS → Queue", () => {
  const queueOn = (answers: Answers) => {
    const wire = makeWire(answers);
    const slept: number[] = [];
    const clock: Clock = { ...makeMemoryClock(), sleep: async (ms) => void slept.push(ms) };
    const client = new SQSClient(wire.config);
    return { ...wire, slept, queue: makeQueue({ client, url: "https://service.example/1/q", clock }) };
  };
  const messages = ["a", "b", "c"].map((id) => ({ id, body: { to: id } }));
  const taken = (id: string) => ({
    Id: id,
    MessageId: id,
    MD5OfMessageBody: createHash("md5")
      .update(JSON.stringify({ to: id }))
      .digest("hex"),
  });
  const left = (id: string, SenderFault = false) => ({ Id: id, Code: "InternalError", SenderFault });
  const batch = (successful: string[], ...failed: object[]) =>
    json(200, { Successful: successful.map(taken), Failed: failed });
  const idsIn = ({ body }: Call) =>
    (JSON.parse(body) as { Entries: { Id: string }[] }).Entries.map(({ Id }) => Id).join("");

  it.each<Row>([
    ...jsonService,
    ["throttled", fails("com.amazonaws.sqs#RequestThrottled"), "throttled", 1],
    ["no such queue", fails("com.amazonaws.sqs#QueueDoesNotExist"), "refused", 1],
  ])("%s", async (_, answer, kind, sent) => {
    const { queue, calls } = queueOn(always(answer));
    expect((await faultOf(queue.send(messages), kind)).message).toBe(`queue send: ${kind}`);
    expect(calls.length).toBeGreaterThanOrEqual(sent);
  });

  it("sends again what was not taken, and only that", async () => {
    const { queue, calls, slept } = queueOn(
      inTurn(batch(["a"], left("b"), left("c")), batch(["c"], left("b")), batch(["b"])),
    );
    await queue.send(messages);
    expect(calls.map(idsIn)).toStrictEqual(["abc", "bc", "b"]);
    expect(slept).toHaveLength(2);
  });

  it("is throttled when some is left after four times", async () => {
    const { queue, calls } = queueOn(always(batch([], left("b"))));
    await faultOf(queue.send(messages), "throttled");
    expect(calls.map(idsIn)).toStrictEqual(["abc", "b", "b", "b"]);
  });

  it("is refused when one can never be taken", async () => {
    const { queue, calls } = queueOn(always(batch(["a", "c"], left("b", true))));
    await faultOf(queue.send(messages), "refused");
    expect(calls).toHaveLength(1);
  });
});

describe("SES → Mailer", () => {
  const mail = {
    to: "ouder@kring.example",
    from: "school@kring.example",
    subject: "Groep 5",
    html: "<p>Dag</p>",
    text: "Dag",
    messageId: "<1@kring.example>",
    tags: { notice: "n1" },
  };
  const mailerOn = (answers: Answers) => {
    const wire = makeWire(answers);
    return { ...wire, mailer: makeMailer({ client: new SESClient(wire.config), configurationSet: "set" }) };
  };

  it.each<Row>([
    ...anyService,
    ["500", xmlFails("InternalFailure", "x", 500), "lost", 3],
    ["503", xmlFails("ServiceUnavailable", "x", 503), "lost", 3],
    ["too fast", xmlFails("Throttling", "Maximum sending rate exceeded."), "throttled", 3],
    ["no right", xmlFails("AccessDenied"), "refused", 1],
    ["an identity of ours", xmlFails("MessageRejected", "Email address is not verified."), "refused", 1],
    ["an unverified domain", xmlFails("MailFromDomainNotVerifiedException"), "refused", 1],
    ["sending is paused", xmlFails("AccountSendingPausedException"), "refused", 1],
    ["no such set", xmlFails("ConfigurationSetDoesNotExist"), "refused", 1],
  ])("%s", async (_, answer, kind, sent) => {
    const { mailer, calls } = mailerOn(always(answer));
    expect((await faultOf(mailer.send(mail), kind)).message).toBe(`mail send: ${kind}`);
    expect(calls).toHaveLength(sent);
  });

  it("an address that it will never take is an answer", async () => {
    const { mailer, calls } = mailerOn(always(xmlFails("MessageRejected", "Address is on the suppression list.")));
    expect(await mailer.send(mail)).toStrictEqual({ rejected: "MessageRejected" });
    expect(calls).toHaveLength(1);
  });

  it("answers the id, and sends to the one address", async () => {
    const accepted = xml(
      200,
      '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>id-1' +
        "</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>",
    );
    const { mailer, calls } = mailerOn(inTurn(broken.reset, accepted));
    expect(await mailer.send(mail)).toStrictEqual({ accepted: "id-1" });
    expect(calls).toHaveLength(2);
    const form = new URLSearchParams(calls[1]?.body);
    const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64").toString();
    expect(raw).toContain("Message-ID: <1@kring.example>");
    expect(raw).toContain("Auto-Submitted: auto-generated");
    form.delete("RawMessage.Data");
    expect(Object.fromEntries(form)).toStrictEqual({
      Action: "SendRawEmail",
      Version: "2010-12-01",
      Source: "school@kring.example",
      "Destinations.member.1": "ouder@kring.example",
      ConfigurationSetName: "set",
      "Tags.member.1.Name": "notice",
      "Tags.member.1.Value": "n1",
    });
  });
});

describe("isFault", () => {
  it("tells kinds apart", async () => {
    const fault = await faultOf(tableOn(always(broken.reset)).table.get(KEY), "lost");
    expect([isFault(fault), isFault(fault, "lost"), isFault(fault, "throttled", "lost")]).toStrictEqual([
      true,
      true,
      true,
    ]);
    expect([isFault(fault, "throttled"), isFault(new Error("x")), isFault(null)]).toStrictEqual([false, false, false]);
  });
});
