import { awsPorts } from "../adapters/ports.ts";
import { lambdaOf } from "../api/lambda.ts";
import { makeApi } from "../api/operation.ts";
import { queries } from "./all.ts";

export const handler = lambdaOf(makeApi(queries, awsPorts("queries")));
