import { defineProject } from "./test/jestProject.js";

// Tests that need a deployed stack or a browser are projects of their own: `test/run.mjs` starts what they stand on.
const thinking = ["thinking", "events", "store", "letters", "handlers", "access", "contracts", "infra", "web"];

export default {
  projects: [...thinking.map((name) => defineProject(name)), defineProject("stack"), defineProject("browser")],
};
