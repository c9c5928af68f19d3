/** The variables in which our own programs find a stack's tables, key, pool and bus, from its outputs. */
export const environmentOfOutputs = (outputs: Readonly<Record<string, string>>): Record<string, string> => ({
  KMS_KEY_ID: outputs.KmsKeyId ?? "",
  USER_POOL_ID: outputs.UserPoolId ?? "",
  BUS_NAME: outputs.BusName ?? "",
  ...Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith("Table"))
      .map(([name, value]) => [`TABLE_${name.slice("Table".length).toUpperCase()}`, value]),
  ),
});
