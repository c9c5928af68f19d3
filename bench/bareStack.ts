import { fileURLToPath } from "node:url";
import {
  App,
  CfnOutput,
  CliCredentialsStackSynthesizer,
  type IStackSynthesizer,
  RemovalPolicy,
  Stack,
} from "aws-cdk-lib";
import { HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AttributeType, BillingMode, type ITable, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { bundling } from "../infra/constructs/bundling.ts";
import { flags } from "../infra/flags.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Command → table → stream → queue → mail by three functions that do nothing else: what ours is measured beside. */
const app = new App({ context: flags });
const stack = new Stack(app, "Bare", {
  env: { region: "eu-central-1" },
  synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer,
});
const fn = (name: "bareCommand" | "bareRelay" | "bareMail", environment: Record<string, string>) =>
  new NodejsFunction(stack, name, {
    entry: `${root}bench/${name}.ts`,
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    runtime: Runtime.NODEJS_24_X,
    architecture: process.arch === "x64" ? Architecture.X86_64 : Architecture.ARM_64,
    memorySize: 512,
    environment,
    bundling,
  });
const table = new Table(stack, "Table", {
  partitionKey: { name: "id", type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  stream: StreamViewType.NEW_IMAGE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const queue = new Queue(stack, "Queue");
const command = fn("bareCommand", { TABLE: table.tableName });
const relay = fn("bareRelay", { QUEUE: queue.queueUrl });
const mail = fn("bareMail", { FROM: String(app.node.tryGetContext("from")) });
table.grantWriteData(command);
queue.grantSendMessages(relay);
// aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
relay.addEventSource(new DynamoEventSource(table as ITable, { startingPosition: StartingPosition.TRIM_HORIZON }));
mail.addEventSource(new SqsEventSource(queue, { batchSize: 1 }));
mail.addToRolePolicy(new PolicyStatement({ actions: ["ses:SendEmail"], resources: ["*"] }));

const api = new HttpApi(stack, "Api");
api.addRoutes({
  path: "/bare",
  methods: [HttpMethod.POST],
  integration: new HttpLambdaIntegration("Command", command),
});
new CfnOutput(stack, "ApiId", { value: api.apiId });
app.synth();
