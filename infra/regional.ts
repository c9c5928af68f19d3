import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, TimeZone } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import { routes } from "#functions/api/routes.ts";
import { toldToFamilies } from "#functions/notify/expand/told.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Api } from "./constructs/api.ts";
import { Bus, Consumer } from "./constructs/bus.ts";
import { Client } from "./constructs/client.ts";
import type { KringFunction } from "./constructs/kringFunction.ts";
import { MailOut } from "./constructs/mailOut.ts";
import { Observe } from "./constructs/observe.ts";
import { Relay } from "./constructs/relay.ts";
import { SignIn } from "./constructs/signIn.ts";
import { Tables, tableNames } from "./constructs/tables.ts";
import { Timer } from "./constructs/timer.ts";
import { makeWorkers } from "./constructs/workers.ts";
import { WorkQueue } from "./constructs/workQueue.ts";
import type { Settings } from "./settings.ts";

export type RegionalProps = StackProps & { settings: Settings };

/** Of all roles in the account, only these functions' ever get a key in the clear. */
const keepTo = (key: Key, functions: KringFunction[]): void => {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "FunctionsOnly",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["kms:Decrypt", "kms:ReEncryptFrom", "kms:CreateGrant"],
      resources: ["*"],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": functions.map(({ role }) => role.roleArn) } },
    }),
  );
};

/** Everything but the edge: what one region of one account runs. */
export class Regional extends Stack {
  readonly api: Api;
  readonly client: Client;

  constructor(scope: Construct, id: string, { settings, ...props }: RegionalProps) {
    super(scope, id, props);
    const { local } = settings;
    new Alarms(this, settings.alarmMail);
    const tables = new Tables(this, { local });
    const work = makeWorkers(this, { tables, local });
    const bus = new Bus(this);

    const key = new Key(this, "SchoolKeys", {
      description: "Wraps each school's key; those wrap the key of each pupil and person.",
      enableKeyRotation: true,
      removalPolicy: local ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const giveKey = (fn: KringFunction, ...actions: string[]) => {
      fn.set({ KMS_KEY_ID: key.keyId });
      fn.allow(actions, [key.keyArn]);
    };
    giveKey(work.Commands, "kms:GenerateDataKey", "kms:Decrypt");
    giveKey(work.Queries, "kms:Decrypt");
    giveKey(work.Deliver, "kms:Decrypt");
    // Not even an administrator of the account reads along (threat 7): that takes a change of this policy, which is seen.
    // The demo schools of a developer's machine are written by the account itself.
    if (!local) keepTo(key, [work.Commands, work.Queries, work.Deliver]);
    // A look at health data is an event too; no other stream may be written by one who only reads. MiniStack enforces
    // the action and not this condition: that another stream is refused shows on AWS only.
    work.Queries.allow(["dynamodb:PutItem"], [tables.get("Events").tableArn], {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*#look/*"] },
    });

    // From the table to everyone.
    const relay = new Relay(this, { events: tables.get("Events"), bus, local });
    new Consumer(this, "ToViews", { bus, worker: work.Projections });
    new Consumer(this, "ToExpand", {
      bus,
      worker: work.Expand,
      types: toldToFamilies,
    });
    // One chunk of 50 recipients at a time: its mails alone take a while. Concurrency is kept below SES's own rate.
    const chunks = new WorkQueue(this, "Chunks", { worker: work.Deliver, batch: 1, concurrency: 10 });
    chunks.giveSend(work.Expand, "QUEUE_CHUNKS");
    chunks.giveSend(work.Tick, "QUEUE_CHUNKS");
    const codes = new WorkQueue(this, "Codes", { worker: work.SignInMail, batch: 1 });
    for (const fn of [work.Triggers, work.Session]) codes.giveSend(fn, "QUEUE_SIGN_IN_MAIL");
    const mail = new MailOut(this, {
      from: settings.mailFrom,
      hasDomain: settings.domain !== null,
      events: work.MailEvents,
    });
    mail.giveSend(work.Deliver);
    mail.giveSend(work.SignInMail);
    for (const fn of [work.Deliver, work.SignInMail, work.Session]) fn.set({ WEB_ORIGIN: settings.origin });

    // What is due.
    new Timer(this, "EveryMinute", {
      worker: work.Tick,
      at: ScheduleExpression.rate(Duration.minutes(1)),
      description: "Takes from the due index what is due by now.",
    });
    new Timer(this, "Nightly", {
      worker: work.Reconcile,
      at: ScheduleExpression.cron({ minute: "30", hour: "2", timeZone: TimeZone.of("Europe/Amsterdam") }),
      description: "Checks events, views and ledger against each other.",
    });

    // Who asks, and what for.
    const signIn = new SignIn(this, { triggers: work.Triggers, local });
    // Behind the edge every family comes from CloudFront's addresses: there its firewall counts by viewer (edge.ts).
    work.Session.set({ SIGN_INS_FROM_SOURCE: settings.domain ? "20000" : "200" });
    work.Session.set({ USER_POOL_CLIENT_ID: signIn.client.userPoolClientId, USER_POOL_ID: signIn.pool.userPoolId });
    this.api = new Api(this, {
      routes,
      functions: { commands: work.Commands, queries: work.Queries, session: work.Session },
      pool: signIn.pool,
      client: signIn.client,
    });
    this.client = new Client(this, { local });
    new Observe(this, { api: this.api, behind: relay.behind, rejects: mail.rejects });

    const outputs: Record<string, string> = {
      ApiId: this.api.api.apiId,
      ApiUrl: this.api.api.apiEndpoint,
      UserPoolId: signIn.pool.userPoolId,
      UserPoolClientId: signIn.client.userPoolClientId,
      BusName: bus.bus.eventBusName,
      KmsKeyId: key.keyId,
      MailTopic: mail.topic.topicArn,
      MailFrom: settings.mailFrom,
      ClientBucket: this.client.bucket.bucketName,
      ...Object.fromEntries(tableNames.map((name) => [`Table${name}`, tables.get(name).tableName])),
      ...Object.fromEntries(Object.entries(work).map(([name, fn]) => [`Function${name}`, fn.lambda.functionName])),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
