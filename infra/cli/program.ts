import { parseArgs } from "node:util";
import { type Place, placeOf } from "./place.ts";
import { Unusable } from "./unusable.ts";

type Option = { type: "string" | "boolean" };

type Given = { values: Record<string, string | boolean | undefined>; place: Place };

/**
 * One operator's program: `--help`, its own options, where the stack is, and an exit code: 0 done, 1 something is
 * wrong there, 2 it was asked wrongly. What is asked for goes to stdout, what is told on the way to stderr.
 */
export const program = async (
  help: string,
  options: Record<string, Option>,
  needs: readonly string[],
  run: (given: Given) => Promise<number>,
): Promise<void> => {
  try {
    const { values } = parse(options);
    if (values.help) {
      console.log(`${help.trim()}\n\n${WHERE}`);
      return;
    }
    const place = placeOf(typeof values.outputs === "string" ? values.outputs : null, needs);
    console.error(`· ${place.told}`);
    process.exitCode = await run({ values, place });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
};

const parse = (options: Record<string, Option>): { values: Record<string, string | boolean | undefined> } => {
  try {
    return parseArgs({ options: { ...options, outputs: { type: "string" }, help: { type: "boolean", short: "h" } } });
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
};

const WHERE = `Which stack, the first of these that is there:
  --outputs FILE       what \`npx cdk deploy --outputs-file FILE\` wrote
  the environment      TABLE_EVENTS and its kin, BUS_NAME
  .kring/local.json    what \`npm start\` deployed on this machine
Credentials and region: as for every AWS tool (AWS_PROFILE, AWS_REGION, …); the region is eu-central-1 if none is said.`;
