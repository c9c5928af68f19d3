import type { Clock } from "#shared/ports/clock.ts";
import type { Ids } from "#shared/ports/ids.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Table } from "#shared/ports/table.ts";
import type { Keys } from "#shared/store/keys.ts";
import type { Views } from "#shared/store/views.ts";
import type { Reference } from "./reference.ts";

/** What commands and queries hold. */
export type Ports = {
  events: Table;
  keys: Keys;
  access: Table;
  deliveries: Table;
  views: Views;
  reference: Reference;
  clock: Clock;
  ids: Ids;
  log: Log;
};
