import { Annotations, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { AaaaRecord, ARecord, type IPublicHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import { Bucket, type CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { clientHeaders } from "./clientHeaders.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Firewall } from "./constructs/firewall.ts";
import type { Regional } from "./regional.ts";

export type EdgeProps = StackProps & {
  domain: string;
  zone: IPublicHostedZone;
  regional: Regional;
  alarmMail: string | null;
};

/** A page of the client has no dot in its last part: all of them are index.html. What has one is a file, or is not there. */
const PAGES = `function handler(event) {
  const request = event.request;
  if (!request.uri.split("/").pop().includes(".")) request.uri = "/index.html";
  return request;
}`;

/** The client and `/v1` on one origin, so that the browser sends its cookie and needs no permission of another host. */
export class Edge extends Stack {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { domain, zone, regional, alarmMail, ...props }: EdgeProps) {
    super(scope, id, props);
    const alarms = new Alarms(this, alarmMail);
    const certificate = new Certificate(this, "Certificate", {
      domainName: domain,
      validation: CertificateValidation.fromDns(zone),
    });
    // Named by its attributes: else the bucket's stack would need this one, and this one that.
    const bucket = Bucket.fromBucketAttributes(this, "Client", {
      bucketName: (regional.client.bucket.node.defaultChild as CfnBucket).ref,
      region: regional.region,
    });
    const { apiId } = regional.api.api;
    this.distribution = new Distribution(this, "Distribution", {
      comment: "Kring",
      domainNames: [domain],
      certificate,
      webAclId: new Firewall(this).acl.attrArn,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Europe and North America: the families are in one country.
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultRootObject: "index.html",
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // Follows the files' own cache-control: a year for a hashed name, always asked again for a page.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.headers(),
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.pages() }],
      },
      additionalBehaviors: {
        "/v1/*": {
          origin: new HttpOrigin(`${apiId}.execute-api.${regional.region}.amazonaws.com`, {
            readTimeout: Duration.seconds(30),
          }),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
    Annotations.of(this.distribution).acknowledgeWarning(
      "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
      "The bucket's own stack lets in CloudFront of this account.",
    );
    Validations.of(this.distribution).acknowledge(
      {
        id: "AwsSolutions::AwsSolutions-CFR1",
        reason: "Families travel; a report of illness from abroad must arrive.",
      },
      {
        id: "AwsSolutions::AwsSolutions-CFR3",
        reason:
          "Such a log holds people's addresses beside the ids of their children. The gateway notes each request without either, and the firewall counts.",
      },
    );
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    new ARecord(this, "Ipv4", { zone, recordName: `${domain}.`, target });
    new AaaaRecord(this, "Ipv6", { zone, recordName: `${domain}.`, target });

    alarms.raise(
      new Alarm(this, "Failing", {
        metric: new Metric({
          namespace: "AWS/CloudFront",
          metricName: "5xxErrorRate",
          dimensionsMap: { DistributionId: this.distribution.distributionId, Region: "Global" },
          statistic: "avg",
          period: Duration.minutes(5),
        }),
        threshold: 5,
        evaluationPeriods: 2,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: "More than 5 % of requests to the site fail.",
      }),
    );
  }

  private pages(): EdgeFunction {
    return new EdgeFunction(this, "Pages", { code: FunctionCode.fromInline(PAGES), runtime: FunctionRuntime.JS_2_0 });
  }

  /** CloudFront wants the headers it knows by its own names, and the others as they are. */
  private headers(): ResponseHeadersPolicy {
    const {
      "content-security-policy": contentSecurityPolicy = "",
      "referrer-policy": referrerPolicy = "no-referrer",
      "x-content-type-options": _,
      ...others
    } = clientHeaders;
    return new ResponseHeadersPolicy(this, "Headers", {
      comment: "What goes with every file of the client",
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: referrerPolicy as HeadersReferrerPolicy, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }
}
