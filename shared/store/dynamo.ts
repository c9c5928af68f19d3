import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { BadCursor } from "../ports/badCursor.ts";
import { Fault } from "../ports/fault.ts";
import type { Conflict, Expect, Item, Key, Table, Write } from "../ports/table.ts";
import { asFault } from "./awsFault.ts";
import { readIndexCursor, readScanCursor, writeCursor } from "./cursor.ts";

/** BatchGetItem takes at most 100 keys. */
const MOST_KEYS = 100;
/** How often keys that BatchGetItem left out are asked for again. */
const TRIES = 6;

type Attributes = Record<string, AttributeValue>;

const toAttributes = (value: Item | Key): Attributes => marshall(value, { removeUndefinedValues: true });
const toItem = (attributes: Attributes): Item => unmarshall(attributes) as Item;

/** The condition of a write, as DynamoDB says it; the answer to a broken one carries the item as it was (ALL_OLD). */
const conditionOf = (expect: Expect) => {
  if (expect === "anything") return {};
  const old = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
  if (expect === "absent") return { ConditionExpression: "attribute_not_exists(pk)", ...old };
  return {
    ConditionExpression: "rev = :rev",
    ExpressionAttributeValues: { ":rev": { N: String(expect.rev) } },
    ...old,
  };
};

type ConditionFailure = { name: string; Item?: Attributes };
type Cancelled = { name: string; CancellationReasons?: { Code?: string; Item?: Attributes }[] };

const conflictIn = (error: unknown): Conflict | null => {
  const { name, Item: found } = error as ConditionFailure;
  return name === "ConditionalCheckFailedException" ? { conflict: found ? toItem(found) : null } : null;
};

/** The Table port over one DynamoDB table. `send` failures become Faults; broken conditions are answers. */
export const makeDynamoTable = ({ client, name }: { client: DynamoDBClient; name: string }): Table => {
  const write = async (send: () => Promise<unknown>, where: string): Promise<"written" | Conflict> => {
    try {
      await send();
      return "written";
    } catch (error) {
      const conflict = conflictIn(error);
      if (conflict) return conflict;
      throw asFault(where, error);
    }
  };
  const read = async <T>(send: () => Promise<T>, where: string, cursor?: string): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      // All else of such a request is ours and was right without it.
      if (cursor !== undefined && (error as { name?: string }).name === "ValidationException")
        throw new BadCursor({ cause: error });
      throw asFault(where, error);
    }
  };
  const toTransact = (one: Write): TransactWriteItem =>
    "put" in one
      ? { Put: { TableName: name, Item: toAttributes(one.put), ...conditionOf(one.expect) } }
      : { Delete: { TableName: name, Key: toAttributes(one.remove), ...conditionOf(one.expect) } };

  return {
    async get(key) {
      const answer = await read(
        () => client.send(new GetItemCommand({ TableName: name, Key: toAttributes(key), ConsistentRead: true })),
        "table get",
      );
      return answer.Item ? toItem(answer.Item) : null;
    },

    async batchGet(keys) {
      const items: Item[] = [];
      // DynamoDB refuses a request that names a key twice.
      const each = [...new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key])).values()];
      for (let at = 0; at < each.length; at += MOST_KEYS) {
        let wanted: Attributes[] = each.slice(at, at + MOST_KEYS).map(toAttributes);
        for (let attempt = 1; wanted.length > 0; attempt++) {
          const request = { [name]: { Keys: wanted, ConsistentRead: true } };
          const answer = await read(
            () => client.send(new BatchGetItemCommand({ RequestItems: request })),
            "table batch get",
          );
          for (const item of answer.Responses?.[name] ?? []) items.push(toItem(item));
          wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
          if (wanted.length > 0 && attempt === TRIES) throw new Fault("throttled", "table batch get");
        }
      }
      return items;
    },

    async query(pk, { after, upTo, limit, descending = false } = {}) {
      const range = rangeOf("sk", { after, upTo, descending });
      const answer = await read(
        () =>
          client.send(
            new QueryCommand({
              TableName: name,
              ...range.conditionFor("pk", pk),
              ConsistentRead: true,
              ScanIndexForward: !descending,
              ...(limit === undefined ? {} : { Limit: limit }),
            }),
          ),
        "table query",
      );
      const all = (answer.Items ?? []).map(toItem);
      const items = all.filter(({ sk }) => !range.isPast(sk));
      const last = answer.LastEvaluatedKey ? toItem(answer.LastEvaluatedKey).sk : null;
      return { items, next: items.length < all.length ? null : last };
    },

    async index(index, pk, { limit, descending = false, cursor, after, upTo } = {}) {
      const keys = indexKeys(index);
      const range = rangeOf(keys.range, { after, upTo, descending });
      const place = `${index}/${pk}`;
      const start = cursor === undefined ? null : readIndexCursor(cursor, place);
      if (start && !range.holds(start.range)) throw new BadCursor();
      const answer = await read(
        () =>
          client.send(
            new QueryCommand({
              TableName: name,
              IndexName: index,
              ...range.conditionFor(keys.hash, pk),
              ScanIndexForward: !descending,
              ...(limit === undefined ? {} : { Limit: limit }),
              ...(start
                ? {
                    ExclusiveStartKey: marshall({
                      [keys.range]: start.range,
                      pk: start.pk,
                      sk: start.sk,
                      [keys.hash]: pk,
                    }),
                  }
                : {}),
            }),
          ),
        "table index",
        cursor,
      );
      const all = (answer.Items ?? []).map(toItem);
      const items = all.filter((item) => !range.isPast(item[keys.range] as string));
      const last = answer.LastEvaluatedKey && items.length === all.length ? toItem(answer.LastEvaluatedKey) : null;
      return {
        items,
        next: last && writeCursor(place, { pk: last.pk, sk: last.sk, range: last[keys.range] as string }),
      };
    },

    put: (item, expect) =>
      write(
        () => client.send(new PutItemCommand({ TableName: name, Item: toAttributes(item), ...conditionOf(expect) })),
        "table put",
      ),

    remove: (key, expect) =>
      write(
        () => client.send(new DeleteItemCommand({ TableName: name, Key: toAttributes(key), ...conditionOf(expect) })),
        "table remove",
      ),

    async transact(writes) {
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: writes.map(toTransact) }));
        return "written";
      } catch (error) {
        const { name: kind, CancellationReasons: reasons = [] } = error as Cancelled;
        if (kind !== "TransactionCanceledException") throw asFault("table transact", error);
        const conflicts = reasons.flatMap(({ Code, Item: found }, index) =>
          Code === "ConditionalCheckFailed" ? [{ index, found: found ? toItem(found) : null }] : [],
        );
        if (conflicts.length > 0) return { conflicts };
        // Another transaction held one of the items, or there was no capacity: nothing was done.
        const isBusy = reasons.some(
          ({ Code }) =>
            Code === "TransactionConflict" || Code === "ThrottlingError" || Code === "ProvisionedThroughputExceeded",
        );
        throw new Fault(isBusy ? "throttled" : "refused", "table transact", { cause: error });
      }
    },

    async scan(segment, segments, cursor) {
      const place = `scan/${segment}/${segments}`;
      const start = cursor === undefined ? null : readScanCursor(cursor, place);
      const answer = await read(
        () =>
          client.send(
            new ScanCommand({
              TableName: name,
              Segment: segment,
              TotalSegments: segments,
              ...(start ? { ExclusiveStartKey: marshall(start) } : {}),
            }),
          ),
        "table scan",
        cursor,
      );
      const last = answer.LastEvaluatedKey ? toItem(answer.LastEvaluatedKey) : null;
      return {
        items: (answer.Items ?? []).map(toItem),
        next: last && writeCursor(place, { pk: last.pk, sk: last.sk }),
      };
    },
  };
};

type Bounds = { after: string | number | undefined; upTo: string | number | undefined; descending: boolean };

/** DynamoDB takes one condition on the sort key: of two bounds the second is kept by stopping at it. */
const rangeOf = (name: string, { after, upTo, descending }: Bounds) => {
  const [sign, bound] = after === undefined ? [descending ? ">=" : "<=", upTo] : [descending ? "<" : ">", after];
  const isBefore = (one: string | number, other: string | number) => (descending ? one > other : one < other);
  const isPast = (key: string | number) => upTo !== undefined && isBefore(upTo, key);
  return {
    conditionFor: (hash: string, pk: string) => ({
      KeyConditionExpression: bound === undefined ? "#hash = :hash" : `#hash = :hash AND #range ${sign} :bound`,
      ExpressionAttributeNames: { "#hash": hash, ...(bound === undefined ? {} : { "#range": name }) },
      ExpressionAttributeValues: marshall({ ":hash": pk, ...(bound === undefined ? {} : { ":bound": bound }) }),
    }),
    /** Of what DynamoDB answered. */
    isPast: (key: string | number) => after !== undefined && isPast(key),
    holds: (key: string | number) => (after === undefined || isBefore(after, key)) && !isPast(key),
  };
};

/** The attributes of each index there is; the stack makes them from the same table. */
const INDEXES: Readonly<Record<string, { hash: string; range: string }>> = {
  registry: { hash: "registry", range: "pk" },
  inbox: { hash: "inbox", range: "at" },
};
const indexKeys = (index: string) => {
  const keys = INDEXES[index];
  if (!keys) throw new Error(`no index ${index}`);
  return keys;
};
