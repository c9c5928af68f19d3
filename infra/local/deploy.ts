import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SESClient, SetIdentityNotificationTopicCommand } from "@aws-sdk/client-ses";
import { environmentOfOutputs } from "../environmentOfOutputs.ts";
import { runToEnd } from "./child.ts";
import { credentials } from "./emulator.ts";

/** Without a limit a deployment can hang for ever on a missing Python library of the emulator. */
const BOOTSTRAP_MS = 90_000;
const DEPLOY_MS = 240_000;

export type Outputs = Readonly<Record<string, string>>;
export type Deployed = { endpoint: string; outputs: Outputs };

const cdk = (args: string[], env: Record<string, string>, limitMs: number): Promise<string> =>
  runToEnd(process.execPath, ["node_modules/aws-cdk/bin/cdk", ...args], { env, limitMs });

/** The regional stack as anyone deploys it, by the plain `cdk`, on an emulator. */
export const deploy = async (dir: string, endpoint: string, origin: string): Promise<Deployed> => {
  mkdirSync(dir, { recursive: true });
  const env = { ...credentials, AWS_ENDPOINT_URL: endpoint, CDK_DISABLE_VERSION_CHECK: "1", NO_COLOR: "1" };
  const context = ["-c", "local=true", "-c", `origin=${origin}`, "--output", join(dir, "cdk.out")];
  await cdk(
    ["bootstrap", `aws://${credentials.CDK_DEFAULT_ACCOUNT}/${credentials.AWS_REGION}`, ...context],
    env,
    BOOTSTRAP_MS,
  );
  const file = join(dir, "outputs.json");
  await cdk(["deploy", "--require-approval", "never", "--outputs-file", file, ...context], env, DEPLOY_MS);
  const { Kring: outputs } = JSON.parse(readFileSync(file, "utf8")) as { Kring: Outputs };
  await tellMailEvents(endpoint, outputs);
  return { endpoint, outputs };
};

/** AWS tells bounces and deliveries through the configuration set; this emulator only through the identity's topics. */
const tellMailEvents = async (endpoint: string, outputs: Outputs): Promise<void> => {
  const client = new SESClient({
    endpoint,
    region: credentials.AWS_REGION,
    credentials: { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY },
  });
  for (const NotificationType of ["Bounce", "Complaint", "Delivery"] as const)
    await client.send(
      new SetIdentityNotificationTopicCommand({
        Identity: outputs.MailFrom,
        NotificationType,
        SnsTopic: outputs.MailTopic,
      }),
    );
  client.destroy();
};

/** The environment in which our own programs find a stack deployed here. */
export const environmentOf = ({ endpoint, outputs }: Deployed): Record<string, string> => ({
  ...credentials,
  AWS_ENDPOINT_URL: endpoint,
  ...environmentOfOutputs(outputs),
});

/** Where the emulator answers for the stack's HTTP API; what follows is the path, `/v1/…`. */
export const apiOf = ({ endpoint, outputs }: Deployed): string =>
  `${endpoint}/_aws/execute-api/${outputs.ApiId}/$default`;
