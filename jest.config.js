import { defineProject } from "./test/jestProject.js";

// One project a folder. What stands on a deployed stack or a browser needs `test/run.ts`, which starts it.
const alone = ["thinking", "events", "store", "letters", "memory", "handlers", "access", "infra"];
const onStack = ["contracts", "stack", "browser"];

export default { projects: [...alone, ...onStack].map(defineProject) };
