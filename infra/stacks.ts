import { type App, CliCredentialsStackSynthesizer, type IStackSynthesizer, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { Edge } from "./edge.ts";
import { Mail } from "./mail.ts";
import { Regional } from "./regional.ts";
import { settingsOf } from "./settings.ts";

const REGION = "eu-central-1";
/** CloudFront takes certificates and firewalls from here only. */
const EDGE_REGION = "us-east-1";

export type Stacks = { regional: Regional; mail: Mail | null; edge: Edge | null };

/** The stacks that the settings ask for. Made here, and not in `app.ts`, so that a test has the very same ones. */
export const addStacks = (app: App): Stacks => {
  const settings = settingsOf(app.node);
  const { local, domain, alarmMail } = settings;
  const terminationProtection = !local;

  const regional = new Regional(app, "Kring", {
    settings,
    description: "Kring: school and parents. Everything but the edge.",
    env: { region: REGION },
    terminationProtection,
    // An emulator that enforces IAM refuses the bootstrap roles at the asset bucket: the caller's own rights are used.
    // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
    ...(local ? { synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer } : {}),
  });
  // On a developer's machine the rules on TLS are let go, and time counts.
  if (local) return { regional, mail: null, edge: null };

  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  if (!domain) return { regional, mail: null, edge: null };
  const mail = new Mail(app, "KringMail", {
    domain,
    zoneId: settings.zone,
    description: "Kring: the domain and its mail.",
    env: { region: REGION },
    terminationProtection,
  });
  const edge = new Edge(app, "KringEdge", {
    domain,
    zone: mail.zone,
    regional,
    alarmMail,
    description: "Kring: client and API on one origin.",
    env: { region: EDGE_REGION },
    terminationProtection,
  });
  return { regional, mail, edge };
};
