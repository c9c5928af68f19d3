import { beforeAll, describe, expect, it } from "@jest/globals";
import { routes } from "#functions/api/routes.ts";
import { tableNames } from "#infra/constructs/tables.ts";
import { type Statement, statementsIn } from "./statements.ts";
import { at, listOf, type Resource, refOf, refsIn, type Synthesized, synthesize } from "./synth.ts";

/** Of aws-cdk-lib's own making: copies the client's files during a deployment, and is there only when the client is built. */
const isHelper = (id: string) => id.startsWith("CustomCDKBucketDeployment");

let app: Synthesized;
let functions: Resource[];
let queues: Resource[];
let statements: Statement[];
beforeAll(() => {
  app = synthesize();
  functions = app.of("Kring", "AWS::Lambda::Function").filter(({ id }) => !isHelper(id));
  queues = app.of("Kring", "AWS::SQS::Queue");
  statements = statementsIn(app, "Kring").filter(({ role }) => !isHelper(role));
}, 120_000);

const ids = (list: Resource[]) => list.map(({ id }) => id).sort();
/** Whose a role is: the name of its function. */
const ownerOf = (role: string | undefined) => role?.replace(/Role[0-9A-F]{8}$/, "");

describe("the regional stack", () => {
  it("is one stack, without a warning", () => {
    expect(app.names).toEqual(["Kring"]);
    expect(app.warnings("Kring")).toEqual([]);
    expect(app.findings).toEqual([]);
  });

  it("serves exactly the contract's routes, and asks for a login where the contract does", () => {
    const integrations = new Map(
      app
        .of("Kring", "AWS::ApiGatewayV2::Integration")
        .map(({ id, props }) => [
          id,
          refsIn(props.IntegrationUri).find((ref) => functions.some((fn) => fn.id === ref)),
        ]),
    );
    const served = app.of("Kring", "AWS::ApiGatewayV2::Route").map(({ props }) => ({
      route: props.RouteKey,
      auth: props.AuthorizationType === "JWT" ? "login" : "none",
      function: integrations
        .get(refsIn(props.Target)[0] ?? "")
        ?.replace(/Function[0-9A-F]{8}$/, "")
        .toLowerCase(),
    }));
    const wanted = routes.map(({ method, path, auth, function: fn }) => ({
      route: `${method.toUpperCase()} ${path}`,
      auth: auth === "login" ? "login" : "none",
      function: fn,
    }));
    const sorted = (list: { route: unknown }[]) =>
      [...list].sort((a, b) => String(a.route).localeCompare(String(b.route)));
    expect(sorted(served)).toEqual(sorted(wanted));
  });

  it("signs people in by a code only: no password flow, no OAuth flow, nobody adds themselves", () => {
    const [client, ...others] = app.of("Kring", "AWS::Cognito::UserPoolClient");
    expect(others).toEqual([]);
    expect(client?.props.ExplicitAuthFlows).toEqual(["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]);
    expect(client?.props.AllowedOAuthFlows).toBeUndefined();
    expect(client?.props.AllowedOAuthFlowsUserPoolClient).not.toBe(true);
    expect(client?.props.CallbackURLs).toBeUndefined();
    expect(client?.props.PreventUserExistenceErrors).toBe("ENABLED");
    const [pool] = app.of("Kring", "AWS::Cognito::UserPool");
    expect(at(pool?.props.AdminCreateUserConfig, "AllowAdminCreateUserOnly")).toBe(true);
    expect(at(pool?.props.AccountRecoverySetting, "RecoveryMechanisms")).toEqual([
      { Name: "verified_email", Priority: 1 },
    ]);
    expect(app.of("Kring", "AWS::Cognito::UserPoolDomain")).toEqual([]);
  });
});

describe("every function", () => {
  it("runs Node 24 on arm64", () => {
    expect(functions.length).toBeGreaterThan(10);
    for (const { id, props } of functions)
      expect({ id, runtime: props.Runtime, on: props.Architectures }).toEqual({
        id,
        runtime: "nodejs24.x",
        on: ["arm64"],
      });
  });

  it("has a role and a log of its own, kept for a month", () => {
    const logs = new Map(app.of("Kring", "AWS::Logs::LogGroup").map(({ id, props }) => [id, props.RetentionInDays]));
    const own = functions.map(({ props }) => refOf(at(props.LoggingConfig, "LogGroup")));
    expect(own.map((log) => logs.get(log ?? ""))).toEqual(functions.map(() => 30));
    expect(new Set(own).size).toBe(functions.length);
    expect(new Set(functions.map(({ props }) => refOf(props.Role))).size).toBe(functions.length);
    expect([...logs.values()].filter((days) => days === undefined)).toEqual([]);
  });

  it("has an alarm on its errors that goes somewhere", () => {
    const alarmed = app
      .of("Kring", "AWS::CloudWatch::Alarm")
      .filter(({ props }) => props.Namespace === "AWS/Lambda" && props.MetricName === "Errors")
      .filter(({ props }) => listOf(props.AlarmActions).length === 1)
      .map(({ props }) => refOf(at(props.Dimensions, 0, "Value")));
    expect(alarmed.sort()).toEqual(ids(functions));
  });

  it("leaves what it can't do with a dead-letter queue, or tells the caller who waits", () => {
    const withDeadLetters = new Set(
      queues.flatMap(({ id, props }) => (at(props.RedrivePolicy, "deadLetterTargetArn") ? [id] : [])),
    );
    const mapped = app
      .of("Kring", "AWS::Lambda::EventSourceMapping")
      .filter(
        ({ props }) =>
          withDeadLetters.has(refOf(props.EventSourceArn) ?? "") ||
          at(props.DestinationConfig, "OnFailure", "Destination"),
      )
      .map(({ props }) => refOf(props.FunctionName));
    const scheduled = app
      .of("Kring", "AWS::Lambda::EventInvokeConfig")
      .filter(({ props }) => at(props.DestinationConfig, "OnFailure", "Destination"))
      .map(({ props }) => refOf(props.FunctionName));
    const waitedFor = [
      ...app.of("Kring", "AWS::ApiGatewayV2::Integration").flatMap(({ props }) => refsIn(props.IntegrationUri)),
      ...app.of("Kring", "AWS::Cognito::UserPool").flatMap(({ props }) => refsIn(props.LambdaConfig)),
    ];
    const safe = new Set([...mapped, ...scheduled, ...waitedFor]);
    expect(ids(functions).filter((id) => !safe.has(id))).toEqual([]);
    // Nobody waits for what a queue, a stream or a schedule calls.
    expect(mapped).toHaveLength(app.of("Kring", "AWS::Lambda::EventSourceMapping").length);
    expect(scheduled).toHaveLength(app.of("Kring", "AWS::Scheduler::Schedule").length);
  });
});

describe("every queue", () => {
  it("has a dead-letter queue or is one, with an alarm at its first message", () => {
    const dead = new Set([
      ...queues.flatMap(({ props }) => refsIn(at(props.RedrivePolicy, "deadLetterTargetArn"))),
      ...app.of("Kring", "AWS::Lambda::EventSourceMapping").flatMap(({ props }) => refsIn(props.DestinationConfig)),
      ...app
        .of("Kring", "AWS::Scheduler::Schedule")
        .flatMap(({ props }) => refsIn(at(props.Target, "DeadLetterConfig"))),
    ]);
    expect(queues.filter(({ id, props }) => !props.RedrivePolicy && !dead.has(id)).map(({ id }) => id)).toEqual([]);
    const alarmed = app
      .of("Kring", "AWS::CloudWatch::Alarm")
      .filter(({ props }) => props.MetricName === "ApproximateNumberOfMessagesVisible" && props.Threshold === 1)
      .map(({ props }) => at(props.Dimensions, 0, "Value", "Fn::GetAtt", 0));
    expect(alarmed.sort()).toEqual([...dead].sort());
  });

  it("that a rule or a topic fills has its dead letters beside it", () => {
    const rules = app.of("Kring", "AWS::Events::Rule").flatMap(({ props }) => listOf(props.Targets));
    expect(rules.length).toBeGreaterThan(0);
    for (const target of rules) expect(refOf(at(target, "DeadLetterConfig", "Arn"))).toMatch(/Dead/);
    for (const { props } of app.of("Kring", "AWS::SNS::Subscription"))
      expect(refOf(at(props.RedrivePolicy, "deadLetterTargetArn"))).toMatch(/Dead/);
  });
});

describe("the relay", () => {
  it("tries for a bounded time, halves a batch that fails, and never blocks the stream for good", () => {
    const [mapping, ...others] = app
      .of("Kring", "AWS::Lambda::EventSourceMapping")
      .filter(({ props }) => /Events/.test(refOf(props.EventSourceArn) ?? ""));
    expect(others).toEqual([]);
    expect(mapping?.props).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 22 * 3600,
      StartingPosition: "TRIM_HORIZON",
    });
    expect(refOf(at(mapping?.props.DestinationConfig, "OnFailure", "Destination"))).toMatch(/^RelayDead/);
  });

  it("alone may put events on the bus", () => {
    const allowed = statements.filter(({ actions }) => actions.includes("events:PutEvents"));
    expect(allowed.map(({ role }) => ownerOf(role))).toEqual(["Relay"]);
  });

  it("raises an alarm when a commit was changed in place", () => {
    const [filter] = app.of("Kring", "AWS::Logs::MetricFilter");
    expect(refOf(filter?.props.LogGroupName)).toMatch(/^RelayLog/);
    expect(
      app.of("Kring", "AWS::CloudWatch::Alarm").filter(({ props }) => props.MetricName === "Tampered"),
    ).toHaveLength(1);
  });
});

describe("every table", () => {
  it("can be put back to any second, and is not deleted with the stack or by mistake", () => {
    const tables = app.of("Kring", "AWS::DynamoDB::Table");
    expect(tables).toHaveLength(tableNames.length);
    for (const { id, props, retained } of tables)
      expect({
        id,
        pitr: at(props.PointInTimeRecoverySpecification, "PointInTimeRecoveryEnabled"),
        deletionProtection: props.DeletionProtectionEnabled,
        retained,
        encrypted: at(props.SSESpecification, "SSEEnabled"),
      }).toEqual({ id, pitr: true, deletionProtection: true, retained: true, encrypted: true });
  });

  it("of keys keeps its copies for a week only, as an erased key must not come back", () => {
    const [keys] = app.of("Kring", "AWS::DynamoDB::Table").filter(({ id }) => id.startsWith("TablesKeys"));
    expect(at(keys?.props.PointInTimeRecoverySpecification, "RecoveryPeriodInDays")).toBe(7);
  });
});

describe("the Events table", () => {
  const onEvents = () =>
    statements.filter(({ resources }) =>
      resources.some((resource) => refsIn(resource).some((id) => /^TablesEvents/.test(id))),
    );

  it("is appended to by commands, and by queries for looks only", () => {
    const writers = onEvents().filter(({ actions }) => actions.includes("dynamodb:PutItem"));
    expect(writers.map(({ role, conditions }) => ({ role: ownerOf(role), conditions }))).toEqual([
      { role: "Commands", conditions: {} },
      {
        role: "Queries",
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*#look/*"] } },
      },
    ]);
  });

  it("is never updated or deleted from: no role may, and the table refuses everybody", () => {
    const given = new Set(onEvents().flatMap(({ actions }) => actions));
    const harmless = ["BatchGetItem", "GetItem", "PutItem", "Query"];
    const stream = ["DescribeStream", "GetRecords", "GetShardIterator"];
    expect([...given].sort()).toEqual([...harmless, ...stream].map((action) => `dynamodb:${action}`).sort());
    const [events] = app.of("Kring", "AWS::DynamoDB::Table").filter(({ id }) => id.startsWith("TablesEvents"));
    expect(at(events?.props.ResourcePolicy, "PolicyDocument", "Statement", 0)).toMatchObject({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: expect.arrayContaining(["dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]),
    });
  });
});

describe("roles", () => {
  it("name every action, and every resource but the list of streams", () => {
    const wild = statements.filter(({ actions }) => actions.some((action) => action.includes("*")));
    expect(wild).toEqual([]);
    const anywhere = statements.filter(({ resources }) => resources.includes("*"));
    expect(anywhere.map(({ actions }) => actions)).toEqual([["dynamodb:ListStreams"]]);
  });

  it("update no item in place, in any table", () => {
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => /UpdateItem|BatchWriteItem|PartiQL/.test(action))).toEqual([]);
  });

  it("belong to services: no person, no other account, no policy made elsewhere", () => {
    const roles = app.of("Kring", "AWS::IAM::Role").filter(({ id }) => !isHelper(id));
    for (const { id, props } of roles)
      expect({
        id,
        who: listOf(at(props.AssumeRolePolicyDocument, "Statement")).map((statement) => at(statement, "Principal")),
        managed: props.ManagedPolicyArns,
      }).toEqual({
        id,
        who: [{ Service: expect.stringMatching(/^(lambda|scheduler)\.amazonaws\.com$/) }],
        managed: undefined,
      });
    expect(app.of("Kring", "AWS::IAM::User")).toEqual([]);
    expect(app.of("Kring", "AWS::IAM::ManagedPolicy")).toEqual([]);
  });

  it("get keys in the clear in three functions, and the key refuses everybody else", () => {
    const able = statements.filter(({ actions }) => actions.some((action) => action.startsWith("kms:")));
    expect(able.map(({ role }) => ownerOf(role)).sort()).toEqual(["Commands", "Deliver", "Queries"]);
    const [key] = app.of("Kring", "AWS::KMS::Key");
    const deny = listOf(at(key?.props.KeyPolicy, "Statement")).find((statement) => at(statement, "Effect") === "Deny");
    expect(deny).toMatchObject({ Principal: { AWS: "*" }, Action: expect.arrayContaining(["kms:Decrypt"]) });
    const spared = listOf(at(deny, "Condition", "ArnNotEquals", "aws:PrincipalArn")).map(refOf);
    expect(spared.map(ownerOf).sort()).toEqual(["Commands", "Deliver", "Queries"]);
    expect(key?.retained).toBe(true);
  });
});

describe("with a domain", () => {
  let domain: Synthesized;
  beforeAll(() => {
    domain = synthesize({
      domain: "kring.kiezelboom.example",
      zone: "Z0EXAMPLE",
      alarmMail: "ict@kiezelboom.example",
    });
  }, 120_000);

  it("adds mail and edge, without a warning", () => {
    expect(domain.names).toEqual(["Kring", "KringMail", "KringEdge"]);
    for (const name of domain.names) expect(domain.warnings(name)).toEqual([]);
    expect(domain.findings).toEqual([]);
  });

  it("lets nobody else send in the domain's name", () => {
    const records = domain
      .of("KringMail", "AWS::Route53::RecordSet")
      .map(({ props }) => [props.Type, props.Name, props.ResourceRecords]);
    expect(records).toEqual(
      expect.arrayContaining([
        ["TXT", "kring.kiezelboom.example.", ['"v=spf1 -all"']],
        ["TXT", "_dmarc.kring.kiezelboom.example.", ['"v=DMARC1; p=reject; sp=reject; adkim=s; aspf=r"']],
        ["TXT", "bounce.kring.kiezelboom.example.", ['"v=spf1 include:amazonses.com ~all"']],
        ["MX", "bounce.kring.kiezelboom.example.", ["10 feedback-smtp.eu-central-1.amazonses.com"]],
      ]),
    );
    expect(records.filter(([type]) => type === "CNAME")).toHaveLength(3);
    expect(domain.of("Kring", "AWS::SES::EmailIdentity")).toEqual([]);
  });

  it("serves client and API on one origin, over TLS, behind a firewall that keeps no sample of a request", () => {
    const [distribution] = domain.of("KringEdge", "AWS::CloudFront::Distribution");
    const config = distribution?.props.DistributionConfig;
    expect(at(config, "Aliases")).toEqual(["kring.kiezelboom.example"]);
    expect(at(config, "CacheBehaviors", 0, "PathPattern")).toBe("/v1/*");
    expect(at(config, "CacheBehaviors", 0, "ViewerProtocolPolicy")).toBe("https-only");
    expect(at(config, "Origins", 0, "OriginAccessControlId")).toBeDefined();
    // An error page of the whole site would also replace the API's problem+json.
    expect(at(config, "CustomErrorResponses")).toBeUndefined();
    const [acl] = domain.of("KringEdge", "AWS::WAFv2::WebACL");
    expect(refOf(at(config, "WebACLId"))).toBe(acl?.id);
    const rules = listOf(acl?.props.Rules);
    expect(rules.filter((rule) => at(rule, "Statement", "RateBasedStatement"))).toHaveLength(2);
    expect([acl?.props, ...rules].map((rule) => at(rule, "VisibilityConfig", "SampledRequestsEnabled"))).toEqual(
      [acl, ...rules].map(() => false),
    );
  });

  it("sends the client's headers from the edge", async () => {
    const { clientHeaders } = await import("#infra/clientHeaders.ts");
    const [policy] = domain.of("KringEdge", "AWS::CloudFront::ResponseHeadersPolicy");
    const config = policy?.props.ResponseHeadersPolicyConfig;
    const security = at(config, "SecurityHeadersConfig");
    expect(at(security, "ContentSecurityPolicy", "ContentSecurityPolicy")).toBe(
      clientHeaders["content-security-policy"],
    );
    expect(at(security, "ReferrerPolicy", "ReferrerPolicy")).toBe(clientHeaders["referrer-policy"]);
    expect(at(security, "StrictTransportSecurity", "AccessControlMaxAgeSec")).toBe(2 * 365 * 24 * 3600);
    const sent = [
      ...["content-security-policy", "referrer-policy", "x-content-type-options"],
      ...listOf(at(config, "CustomHeadersConfig", "Items")).map((item) => at(item, "Header")),
    ];
    expect(sent.sort()).toEqual(Object.keys(clientHeaders).sort());
  });

  it("mails every alarm, of both regions, to whoever was named", () => {
    for (const stack of ["Kring", "KringEdge"]) {
      const [mail] = domain.of(stack, "AWS::SNS::Subscription").filter(({ props }) => props.Protocol === "email");
      expect(mail?.props.Endpoint).toBe("ict@kiezelboom.example");
      const alarms = domain.of(stack, "AWS::CloudWatch::Alarm");
      expect(alarms.length).toBeGreaterThan(0);
      for (const { props } of alarms) expect(listOf(props.AlarmActions)).toEqual([mail?.props.TopicArn]);
    }
  });

  it("makes the zone itself when none is named, and says its name servers", () => {
    const made = synthesize({ domain: "kring.kiezelboom.example" });
    expect(made.of("KringMail", "AWS::Route53::HostedZone")).toHaveLength(1);
    expect(made.outputs("KringMail")).toHaveProperty("NameServers");
  }, 120_000);
});

describe("on a developer's machine", () => {
  it("is the regional stack alone, and nothing stays when it goes", () => {
    const local = synthesize({ local: "true", domain: "kring.kiezelboom.example" });
    expect(local.names).toEqual(["Kring"]);
    for (const { id, props, retained } of local.of("Kring", "AWS::DynamoDB::Table"))
      expect({ id, kept: retained || props.DeletionProtectionEnabled }).toEqual({ id, kept: false });
  }, 120_000);
});
