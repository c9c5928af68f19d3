/** A setting that the stack gives to this function. Missing is a fault of the deployment, told at cold start. */
export const environment = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is missing`);
  return value;
};
