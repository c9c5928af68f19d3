import { Fault } from "#shared/ports/fault.ts";
import type { Mail, Mailer } from "#shared/ports/mail.ts";

/** What SES takes as the name or value of a tag. */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

export type MailHooks = {
  /** The addresses that it sends from. Default: any. */
  identities?: readonly string[];
  /** Throws a Fault: not sent. */
  before?: (mail: Mail) => void;
  /** A word for why this address is not taken; null: it is. */
  rejects?: (mail: Mail) => string | null;
  /** Throws a Fault: sent, but the answer is lost. */
  after?: (mail: Mail) => void;
};

export type MemoryMailer = Mailer & { sent: (Mail & { accepted: string })[] };

/** A mail service that keeps what it was given. */
export const makeMemoryMailer = (hooks: MailHooks = {}): MemoryMailer => {
  const sent: MemoryMailer["sent"] = [];
  return {
    sent,
    async send(mail) {
      hooks.before?.(mail);
      const tags = Object.entries(mail.tags);
      if (tags.length > 50 || tags.some((pair) => !pair.every((text) => TAG.test(text))))
        throw new Fault("refused", "mail send", { cause: new Error("a tag that SES does not take") });
      if (hooks.identities && !hooks.identities.includes(mail.from))
        throw new Fault("refused", "mail send", { cause: new Error("an identity that is not verified") });
      const rejected = hooks.rejects?.(mail) ?? null;
      if (rejected !== null) return { rejected };
      const accepted = `memory-${sent.length + 1}`;
      sent.push({ ...structuredClone(mail), accepted });
      hooks.after?.(mail);
      return { accepted };
    },
  };
};
