import * as z from "zod";
import type { PersonId } from "#events/ids.ts";
import type { Access } from "#shared/people/access.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Log } from "#shared/ports/log.ts";
import type { Mailer } from "#shared/ports/mail.ts";
import { queryAll, type Table } from "#shared/ports/table.ts";
import type { Language, Write } from "../../letters/letter.ts";
import { CODE_MINUTES, readCode } from "../codes.ts";

const Message = z.object({ signIn: z.string().min(1) });

export type SignInMailPorts = {
  limits: Table;
  access: Table;
  people: Table;
  mailer: Mailer;
  write: Write;
  clock: Clock;
  log: Log;
  from: string;
};

/** Mails the code of one sign-in. Behind a queue, so that the answer to "send me a code" takes as long for anyone. */
export const makeSignInMail = ({ limits, access, people, mailer, write, clock, log, from }: SignInMailPorts) => {
  /** The language of the person, whichever school says it first. */
  const languageOf = async (login: string): Promise<Language> => {
    for await (const row of queryAll(access, `login/${login}`)) {
      const person: PersonId | null = (row.access as unknown as Access).person;
      const held = person && (await people.get({ pk: row.sk as string, sk: `person/${person}` }));
      if (held) return held.language === "en" ? "en" : "nl";
    }
    return "nl";
  };
  return async (body: unknown): Promise<void> => {
    const { signIn } = Message.parse(body);
    const held = await readCode(limits, signIn, Date.parse(clock.now()));
    // Too late, or nobody's address: there is nothing to send.
    if (!held?.login) return;
    const language = await languageOf(held.login);
    const { subject, html, text } = await write({ kind: "code", language, code: held.code, minutes: CODE_MINUTES });
    const answer = await mailer.send({
      ...{ to: held.email, from, subject, html, text },
      messageId: `<sign-in.${signIn}.${held.mails}@${from.slice(from.indexOf("@") + 1)}>`,
      tags: { kind: "code" },
    });
    if ("rejected" in answer) log.warn("a code could not be mailed", { kind: answer.rejected });
  };
};
