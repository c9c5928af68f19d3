import { environment } from "./environment.ts";

/**
 * Stands in every bundle for `@aws-sdk/credential-provider-node` (`infra/constructs/bundling.ts`): Lambda puts its role's
 * credentials in the environment, and what else the SDK could ask (files, processes, SSO, the network) is never there.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: environment("AWS_ACCESS_KEY_ID"),
  secretAccessKey: environment("AWS_SECRET_ACCESS_KEY"),
  ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
});
