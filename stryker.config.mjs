/** Mutation testing of the thinking and the store: `npx stryker run` (not part of `npm test`). */
export default {
  testRunner: "jest",
  mutate: ["shared/**/*.ts", "!shared/ports/**"],
  jest: { configFile: "test/jest.mutation.config.js", enableFindRelatedTests: false },
  testRunnerNodeArgs: ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ["clear-text", "progress", "html"],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: "reports/mutation.html" },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: ".stryker-tmp",
  // Nothing of these is under test, and links in them can't be copied.
  ignorePatterns: [".venv", ".kring", "bench", "cdk.out", "web", "reports", "docs/pictures"],
};
