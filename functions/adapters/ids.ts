import { randomUUID } from "node:crypto";
import type { Ids } from "#shared/ports/ids.ts";

export const randomIds: Ids = { next: () => randomUUID(), draw: () => Math.random() };
