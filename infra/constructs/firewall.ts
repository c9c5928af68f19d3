import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";

type Rule = CfnWebACL.RuleProperty;

/** Requests of one address in five minutes. A school's own network is one address: sixty people, and the parents at the gate. */
const MOST_REQUESTS = 6_000;
/** Sign-ins of one address in five minutes; what is counted per mail address and per code is in `functions/session`. */
const MOST_SIGN_INS = 300;
const WINDOW_SECONDS = 300;

/**
 * These look for code in the body. A parent may write about `<script>`, `../etc` or a link: text is data here and is
 * never run, and a message that vanishes is worse. They are counted, not blocked. So is size: our own limit is 64 KB.
 */
const COUNTED = ["CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY"];

/** No samples: a sample of a request holds its token. */
const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName: `Kring${metricName}`,
});

const managed = (name: string, priority: number, counted: string[] = []): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name: `AWSManagedRules${name}`,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
});

const rate = (name: string, priority: number, limit: number, path?: string): Rule => ({
  name,
  priority,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: {
    rateBasedStatement: {
      limit,
      aggregateKeyType: "IP",
      evaluationWindowSec: WINDOW_SECONDS,
      ...(path
        ? {
            scopeDownStatement: {
              byteMatchStatement: {
                fieldToMatch: { uriPath: {} },
                positionalConstraint: "STARTS_WITH",
                searchString: path,
                textTransformations: [{ priority: 0, type: "NONE" }],
              },
            },
          }
        : {}),
    },
  },
  visibilityConfig: visibility(name),
});

/** What is turned away before it reaches anything of ours. */
export class Firewall extends Construct {
  readonly acl: CfnWebACL;

  constructor(scope: Construct) {
    super(scope, "Firewall");
    this.acl = new CfnWebACL(this, "Acl", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("Edge"),
      rules: [
        rate("Requests", 0, MOST_REQUESTS),
        rate("SignIns", 1, MOST_SIGN_INS, "/v1/sign-in"),
        managed("AmazonIpReputationList", 2),
        managed("KnownBadInputsRuleSet", 3),
        managed("CommonRuleSet", 4, COUNTED),
      ],
    });
  }
}
