import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Mailer } from "#shared/ports/mail.ts";
import { asFault } from "#shared/store/awsFault.ts";

/** What SES says of a mail that it will never take; anything else is a fault of ours or of the moment. */
const isRejected = (error: unknown): boolean => {
  const { name, message = "" } = error as { name?: string; message?: string };
  // An identity of ours that is not verified comes under the same name, and is our fault.
  return name === "MessageRejected" && !/not verified/i.test(message);
};

/** MIME by nodemailer, sent raw by SES with the tags that come back in its events. */
export const makeMailer = ({ client, configurationSet }: { client: SESClient; configurationSet: string }): Mailer => ({
  async send({ to, from, replyTo, subject, html, text, messageId, headers = {}, tags }) {
    const message = await new MailComposer({
      to,
      from,
      subject,
      html,
      text,
      messageId,
      ...(replyTo ? { replyTo } : {}),
      headers: { "Auto-Submitted": "auto-generated", ...headers },
      // Nothing of a mail may come from a file or an address on the network.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    try {
      const { MessageId: accepted } = await client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: message },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      if (!accepted) throw new Error("SES accepted a mail without a message id");
      return { accepted };
    } catch (error) {
      if (isRejected(error)) return { rejected: (error as Error).name };
      throw asFault("mail send", error);
    }
  },
});
