/**
 * What a mail says, in order. The HTML and the text part are both made from this one list, so neither can say more
 * than the other.
 */
export type Content = {
  subject: string;
  /** What a mailbox shows beside the subject; a lock screen may show it too. */
  preview: string;
  /** The school's name above the card. */
  from: string;
  /** "Urgent" and for whom: a word as well as a colour. */
  tag: string | null;
  heading: string;
  blocks: Block[];
  footer: string | null;
};

/** `quoted` holds a person's own words: text only, its line breaks kept. */
export type Block =
  | { is: "words"; text: string; firm?: true }
  | { is: "list"; items: string[] }
  | { is: "quoted"; label: string | null; text: string }
  | { is: "button"; label: string; link: string }
  | { is: "phone"; before: string; phone: string }
  | { is: "code"; code: string };
