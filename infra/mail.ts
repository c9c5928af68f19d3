import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { type IPublicHostedZone, PublicHostedZone, TxtRecord } from "aws-cdk-lib/aws-route53";
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";

export type MailProps = StackProps & {
  domain: string;
  /** Id of a Route 53 zone that holds the domain already; null: one is made here. */
  zoneId: string | null;
};

/**
 * The domain's zone and what lets a receiving server know our mail from a phisher's (threat 29): DKIM, a MAIL FROM of
 * our own, SPF, and DMARC that says to refuse the rest. In the region that sends.
 */
export class Mail extends Stack {
  readonly zone: IPublicHostedZone;

  constructor(scope: Construct, id: string, { domain, zoneId, ...props }: MailProps) {
    super(scope, id, props);
    this.zone = zoneId ? this.existingZone(zoneId, domain) : this.newZone(domain);
    const zone = this.zone;

    const identity = new EmailIdentity(this, "Identity", {
      identity: Identity.publicHostedZone(zone),
      mailFromDomain: `bounce.${domain}`,
      // Without its MX record mail still goes out in Amazon's name: DKIM alone passes DMARC then.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // Bounces come back as events, into the ledger; nobody reads a mailbox for them.
      feedbackForwarding: false,
    });
    // Every envelope is of `bounce.`: no server at all sends for the domain itself.
    const text = (name: string, recordName: string, value: string) =>
      new TxtRecord(this, name, { zone, recordName: `${recordName}.`, values: [value], ttl: Duration.hours(1) });
    text("Spf", domain, "v=spf1 -all");
    // SPF relaxed, as `bounce.` is below the domain; DKIM strict, as mail is signed by the domain itself.
    text("Dmarc", `_dmarc.${domain}`, "v=DMARC1; p=reject; sp=reject; adkim=s; aspf=r");

    new CfnOutput(this, "MailDomain", { value: identity.emailIdentityName });
  }

  /** Only its id is used: the zone may be the domain's own or one above it, so that record names are written out in full. */
  private existingZone(hostedZoneId: string, zoneName: string): IPublicHostedZone {
    return PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", { hostedZoneId, zoneName });
  }

  private newZone(zoneName: string): IPublicHostedZone {
    const zone = new PublicHostedZone(this, "Zone", { zoneName, comment: "Kring" });
    zone.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // Whoever keeps the domain's registration enters these; until then no certificate comes.
    new CfnOutput(this, "NameServers", { value: Fn.join(" ", zone.hostedZoneNameServers ?? []) });
    return zone;
  }
}
