import type { GroupId, HouseholdId, PersonId, PupilId } from "#events/ids.ts";
import type { HomeAnswer } from "#events/notice.ts";
import type { Instant } from "#events/time.ts";

/** Where one mail is. `none`: there is no address. `withheld`: the right to it was lost before it was sent. */
export type MailState =
  | "none"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "bounced"
  | "suppressed"
  | "rejected"
  | "complained"
  | "withheld";

/** A state is only ever replaced by one further on: events of the mail service come late, twice and in any order. */
const RANK: Record<MailState, number> = {
  none: 9,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  bounced: 5,
  suppressed: 5,
  rejected: 5,
  complained: 6,
  withheld: 9,
};

/** `until`: a claim (`sending`) that nobody finished by then is free again. */
export type Mail = { state: MailState; at: Instant; until: Instant | null; messageId: string | null };

/** One person's row of one notice. Written conditionally, never rebuilt. */
export type Delivery = {
  person: PersonId;
  household: HouseholdId | null;
  pupils: { pupil: PupilId; group: GroupId }[];
  /** In the inbox since; null: withheld. */
  shownAt: Instant | null;
  seenAt: Instant | null;
  mail: Mail;
  /** What this person answered last, by pupil: theirs to see, whatever another household says. Absent: nothing yet. */
  answered?: Readonly<Record<string, { answer: HomeAnswer; at: Instant }>>;
};

/** The mail further on, or null when the news is old. */
export const advance = (mail: Mail, state: MailState, at: Instant, messageId: string | null = null): Mail | null =>
  RANK[state] > RANK[mail.state] ? { state, at, until: null, messageId: messageId ?? mail.messageId } : null;

/** May be sent now: waiting, or claimed by somebody who did not come back. */
export const isToSend = ({ state, until }: Mail, now: Instant): boolean =>
  state === "queued" || (state === "sending" && until !== null && until <= now);

/** What came back on it from this person's family. */
export type Back = { hasAnswered: boolean; isSpoken: boolean };

/** Known to have it: opened in the app, delivered at the mail server, answered, or spoken with. *Sent* is not enough. */
export const isReached = ({ seenAt, mail }: Delivery, { hasAnswered, isSpoken }: Back): boolean =>
  seenAt !== null || mail.state === "delivered" || hasAnswered || isSpoken;

export type Why = "bounced" | "complained" | "rejected" | "no-address" | "not-sent" | "not-opened" | "no-answer";

/** Why somebody has to be phoned, in the order in which the office can do something about it; null: nobody has to. */
export const whyToCall = (delivery: Delivery, back: Back, asks: boolean): Why | null => {
  if (back.isSpoken) return null;
  if (isReached(delivery, back)) return asks && !back.hasAnswered ? "no-answer" : null;
  switch (delivery.mail.state) {
    case "bounced":
    case "suppressed":
      return "bounced";
    case "complained":
    case "rejected":
      return delivery.mail.state;
    case "none":
      return "no-address";
    case "queued":
    case "sending":
      return "not-sent";
    case "sent":
    case "delivered":
      return "not-opened";
    case "withheld":
      return null;
  }
};

/** The people of one household; who lives in none is a family of their own. */
export const familyOf = ({ household, person }: Pick<Delivery, "household" | "person">): string => household ?? person;
