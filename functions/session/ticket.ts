import * as z from "zod";
import { HttpProblem } from "../api/http.ts";

/** What a client brings back with its code: which sign-in it is, and whose. Nothing in it is trusted. */
const Ticket = z.strictObject({ email: z.string().max(254), session: z.string(), signIn: z.string().max(100) });
export type Ticket = z.infer<typeof Ticket>;

export const writeTicket = (ticket: Ticket): string => Buffer.from(JSON.stringify(ticket)).toString("base64url");

export const readTicket = (text: string): Ticket => {
  try {
    return Ticket.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    // Whatever it is, it is no sign-in that goes on.
    throw new HttpProblem("sign-in-over");
  }
};
