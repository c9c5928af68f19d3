import { App, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, type IStackSynthesizer } from "aws-cdk-lib";
import { Regional } from "./regional.ts";
import { settingsOf } from "./settings.ts";

const app = new App();
const settings = settingsOf(app.node);

new Regional(app, "Kring", {
  settings,
  description: "Kring: school and parents. Everything but the edge.",
  env: { region: "eu-central-1" },
  terminationProtection: !settings.local,
  // An emulator that enforces IAM refuses the bootstrap roles at the asset bucket: the caller's own rights are used.
  // aws-cdk-lib's classes do not fit its own interfaces under exactOptionalPropertyTypes.
  synthesizer: (settings.local
    ? new CliCredentialsStackSynthesizer()
    : new DefaultStackSynthesizer()) as IStackSynthesizer,
});

app.synth();
