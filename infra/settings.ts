import type { Construct, Node } from "constructs";

/** What may be said with `-c name=value` at deploy time. */
export type Settings = {
  /** On an emulator on this machine: its processor, nothing kept after the stack is gone. */
  local: boolean;
  /** Adds the Edge and Mail stacks. */
  domain: string | null;
  /** Route 53 zone that has the domain already; otherwise one is made. */
  zone: string | null;
  /** Where the client is served: links in mails lead there, and a browser's requests must come from there. */
  origin: string;
  /** The address all mail comes from. */
  mailFrom: string;
  /** Who gets the alarms. */
  alarmMail: string | null;
};

const text = (node: Node, name: string): string | null => {
  const value: unknown = node.tryGetContext(name);
  return typeof value === "string" && value !== "" ? value : null;
};

export const settingsOf = (node: Node): Settings => {
  const domain = text(node, "domain");
  return {
    local: text(node, "local") === "true",
    domain,
    zone: text(node, "zone"),
    origin: text(node, "origin") ?? (domain ? `https://${domain}` : "https://kring.example"),
    mailFrom: text(node, "mailFrom") ?? `kring@${domain ?? "kring.example"}`,
    alarmMail: text(node, "alarmMail"),
  };
};

/** On an emulator of this machine there is no TLS: what AWS must refuse without it is let in there. */
export const isLocal = (scope: Construct): boolean => settingsOf(scope.node).local;
