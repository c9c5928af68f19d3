import type { Construct } from "constructs";
import { KringFunction, type KringFunctionProps } from "./kringFunction.ts";
import type { Right, TableName, Tables } from "./tables.ts";

type Rights = Partial<Record<TableName, Right[]>>;
type Worker = { entry: string; tables: Rights } & Pick<
  KringFunctionProps,
  "timeoutSeconds" | "memoryMb" | "reservedConcurrency"
>;

/**
 * Every function there is and what of each table it may touch; nothing else in the stack gives rights on tables
 * (threats 31 and 32). Only commands append to Events; `queries` appends the record of a look, and nothing else.
 */
const workers = {
  Commands: {
    entry: "commands",
    memoryMb: 1024,
    tables: {
      Events: ["read", "append"],
      Keys: ["read", "append"],
      Access: ["read"],
      Views: ["read"],
      People: ["read"],
      Deliveries: ["read", "append"],
    },
  },
  Queries: {
    entry: "queries",
    memoryMb: 1024,
    tables: {
      Events: ["read"],
      Keys: ["read"],
      Access: ["read"],
      Views: ["read"],
      People: ["read"],
      Deliveries: ["read"],
    },
  },
  Session: { entry: "session", tables: { Limits: ["read", "write"] } },
  Triggers: { entry: "session/triggers", timeoutSeconds: 5, tables: { Limits: ["read", "append"] } },
  SignInMail: { entry: "session/mail", tables: { Limits: ["read"], Access: ["read"], People: ["read"] } },
  Projections: {
    entry: "projections",
    timeoutSeconds: 30,
    tables: { Events: ["read"], Views: ["read", "write"], Access: ["read", "append"] },
  },
  Expand: {
    entry: "notify/expand",
    timeoutSeconds: 60,
    tables: {
      Events: ["read"],
      Views: ["read"],
      Deliveries: ["append"],
      Due: ["append"],
    },
  },
  Deliver: {
    entry: "notify/deliver",
    timeoutSeconds: 60,
    memoryMb: 1024,
    tables: {
      Keys: ["read"],
      Views: ["read"],
      Access: ["read"],
      People: ["read"],
      Deliveries: ["read", "append"],
    },
  },
  MailEvents: { entry: "notify/sesEvents", tables: { Deliveries: ["read", "append"] } },
  Tick: {
    entry: "schedule",
    timeoutSeconds: 50,
    tables: { Due: ["read", "write"], Deliveries: ["read"] },
  },
  Reconcile: {
    entry: "reconcile",
    timeoutSeconds: 900,
    memoryMb: 1024,
    tables: {
      Events: ["read"],
      Views: ["read"],
      Access: ["read"],
      Deliveries: ["read"],
    },
  },
} satisfies Record<string, Worker>;

export type Workers = Record<keyof typeof workers, KringFunction>;

export const makeWorkers = (scope: Construct, { tables, local }: { tables: Tables; local: boolean }): Workers =>
  Object.fromEntries(
    Object.entries<Worker>(workers).map(([name, { tables: rights, ...props }]) => {
      const fn = new KringFunction(scope, name, { ...props, local });
      for (const [table, given] of Object.entries(rights)) tables.give(fn, table as TableName, ...given);
      return [name, fn];
    }),
  ) as Workers;
