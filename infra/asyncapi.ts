import { writeFileSync } from "node:fs";
import { makeAsyncApi } from "./busDocument.ts";

// npm run documents: the contract of the bus as a file. A test fails when it drifts.
writeFileSync(new URL("../docs/asyncapi.json", import.meta.url), `${JSON.stringify(makeAsyncApi(), null, 2)}\n`);
