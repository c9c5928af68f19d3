import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Instant, SchoolDay } from "#events/time.ts";
import type { Language, Letter } from "#functions/letters/letter.ts";
import { write } from "#functions/letters/write.tsx";

const school = { name: "De Kiezelboom", phone: "012 345 67 89" };
const link = "https://kring.example/n/7f3k#t=9WcYQ1n0bXo2";
const tuesday = "2026-11-24" as SchoolDay;
const cutOff = "2026-11-24T07:15:00.000Z" as Instant; // 08:15 at school
const group6 = { name: "groep 6", outcome: "home", insteadOf: "" } as const;

type Of<K extends Letter["kind"]> = Extract<Letter, { kind: K }>;
const away = (change: Partial<Of<"away">> = {}): Of<"away"> => ({
  kind: "away",
  language: "nl",
  school,
  recipient: "Samira El Amrani",
  teacher: "juf Sanne",
  groups: [group6],
  from: tuesday,
  until: tuesday,
  note: "Neem een boek mee.\nTot morgen!",
  asksUntil: cutOff,
  link,
  ...change,
});
const awayOver = (change: Partial<Of<"away-over">> = {}): Of<"away-over"> => ({
  kind: "away-over",
  language: "nl",
  school,
  recipient: "Samira El Amrani",
  teacher: "juf Sanne",
  groups: [{ name: "groep 6" }],
  link,
  ...change,
});
const notice = (change: Partial<Of<"notice">> = {}): Of<"notice"> => ({
  kind: "notice",
  language: "nl",
  school,
  recipient: "Samira El Amrani",
  author: "Anneke Visser",
  groups: [{ name: "groep 6" }],
  title: "Geen gym: het dak lekt",
  text: "De gymzaal is dicht.\n\nWe spelen buiten:\n- woensdag\n- vrijdag",
  link,
  ...change,
});
const code = (change: Partial<Of<"code">> = {}): Of<"code"> => ({
  kind: "code",
  language: "nl",
  code: "402817",
  minutes: 10,
  ...change,
});

const languages: Language[] = ["nl", "en"];
const samples = languages.flatMap((language): [string, Letter][] =>
  [away({ language }), awayOver({ language }), notice({ language }), code({ language })].map((letter) => [
    `${letter.kind} in ${language}`,
    letter,
  ]),
);

/** No-break spaces as `~`, to be seen. */
const visible = (text: string): string => text.replaceAll("\u00a0", "~");
const addresses = (html: string): string[] =>
  [...html.matchAll(/\s(?:href|src|action|background)="([^"]*)"/g)].map(([, address]) => address ?? "");
const tags = (html: string): string[] => [
  ...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag ?? "")),
];
const times = (html: string, part: string): number => html.split(part).length - 1;

const WRITTEN: Record<string, { subject: string; text: string }> = {
  "away in nl": {
    subject: "Dringend, groep 6: geen les op dinsdag 24 november",
    text: `De Kiezelboom
Dringend · groep~6

Juf Sanne is er niet op dinsdag 24~november.
Groep~6 heeft geen les.

Dag Samira El Amrani,

Kan je kind thuisblijven? Lukt dat niet, dan vangen we je kind op school op.

De school schrijft erbij:
Neem een boek mee.
Tot morgen!

Geef antwoord vóór dinsdag 24~november om~08:15.

Antwoord geven:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Lukt het niet online? Bel ons: 012 345 67 89

Groet,
De Kiezelboom

—
Je krijgt deze mail omdat je een kind hebt in groep~6. Dringende berichten staan in Kring en komen ook per mail. Een ziekmelding doe je in Kring, niet per mail.
`,
  },
  "away in en": {
    subject: "Urgent, groep 6: no lessons on Tuesday 24 November",
    text: `De Kiezelboom
Urgent · groep~6

Juf Sanne is not at school on Tuesday 24~November.
Groep~6 has no lessons.

Hello Samira El Amrani,

Can your child stay at home? If not, we will look after your child at school.

The school adds:
Neem een boek mee.
Tot morgen!

Please answer before Tuesday 24~November at~08:15.

Give your answer:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Can’t answer online? Call us: 012 345 67 89

Kind regards,
De Kiezelboom

—
You get this mail because you have a child in groep~6. Urgent messages are in Kring and also come by mail. Report your child sick in Kring, not by mail.
`,
  },
  "away-over in nl": {
    subject: "Dringend, groep 6: het bericht over juf Sanne geldt niet meer",
    text: `De Kiezelboom
Dringend · groep~6

Het bericht dat juf Sanne er niet is, geldt niet meer.
Groep~6 heeft weer les zoals altijd.

Dag Samira El Amrani,

Je kind gaat naar school zoals altijd. Zou je kind thuisblijven, of had je opvang gevraagd? Dat is niet meer nodig.

Openen in Kring:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Vragen? Bel ons: 012 345 67 89

Groet,
De Kiezelboom

—
Je krijgt deze mail omdat je een kind hebt in groep~6. Dringende berichten staan in Kring en komen ook per mail. Een ziekmelding doe je in Kring, niet per mail.
`,
  },
  "away-over in en": {
    subject: "Urgent, groep 6: the message about juf Sanne no longer holds",
    text: `De Kiezelboom
Urgent · groep~6

The message that juf Sanne is not at school no longer holds.
Groep~6 has lessons again as always.

Hello Samira El Amrani,

Your child goes to school as always. Were you keeping your child at home, or did you ask for care? That is no longer needed.

Open in Kring:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Questions? Call us: 012 345 67 89

Kind regards,
De Kiezelboom

—
You get this mail because you have a child in groep~6. Urgent messages are in Kring and also come by mail. Report your child sick in Kring, not by mail.
`,
  },
  "notice in nl": {
    subject: "Dringend, groep 6: Geen gym: het dak lekt",
    text: `De Kiezelboom
Dringend · groep~6

Geen gym: het dak lekt

Dag Samira El Amrani,

De gymzaal is dicht.

We spelen buiten:
- woensdag
- vrijdag

Groet,
Anneke Visser, De Kiezelboom

Openen in Kring:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Vragen? Bel ons: 012 345 67 89

—
Je krijgt deze mail omdat je een kind hebt in groep~6. Dringende berichten staan in Kring en komen ook per mail. Een ziekmelding doe je in Kring, niet per mail.
`,
  },
  "notice in en": {
    subject: "Urgent, groep 6: Geen gym: het dak lekt",
    text: `De Kiezelboom
Urgent · groep~6

Geen gym: het dak lekt

Hello Samira El Amrani,

De gymzaal is dicht.

We spelen buiten:
- woensdag
- vrijdag

Kind regards,
Anneke Visser, De Kiezelboom

Open in Kring:
https://kring.example/n/7f3k#t=9WcYQ1n0bXo2

Questions? Call us: 012 345 67 89

—
You get this mail because you have a child in groep~6. Urgent messages are in Kring and also come by mail. Report your child sick in Kring, not by mail.
`,
  },
  "code in nl": {
    subject: "Je code voor Kring",
    text: `Kring

Je code voor Kring

Vul deze code in op de pagina waar je inlogt.

    402817

De code werkt 10~minuten, en maar één keer.

Geef de code aan niemand. Niemand van school vraagt je erom, ook niet per telefoon.

Heb je geen code gevraagd? Dan hoef je niets te doen.
`,
  },
  "code in en": {
    subject: "Your code for Kring",
    text: `Kring

Your code for Kring

Enter this code on the page where you sign in.

    402817

The code works for 10~minutes, and only once.

Give the code to nobody. Nobody from school asks you for it, not by phone either.

Did you not ask for a code? Then there is nothing you need to do.
`,
  },
};

describe.each(samples)("%s", (name, letter) => {
  it("has exactly this subject and this text part", async () => {
    const { subject, text } = await write(letter);
    expect({ subject, text: visible(text) }).toEqual(WRITTEN[name]);
  });

  it("says in HTML whatever the text part says", async () => {
    const { html, text } = await write(letter);
    for (const line of text.split("\n").map((one) => one.trim()))
      for (const part of line.split("012 345 67 89")) // the number is a link of its own
        if (part !== link && part !== "—") expect(html).toContain(part.trim().replace(/:$/, ""));
  });

  it("names its language, one heading, both colour schemes, and has no image", async () => {
    const { html } = await write(letter);
    expect(html).toMatch(new RegExp(`^<!doctype html><html [^>]*lang="${letter.language}"`));
    expect(html).toMatch(new RegExp(`<body [^>]*lang="${letter.language}"`));
    expect(times(html, "<h1")).toBe(1);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("@media (prefers-color-scheme:dark)");
    expect(html).not.toMatch(/<img|<svg|url\(|@import|<script|<link/i);
  });

  it("leads to the one given address only, and to the school's phone", async () => {
    const { html, text } = await write(letter);
    expect(addresses(html)).toEqual(letter.kind === "code" ? [] : [link, "tel:0123456789"]);
    for (const [, host] of `${html}\n${text}`.matchAll(/[a-z]+:\/\/([^/\s"<#?]*)/gi))
      expect(host).toBe("kring.example");
  });

  it("lays out with tables that a screen reader does not announce", async () => {
    const { html } = await write(letter);
    expect(times(html, "<table")).toBe(times(html, 'role="presentation"'));
  });

  it("is the same mail when it is written again", async () => {
    expect(await write(letter)).toEqual(await write(letter));
  });
});

describe("a teacher's absence", () => {
  const later = { from: "2026-11-30" as SchoolDay, until: "2026-12-02" as SchoolDay, note: null, asksUntil: null };
  const other = (outcome: "duo" | "substitute" | "split", insteadOf: string) =>
    away({ ...later, groups: [{ name: "groep 6", outcome, insteadOf }] });

  it.each([
    ["duo", other("duo", "juf Iris"), "Groep~6 krijgt les van juf Iris, de andere leerkracht van de groep."],
    ["substitute", other("substitute", "meester Tim"), "Groep~6 krijgt les van een invaller: meester Tim."],
    [
      "split",
      other("split", "groep 5, groep 7"),
      "De kinderen van groep~6 krijgen les in andere groepen: groep~5 en groep~7.",
    ],
  ])("tells who takes over (%s), asks nothing and names the whole period", async (_, letter, sentence) => {
    const { subject, html, text } = await write(letter);
    const said = visible(text);
    expect(subject).toBe(
      "Dringend, groep 6: Juf Sanne is er niet van maandag 30 november tot en met woensdag 2 december",
    );
    expect(said).toContain(
      `Juf Sanne is er niet van maandag 30~november tot en met woensdag 2~december.\n${sentence}\n`,
    );
    expect(said).toContain("Je kind gaat naar school zoals altijd. Je hoeft niets te doen.");
    expect(said).not.toMatch(/antwoord|opvang|schrijft erbij/i);
    expect(visible(html)).toContain(sentence);
  });

  it("says the month once for days of one month", async () => {
    const { text } = await write(away({ language: "en", until: "2026-11-26" as SchoolDay }));
    expect(visible(text)).toContain("from Tuesday~24 up to and including Thursday 26~November.");
  });

  it("lists what each group does when the teacher has several, and names none in the subject", async () => {
    const { subject, text, html } = await write(
      away({ groups: [group6, { name: "De Vlinders", outcome: "duo", insteadOf: "juf Iris" }], note: null }),
    );
    expect(subject).toBe("Dringend: Juf Sanne is er niet op dinsdag 24 november");
    expect(visible(text)).toContain(
      "- Groep~6 heeft geen les.\n- De Vlinders krijgt les van juf Iris, de andere leerkracht van de groep.\n\nHeeft de groep van je kind geen les?",
    );
    expect(times(html, "<li")).toBe(2);
    expect(text).toContain("omdat je een kind hebt op De Kiezelboom.");
  });

  it("gives the phone for care when nothing can be answered any more", async () => {
    const { text } = await write(away({ asksUntil: null }));
    expect(text).toContain("Heb je opvang nodig of een vraag? Bel ons: 012 345 67 89");
    expect(text).not.toContain("Geef antwoord");
  });

  it.each([
    ["in winter", "2026-11-24T07:15:00.000Z", "dinsdag 24~november om~08:15"],
    ["in summer", "2026-06-30T06:15:00.000Z", "dinsdag 30~juni om~08:15"],
    ["past midnight at school", "2026-06-30T22:30:00.000Z", "woensdag 1~juli om~00:30"],
  ])("tells the school's own time %s", async (_, at, said) => {
    expect(visible((await write(away({ asksUntil: at as Instant }))).text)).toContain(`vóór ${said}.`);
  });
});

describe("a notice", () => {
  it("counts the groups when there are many", async () => {
    const groups = ["1", "2", "3", "4"].map((number) => ({ name: `groep ${number}` }));
    const { subject, text } = await write(notice({ groups }));
    expect(subject).toBe("Dringend: Geen gym: het dak lekt");
    expect(visible(text)).toContain("Dringend · 4~groepen\n");
  });

  it("stays small with the longest title and text", async () => {
    const line = 'Ouders & kinderen, "let op": de weg is dicht.\n';
    const texts = [line.repeat(90).slice(0, 4000), "a\n\n".repeat(1333), "學".repeat(4000)];
    for (const text of texts) {
      const { html } = await write(notice({ title: "&".repeat(120), text }));
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(30 * 1024);
    }
  });
});

describe("the code", () => {
  it("is in the text and the HTML in one piece, and not where a locked phone shows it", async () => {
    const { subject, html, text } = await write(code());
    expect(subject).not.toContain("402817");
    expect(times(text, "402817")).toBe(1);
    expect(times(html, "402817")).toBe(1);
    expect(html).toContain(">402817</p>");
  });

  it("says one minute as one", async () => {
    expect(visible((await write(code({ minutes: 1 }))).text)).toContain("De code werkt 1~minuut,");
    expect(visible((await write(code({ minutes: 1, language: "en" }))).text)).toContain("works for 1~minute,");
  });
});

describe("a person's own words", () => {
  const script = '<script>alert("x")</script>';

  it.each([
    ["a note", away({ note: script })],
    ["a notice", notice({ title: script, text: script, author: script })],
    ["names", awayOver({ recipient: script, teacher: script, groups: [{ name: script }] })],
  ])("are inert and escaped once (%s)", async (_, letter) => {
    const { html, text } = await write(letter);
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).not.toContain("&amp;lt;");
    expect(text).toContain(script);
  });

  it("keep their lines and paragraphs, whatever the line ends", async () => {
    const { html, text } = await write(notice({ text: "  Eén\r\ntwee\u2028drie  \r\n\r\n\r\n\r\nvier\n\n" }));
    expect(html).toContain("<p>Eén<br/>twee<br/>drie</p><p>vier</p>");
    expect(text).toContain("\n\nEén\ntwee\ndrie\n\nvier\n\n");
  });

  it("become no link", async () => {
    const { html } = await write(notice({ text: "Kijk op https://elders.example of www.elders.example" }));
    expect(addresses(html)).toEqual([link, "tel:0123456789"]);
  });

  it("cannot turn around what follows them", async () => {
    const { subject, html, text } = await write(notice({ title: "Nieuw \u202Etxet\u2066", text: "Let\u202E op" }));
    expect(subject).toBe("Dringend, groep 6: Nieuw txet");
    expect(`${html}${text}`).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });

  it("are left out when there is nothing in them", async () => {
    expect(await write(away({ note: " \n " }))).toEqual(await write(away({ note: null })));
  });

  it("never add a tag, an address or a line to the subject", async () => {
    const known = tags((await write(notice())).html);
    const words = fc.string({ unit: "binary", maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(words, words, words, words, words, async (recipient, author, group, title, text) => {
        const { subject, html } = await write(notice({ recipient, author, groups: [{ name: group }], title, text }));
        expect(tags(html).filter((tag) => !known.includes(tag))).toEqual([]);
        expect(addresses(html)).toEqual([link, "tel:0123456789"]);
        expect(subject).not.toMatch(/\p{Cc}|[\u2028\u2029]/u);
        expect(`${html}${subject}`.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
