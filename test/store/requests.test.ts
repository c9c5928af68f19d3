import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "@jest/globals";
import type { NoticeId } from "#events/ids.ts";
import { defaultProvider } from "#functions/adapters/lambdaCredentials.ts";
import type { HttpAnswer } from "#functions/api/http.ts";
import { makeApi } from "#functions/api/operation.ts";
import { commands } from "#functions/commands/all.ts";
import type { Ports } from "#functions/ports.ts";
import { makeReference } from "#functions/reference.ts";
import { notice } from "#shared/notice/decide.ts";
import type { Item, Key } from "#shared/ports/table.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { makeDynamoTable } from "#shared/store/dynamo.ts";
import { uuidv5 } from "#shared/store/uuidv5.ts";
import { makeViews } from "#shared/store/views.ts";
import {
  anneke,
  daan,
  groep4,
  KIEZELBOOM,
  noor,
  type Person,
  samira,
  THURSDAY,
  TUESDAY,
  tim,
  WEDNESDAY,
} from "../handlers/cast.ts";
import { type TableName, tableNames } from "../handlers/ports.ts";
import { makeSchool } from "../handlers/school.ts";
import { fails, json, makeWire } from "./wire.ts";

type Request = {
  TableName: TableName;
  Key: Parameters<typeof unmarshall>[0];
  Item: Parameters<typeof unmarshall>[0];
  ConditionExpression?: string;
  KeyConditionExpression: string;
  ExpressionAttributeValues?: Parameters<typeof unmarshall>[0];
  RequestItems: Record<string, { Keys: Parameters<typeof unmarshall>[0][] }>;
};

/** DynamoDB itself, as far as a command asks it, over the stores of a school. */
const answerOf = (stores: Awaited<ReturnType<typeof makeSchool>>["stores"]) => (operation: string, body: string) => {
  const asked = JSON.parse(body) as Request;
  const toKey = (key: Request["Key"]) => unmarshall(key) as Key;
  switch (operation) {
    case "GetItem": {
      const item = stores[asked.TableName].get(toKey(asked.Key));
      return json(200, item ? { Item: marshall(item) } : {});
    }
    case "BatchGetItem": {
      const found = Object.entries(asked.RequestItems).map(([table, { Keys }]) => [
        table,
        stores[table as TableName].batchGet(Keys.map(toKey)).map((item) => marshall(item)),
      ]);
      return json(200, { Responses: Object.fromEntries(found) });
    }
    case "Query": {
      const values = unmarshall(asked.ExpressionAttributeValues ?? {});
      if (/[<>]/.test(asked.KeyConditionExpression)) throw new Error("a bound is not answered here");
      const { items } = stores[asked.TableName].query(values[":hash"] as string);
      return json(200, { Items: items.map((item) => marshall(item)) });
    }
    case "PutItem": {
      const values = asked.ExpressionAttributeValues ? unmarshall(asked.ExpressionAttributeValues) : {};
      const expected = asked.ConditionExpression?.startsWith("attribute_not_exists")
        ? "absent"
        : { rev: values[":rev"] as number };
      const answer = stores[asked.TableName].put(
        unmarshall(asked.Item) as Item,
        asked.ConditionExpression ? expected : "anything",
      );
      if (answer === "written") return json(200, {});
      const old = answer.conflict ? { Item: marshall(answer.conflict) } : {};
      return fails("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", 400, old);
    }
    default:
      throw new Error(`a command asked for ${operation}`);
  }
};

/** The API of one warm container over the real SDK client, whose middleware notes every request it sends. */
const makeContainer = async () => {
  const school = await makeSchool();
  const answer = answerOf(school.stores);
  const { config } = makeWire(({ operation, body }) => answer(operation, body));
  process.env.AWS_ACCESS_KEY_ID = "a key of the role";
  process.env.AWS_SECRET_ACCESS_KEY = "and its secret";
  const client = new DynamoDBClient({ ...config, credentials: defaultProvider() });
  const sent: string[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { TableName, RequestItems } = args.input as Partial<Request>;
      sent.push(`${context.commandName} ${TableName ?? Object.keys(RequestItems ?? {}).join()}`);
      return next(args);
    },
    { step: "initialize", name: "note" },
  );
  const tables = Object.fromEntries(tableNames.map((name) => [name, makeDynamoTable({ client, name })])) as Record<
    TableName,
    ReturnType<typeof makeDynamoTable>
  >;
  const { clock, ids, log } = school;
  const views = makeViews({ table: tables.views, clock });
  const ports: Ports = {
    ...{ events: tables.events, access: tables.access, deliveries: tables.deliveries, keys: school.keys(), views },
    ...{ reference: makeReference({ views, people: tables.people, clock }), clock, ids, log },
  };
  const api = makeApi(commands, ports);
  let asked = 0;
  const say = async (
    who: Person,
    path: string,
    params: Record<string, string>,
    body: unknown,
    key = `key-of-request-${asked + 1}`,
  ): Promise<HttpAnswer> => {
    asked += 1;
    sent.length = 0;
    const answered = await api({
      ...{ method: "post", path: `/v1/schools/{school}${path}`, params: { school: KIEZELBOOM, ...params }, query: {} },
      ...{ headers: { "idempotency-key": key }, body, cookies: [], login: who.login },
      ...{ source: "198.51.100.7", correlation: `request-${asked}` },
    });
    expect({ status: answered.status, body: answered.body }).toMatchObject({ status: 200 });
    return answered;
  };
  return { school, ports, sent, say };
};

const COMMAND = ["GetItemCommand access", "QueryCommand events", "PutItemCommand events"];
const pupil = noor.id;
const sick = { from: TUESDAY, back: WEDNESDAY, reason: "koorts" };

describe("requests to AWS of a command, in a warm container", () => {
  it("reads rights, reads the stream and writes: three for everything about an absence", async () => {
    const { say, sent } = await makeContainer();
    // Warms what rests in memory: who works when, names, the pupil's key.
    await say(samira, "/absences", {}, { pupil, ...sick });
    await say(samira, "/absences/{pupil}/correction", { pupil }, { ...sick, reason: "griep" });
    expect(sent).toEqual(COMMAND);
    await say(samira, "/absences/{pupil}/recovery", { pupil }, { on: WEDNESDAY });
    expect(sent).toEqual(COMMAND);
    await say(samira, "/absences", {}, { pupil, ...sick, back: null });
    expect(sent).toEqual(COMMAND);
    await say(samira, "/absences/{pupil}/withdrawal", { pupil }, {});
    expect(sent).toEqual(COMMAND);
  });

  it("writes nothing for a command that comes again", async () => {
    const { say, sent } = await makeContainer();
    await say(samira, "/absences", {}, { pupil, ...sick }, "key-of-a-report");
    await say(samira, "/absences", {}, { pupil, ...sick }, "key-of-a-report");
    expect(sent).toEqual(COMMAND.slice(0, 2));
  });

  it("asks for the notice too, where a command is about one", async () => {
    const { school, say, sent } = await makeContainer();
    const days = { from: WEDNESDAY, until: WEDNESDAY };
    const outcomes = { note: null, groups: [{ group: groep4.id, outcome: { kind: "home" } }] };
    const thursday = { from: THURSDAY, until: THURSDAY };
    const earlier = await say(anneke, "/teacher-absences", {}, { teacher: tim.id, ...thursday, ...outcomes });
    const announced = await say(anneke, "/teacher-absences", {}, { teacher: tim.id, ...days, ...outcomes });
    expect(sent).toEqual(COMMAND);
    await school.settle();
    const noticeIn = ({ body }: HttpAnswer) => ({ notice: (JSON.parse(body) as { notice: NoticeId }).notice });
    const at = noticeIn(announced);

    // The ledger of the notice is asked beside: the guardian's own row, the notice, and the row written with their answer.
    await say(samira, "/notices/{notice}/seen", at, {});
    expect(sent.filter((one) => !one.endsWith(" deliveries"))).toEqual(COMMAND.slice(0, 1));
    expect(sent.length).toBeLessThanOrEqual(4);
    await say(samira, "/notices/{notice}/answers", at, { pupil: daan.id, answer: "stays-home" });
    expect(sent.filter((one) => !one.endsWith(" deliveries"))).toEqual(COMMAND);
    expect(sent.length).toBeLessThanOrEqual(7);
    const off = "/teacher-absences/{notice}/call-off";
    await say(anneke, off, noticeIn(earlier), { teacher: tim.id });
    await say(anneke, off, at, { teacher: tim.id });
    expect(sent).toEqual(["GetItemCommand access", "GetItemCommand views", ...COMMAND.slice(1)]);
  });

  it("writes a stream with a new id without reading it first", async () => {
    const { ports, sent } = await makeContainer();
    const id = uuidv5("a notice that nobody has heard of") as NoticeId;
    const data = { notice: id, recipient: samira.id, at: ports.clock.now() };
    const carried = await carryOut(
      ports,
      notice,
      { type: "MarkSpoken", data },
      {
        ...{ school: KIEZELBOOM, id, by: anneke.id, at: data.at, key: "key-of-a-new-stream" },
        ...{ correlation: "request", fresh: true },
      },
    );
    expect(carried).toMatchObject({ version: 1 });
    expect(sent).toEqual(["PutItemCommand events"]);
  });
});
