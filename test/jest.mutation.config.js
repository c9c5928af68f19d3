import { defineProject } from "./jestProject.js";

const { displayName, ...project } = defineProject("mutation");

/** What `shared/` is held to, but for the properties: they take seconds a mutant and find none that the tables miss. */
export default {
  ...project,
  testMatch: ["thinking", "store"].map((name) => `<rootDir>/test/${name}/**/*.test.ts`),
  testPathIgnorePatterns: ["/node_modules/", "properties\\.test\\.ts$"],
};
