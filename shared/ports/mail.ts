/** One mail to one address. */
export type Mail = {
  to: string;
  from: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** Stable: a second sending of the same mail carries the same Message-ID, so that mail programs show it once. */
  messageId: string;
  /** RFC 3834: what sends by itself says so. */
  headers?: Record<string, string>;
  /** For the ledger: come back with every delivery event. Letters, digits, `-` and `_`. */
  tags: Record<string, string>;
};

/** The mail service's own id of what it accepted. Refused for good (an address it will not take) is an answer. */
export type MailAnswer = { accepted: string } | { rejected: string };

/** Throws Fault throttled (not sent), lost (maybe sent) or refused (a fault of ours, such as a missing right). */
export type Mailer = { send(mail: Mail): Promise<MailAnswer> };
