import { describe, expect, it } from "@jest/globals";
import type { Mail, Mailer } from "#shared/ports/mail.ts";
import { faultOf } from "./faultOf.ts";

export type Arrived = { accepted: string; to: string; from: string; subject: string; text: string; html: string };
export type MailWorld = {
  mailer: Mailer;
  /** What the mail service took from this mailer. */
  arrived(): Promise<Arrived[]>;
  /** An address that it sends from. */
  from: string;
};
export type MakeMailer = () => Promise<MailWorld>;

const letterTo = (to: string, from: string): Mail => ({
  to,
  from,
  subject: "Groep 5: morgen is er geen les, één dag",
  html: "<p>De juf is er morgen niet.</p>",
  text: "De juf is er morgen niet.",
  messageId: "<notice-1.person-1@kring.example>",
  tags: { notice: "notice-1", person: "person-1" },
});

/** What every Mailer does, whatever it is made of. */
export const mailContract = (name: string, make: MakeMailer): void => {
  describe(`mail on ${name}`, () => {
    it("answers the service's own id, and the mail is there whole", async () => {
      const { mailer, arrived, from } = await make();
      const mail = letterTo("ouder@kring.example", from);
      const answer = await mailer.send(mail);
      const accepted = "accepted" in answer ? answer.accepted : "";
      expect(accepted).not.toBe("");
      const { to, subject, text, html } = mail;
      expect((await arrived()).filter((one) => one.accepted === accepted)).toStrictEqual([
        { accepted, to, from, subject, text, html },
      ]);
    });

    it("gives every mail an id of its own", async () => {
      const { mailer, from } = await make();
      const mail = letterTo("ouder@kring.example", from);
      expect(await mailer.send(mail)).not.toStrictEqual(await mailer.send(mail));
    });

    it("refuses to send from an address that is not its own", async () => {
      const { mailer, arrived } = await make();
      const before = (await arrived()).length;
      await faultOf(mailer.send(letterTo("ouder@kring.example", "school@elsewhere.example")), "refused");
      expect(await arrived()).toHaveLength(before);
    });
  });
};
