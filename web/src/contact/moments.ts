import type { components } from "../api/schema.d.ts";

export type Moments = components["schemas"]["ContactMoments"];
