import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  Aws,
  type CfnElement,
  DefaultStackSynthesizer,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
} from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";

const dist = fileURLToPath(new URL("../../web/dist", import.meta.url));

/** The built web client. Only CloudFront of this account reads it. */
export class Client extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, { local }: { local: boolean }) {
    super(scope, "Client");
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: local ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions::AwsSolutions-S1",
      reason: "Holds the client's public files only, and only CloudFront asks for them: a log would tell nothing.",
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: [this.bucket.arnForObjects("*")],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    // On this machine the client is served from the folder itself.
    if (local || !existsSync(dist)) return;
    const logGroup = new LogGroup(this, "DeployLog", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
    const destinationBucket = this.bucket as IBucket;
    const assets = new BucketDeployment(this, "Assets", {
      sources: [Source.asset(dist, { exclude: ["*.html", "sw.js", "*.webmanifest"] })],
      destinationBucket,
      logGroup,
      cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      // A tab opened before a deployment still loads its own parts.
      prune: false,
    });
    const pages = new BucketDeployment(this, "Pages", {
      sources: [Source.asset(dist, { exclude: ["assets/*"] })],
      destinationBucket,
      logGroup,
      cacheControl: [CacheControl.noCache()],
      prune: false,
    });
    pages.node.addDependency(assets);
    this.acknowledgeDeployment(assets);
  }

  /** The function that copies the files is aws-cdk-lib's own. */
  private acknowledgeDeployment({ handlerRole }: BucketDeployment): void {
    const stack = Stack.of(this);
    const bucket = stack.getLogicalId(this.bucket.node.defaultChild as CfnElement);
    const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
    const findings = [
      "AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
      ...["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:Abort*"].map(
        (action) => `AwsSolutions::AwsSolutions-IAM5[Action::${action}]`,
      ),
      `AwsSolutions::AwsSolutions-IAM5[Resource::<${bucket}.Arn>/*]`,
      `AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::cdk-${qualifier}-assets-<AWS::AccountId>-${stack.region}/*]`,
      "AwsSolutions::AwsSolutions-L1",
      "Serverless::Serverless-LambdaLatestVersion",
      "Serverless::Serverless-LambdaDLQ",
      "Serverless::Serverless-LambdaTracing",
    ];
    const reason =
      "aws-cdk-lib's own helper: runs during a deployment only, which waits for it, and touches public files only.";
    Validations.of(handlerRole.node.scope ?? this).acknowledge(...findings.map((id) => ({ id, reason })));
  }
}
