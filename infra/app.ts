import { App } from "aws-cdk-lib";
import { flags } from "./flags.ts";
import { addStacks } from "./stacks.ts";

const app = new App({ context: flags });
addStacks(app);
app.synth();
