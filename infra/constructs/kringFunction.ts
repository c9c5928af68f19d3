import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { alarmsOf } from "./alarms.ts";
import { bundling } from "./bundling.ts";

const here = fileURLToPath(new URL("../..", import.meta.url));

export type KringFunctionProps = {
  /** The folder under `functions/` that holds `entry.ts`. */
  entry: string;
  local: boolean;
  environment?: Record<string, string>;
  timeoutSeconds?: number;
  memoryMb?: number;
  reservedConcurrency?: number;
};

/** One Lambda function with all that none may lack: its own role, log retention, runtime, processor and an alarm. */
export class KringFunction extends Construct {
  readonly lambda: NodejsFunction;
  readonly role: Role;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: KringFunctionProps) {
    super(scope, id);
    const { local, entry } = props;
    this.timeout = Duration.seconds(props.timeoutSeconds ?? 10);
    const logGroup = new LogGroup(this, "Log", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(this.role);
    this.lambda = new NodejsFunction(this, "Function", {
      entry: `${here}functions/${entry}/entry.ts`,
      projectRoot: here,
      depsLockFilePath: `${here}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: local && process.arch === "x64" ? Architecture.X86_64 : Architecture.ARM_64,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      timeout: this.timeout,
      memorySize: props.memoryMb ?? 512,
      ...(props.reservedConcurrency && !local ? { reservedConcurrentExecutions: props.reservedConcurrency } : {}),
      environment: { NODE_OPTIONS: "--enable-source-maps", LOG_LEVEL: local ? "WARN" : "INFO", ...props.environment },
      bundling,
    });
    Validations.of(this.lambda).acknowledge(
      {
        id: "Serverless::Serverless-LambdaDLQ",
        reason:
          "Dead letters lie where the call comes from: the queue, the stream's mapping, the schedule. HTTP and Cognito wait for the answer.",
      },
      {
        id: "Serverless::Serverless-LambdaTracing",
        reason:
          "One correlation id goes along with the request, its events and its messages; traces would be one more place to keep clean.",
      },
    );
    alarmsOf(this).raise(
      new Alarm(this, "Errors", {
        metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: `functions/${entry} threw.`,
      }),
    );
  }

  allow(actions: string[], resources: string[], conditions?: Record<string, Record<string, string | string[]>>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions, resources, ...(conditions ? { conditions } : {}) }),
    );
  }

  set(environment: Record<string, string>): void {
    for (const [name, value] of Object.entries(environment)) this.lambda.addEnvironment(name, value);
  }
}
