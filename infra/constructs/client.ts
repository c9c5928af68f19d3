import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
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
    // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
    const destinationBucket = this.bucket as IBucket;
    const assets = new BucketDeployment(this, "Assets", {
      sources: [Source.asset(dist, { exclude: ["*.html", "sw.js", "*.webmanifest"] })],
      destinationBucket,
      cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      // A tab opened before a deployment still loads its own parts.
      prune: false,
    });
    const pages = new BucketDeployment(this, "Pages", {
      sources: [Source.asset(dist, { exclude: ["assets/*"] })],
      destinationBucket,
      cacheControl: [CacheControl.noCache()],
      prune: false,
    });
    pages.node.addDependency(assets);
  }
}
