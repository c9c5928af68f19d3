import { fileURLToPath } from "node:url";
import { type BundlingOptions, LogLevel, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

/** Packages written for CommonJS call `require` of built-in modules; an ES module has none. */
const REQUIRE =
  "import { createRequire as kringRequire } from 'node:module'; const require = kringRequire(import.meta.url);";

/** The SDK's chain of credentials is a quarter of a function's bytes; in Lambda only its first link is ever used. */
const CREDENTIALS = fileURLToPath(new URL("../../functions/adapters/lambdaCredentials.ts", import.meta.url));

/** How every function is made into one file; `bench/bundles.ts` weighs what comes of it. */
export const bundling = {
  format: OutputFormat.ESM,
  target: "node24",
  mainFields: ["module", "main"],
  banner: REQUIRE,
  minify: true,
  keepNames: true,
  sourceMap: true,
  sourcesContent: false,
  logLevel: LogLevel.WARNING,
  bundleAwsSDK: true,
  esbuildArgs: { "--alias": `@aws-sdk/credential-provider-node=${CREDENTIALS}` },
  // Without it React's development build goes along with every mail.
  define: { "process.env.NODE_ENV": '"production"' },
} as const satisfies BundlingOptions;
