import {
  type App,
  CliCredentialsStackSynthesizer,
  DefaultStackSynthesizer,
  type IStackSynthesizer,
  Validations,
} from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { Regional } from "./regional.ts";
import { settingsOf } from "./settings.ts";

/** The stacks that the settings ask for. Made here, and not in `app.ts`, so that a test has the very same ones. */
export const addStacks = (app: App): { regional: Regional } => {
  const settings = settingsOf(app.node);
  const { local } = settings;

  const regional = new Regional(app, "Kring", {
    settings,
    description: "Kring: school and parents. Everything but the edge.",
    env: { region: "eu-central-1" },
    terminationProtection: !local,
    // An emulator that enforces IAM refuses the bootstrap roles at the asset bucket: the caller's own rights are used.
    // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
    synthesizer: (local ? new CliCredentialsStackSynthesizer() : new DefaultStackSynthesizer()) as IStackSynthesizer,
  });
  // On a developer's machine the rules on TLS are let go: checking there would only tell that.
  if (!local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return { regional };
};
