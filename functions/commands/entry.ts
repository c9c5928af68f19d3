import { awsPorts } from "../adapters/ports.ts";
import { lambdaOf } from "../api/lambda.ts";
import { makeApi } from "../api/operation.ts";
import { commands } from "./all.ts";

export const handler = lambdaOf(makeApi(commands, awsPorts("commands")));
