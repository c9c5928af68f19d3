import { Trans } from "@lingui/react/macro";
import type { components } from "../api/schema.d.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";

type Reason = NonNullable<components["schemas"]["Recipient"]["why"]>;

const icons: Record<Reason, IconName> = {
  bounced: "mail",
  complained: "mail",
  rejected: "mail",
  "no-address": "mail",
  "not-sent": "clock",
  "not-opened": "clock",
  "no-answer": "hand",
};

/** Why somebody has to be phoned: a sign, words and a tint. */
export const Why = ({ of }: { of: Reason }) => (
  <p className="state state--wait">
    <Icon name={icons[of]} size="s" /> <Words of={of} />
  </p>
);

const Words = ({ of }: { of: Reason }) => {
  switch (of) {
    case "bounced":
      return <Trans>Mail came back</Trans>;
    case "complained":
      return <Trans>Marked as unwanted mail</Trans>;
    case "rejected":
      return <Trans>Mail was refused</Trans>;
    case "no-address":
      return <Trans>No e-mail address</Trans>;
    case "not-sent":
      return <Trans>Mail not sent yet</Trans>;
    case "not-opened":
      return <Trans>Not opened yet</Trans>;
    case "no-answer":
      return <Trans>No answer yet</Trans>;
  }
};

/** What to ask on the phone, besides telling the news; nothing where there is nothing more. */
export const WhatToAsk = ({ of }: { of: Reason }) => {
  if (of === "not-sent" || of === "not-opened") return null;
  return (
    <p className="call__todo soft small">
      <Ask of={of} />
    </p>
  );
};

const Ask = ({ of }: { of: Exclude<Reason, "not-sent" | "not-opened"> }) => {
  switch (of) {
    case "bounced":
    case "rejected":
      return <Trans>Ask for another e-mail address.</Trans>;
    case "complained":
      return <Trans>Mail to this address has stopped at their request.</Trans>;
    case "no-address":
      return <Trans>Ask for an e-mail address.</Trans>;
    case "no-answer":
      return <Trans>Ask: does the child stay home, or is care needed?</Trans>;
  }
};
