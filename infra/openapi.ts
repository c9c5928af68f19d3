import { writeFileSync } from "node:fs";
import { makeOpenApi } from "#functions/api/openapi.ts";

// npm run documents: the document as a file, for readers and for the client's types. A test fails when it drifts.
writeFileSync(new URL("../docs/openapi.json", import.meta.url), `${JSON.stringify(makeOpenApi(), null, 2)}\n`);
