import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { KringFunction } from "./kringFunction.ts";

export const tableNames = ["Events", "Keys", "Views", "People", "Access", "Deliveries", "Due", "Limits"] as const;
export type TableName = (typeof tableNames)[number];

/**
 * `UpdateItem` is in none of these: every write is a whole item on a condition. Nothing may remove from Events.
 * `scan` is for what walks a whole table: the reconciler.
 */
const actions = {
  read: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
  append: ["dynamodb:PutItem"],
  write: ["dynamodb:PutItem", "dynamodb:DeleteItem"],
  scan: ["dynamodb:Scan"],
} as const;
export type Right = keyof typeof actions;

/** The one index that a table has, if any. */
const indexOf: Partial<Record<TableName, string>> = { Events: "registry", Deliveries: "inbox" };

/**
 * Said at the table itself: whatever a role of this account may do elsewhere, an event is not changed or removed.
 * That a `PutItem` does not overwrite is the writers' condition; one that did is seen in the stream, and alarms.
 * MiniStack keeps this policy and does not enforce it: there, only the roles' missing rights hold.
 */
const appendOnly = (): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: "AppendOnly",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"].map(
          (action) => `dynamodb:${action}`,
        ),
        // The table cannot name itself here; a policy of a table is about that table only.
        resources: ["*"],
      }),
    ],
  });

export class Tables extends Construct {
  private readonly byName: Record<TableName, Table>;

  constructor(scope: Construct, { local }: { local: boolean }) {
    super(scope, "Tables");
    const table = (name: TableName, props: Partial<TableProps> = {}): Table =>
      new Table(this, name, {
        partitionKey: { name: "pk", type: AttributeType.STRING },
        sortKey: { name: "sk", type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        encryption: TableEncryption.AWS_MANAGED,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: !local,
        removalPolicy: local ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
        ...props,
      });
    const events = table("Events", {
      sortKey: { name: "sk", type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_IMAGE,
      resourcePolicy: appendOnly(),
    });
    // The registry of streams: only first commits carry the key.
    events.addGlobalSecondaryIndex({
      indexName: "registry",
      partitionKey: { name: "registry", type: AttributeType.STRING },
      sortKey: { name: "pk", type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    const deliveries = table("Deliveries");
    deliveries.addGlobalSecondaryIndex({
      indexName: "inbox",
      partitionKey: { name: "inbox", type: AttributeType.STRING },
      sortKey: { name: "at", type: AttributeType.STRING },
    });
    this.byName = {
      Events: events,
      // Erasing a person is deleting their key: copies of this table are kept for as short as a mistake needs.
      Keys: table("Keys", {
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      }),
      Views: table("Views"),
      People: table("People"),
      Access: table("Access"),
      Deliveries: deliveries,
      Due: table("Due"),
      Limits: table("Limits", { timeToLiveAttribute: "ttl" }),
    };
  }

  get(name: TableName): Table {
    return this.byName[name];
  }

  /** The table's name in the function's environment, and only these rights. */
  give(fn: KringFunction, name: TableName, ...rights: Right[]): void {
    const table = this.byName[name];
    fn.set({ [`TABLE_${name.toUpperCase()}`]: table.tableName });
    for (const right of rights) {
      const index = right === "read" ? indexOf[name] : undefined;
      fn.allow([...actions[right]], [table.tableArn, ...(index ? [`${table.tableArn}/index/${index}`] : [])]);
    }
  }
}
