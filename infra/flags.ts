import { CURRENTLY_RECOMMENDED_FLAGS } from "aws-cdk-lib/cx-api";

/**
 * How this version of aws-cdk-lib behaves for a new project. What `cdk.json` or `-c` says goes before it.
 * References between stacks are weak: read from the other stack's outputs, with no function in between.
 */
export const flags: Readonly<Record<string, unknown>> = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  // Says more to AWS about how the project uses its library: nobody's business.
  "@aws-cdk/core:enableAdditionalMetadataCollection": false,
};
