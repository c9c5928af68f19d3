import type { Instant, SchoolDay } from "#events/time.ts";
import { capital } from "./clean.ts";
import { dayInWords, firstDayInWords, momentInWords } from "./dates.ts";
import type { Language } from "./letter.ts";

/** More names than this become a number: a list of twenty groups tells nobody anything. */
const MOST_NAMED = 3;

/**
 * Every word of ours in a mail. Never why a teacher is away, never a child's name. Names come in as they are to be
 * read and start a sentence where they can.
 */
export type Words = {
  urgent: string;
  and(names: string[]): string;
  groups(names: string[]): string;
  hello(name: string): string;
  regards: string;
  open: string;
  phone: string;
  /** `group` is null when a mail is about several. */
  why(group: string | null, school: string): string;
  away: {
    days(from: SchoolDay, until: SchoolDay): string;
    teacher(teacher: string, days: string): string;
    duo(group: string, teacher: string): string;
    substitute(group: string, teacher: string): string;
    split(group: string, over: string): string;
    home(group: string): string;
    noLessons(days: string): string;
    nothingToDo: string;
    asked: string;
    askedOfSome: string;
    answerBefore(at: Instant): string;
    answer: string;
    notOnline: string;
    careByPhone: string;
    note: string;
  };
  over: {
    subject(teacher: string): string;
    heading(teacher: string): string;
    lessons(groups: string, isOne: boolean): string;
    lapsed: string;
  };
  code: {
    subject: string;
    preview: string;
    use: string;
    works(minutes: number): string;
    nobodyAsks: string;
    notYou: string;
  };
};

const nl: Words = {
  urgent: "Dringend",
  and: (names) => new Intl.ListFormat("nl", { type: "conjunction" }).format(names),
  groups: (names) => (names.length > MOST_NAMED ? `${names.length}\u00a0groepen` : nl.and(names)),
  hello: (name) => (name === "" ? "Dag," : `Dag ${name},`),
  regards: "Groet,",
  open: "Openen in Kring",
  phone: "Vragen? Bel ons:",
  why: (group, school) =>
    `Je krijgt deze mail omdat je een kind hebt ${group === null ? `op ${school}` : `in ${group}`}. Dringende berichten staan in Kring en komen ook per mail. Een ziekmelding doe je in Kring, niet per mail.`,
  away: {
    days: (from, until) =>
      from === until
        ? `op ${dayInWords(from, "nl")}`
        : `van ${firstDayInWords(from, until, "nl")} tot en met ${dayInWords(until, "nl")}`,
    teacher: (teacher, days) => `${capital(teacher)} is er niet ${days}.`,
    duo: (group, teacher) => `${capital(group)} krijgt les van ${teacher}, de andere leerkracht van de groep.`,
    substitute: (group, teacher) => `${capital(group)} krijgt les van een invaller: ${teacher}.`,
    split: (group, over) => `De kinderen van ${group} krijgen les in andere groepen: ${over}.`,
    home: (group) => `${capital(group)} heeft geen les.`,
    noLessons: (days) => `geen les ${days}`,
    nothingToDo: "Je kind gaat naar school zoals altijd. Je hoeft niets te doen.",
    asked: "Kan je kind thuisblijven? Lukt dat niet, dan vangen we je kind op school op.",
    askedOfSome:
      "Heeft de groep van je kind geen les? Houd je kind dan thuis als dat kan. Lukt dat niet, dan vangen we je kind op school op.",
    answerBefore: (at) => `Geef antwoord vóór ${momentInWords(at, "nl", "om")}.`,
    answer: "Antwoord geven",
    notOnline: "Lukt het niet online? Bel ons:",
    careByPhone: "Heb je opvang nodig of een vraag? Bel ons:",
    note: "De school schrijft erbij:",
  },
  over: {
    subject: (teacher) => `het bericht over ${teacher} geldt niet meer`,
    heading: (teacher) => `Het bericht dat ${teacher} er niet is, geldt niet meer.`,
    lessons: (groups, isOne) => `${capital(groups)} ${isOne ? "heeft" : "hebben"} weer les zoals altijd.`,
    lapsed:
      "Je kind gaat naar school zoals altijd. Zou je kind thuisblijven, of had je opvang gevraagd? Dat is niet meer nodig.",
  },
  code: {
    subject: "Je code voor Kring",
    preview: "Vul de code in op de pagina waar je inlogt.",
    use: "Vul deze code in op de pagina waar je inlogt.",
    works: (minutes) => `De code werkt ${minutes}\u00a0${minutes === 1 ? "minuut" : "minuten"}, en maar één keer.`,
    nobodyAsks: "Geef de code aan niemand. Niemand van school vraagt je erom, ook niet per telefoon.",
    notYou: "Heb je geen code gevraagd? Dan hoef je niets te doen.",
  },
};

const en: Words = {
  urgent: "Urgent",
  and: (names) => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names),
  groups: (names) => (names.length > MOST_NAMED ? `${names.length}\u00a0groups` : en.and(names)),
  hello: (name) => (name === "" ? "Hello," : `Hello ${name},`),
  regards: "Kind regards,",
  open: "Open in Kring",
  phone: "Questions? Call us:",
  why: (group, school) =>
    `You get this mail because you have a child ${group === null ? `at ${school}` : `in ${group}`}. Urgent messages are in Kring and also come by mail. Report your child sick in Kring, not by mail.`,
  away: {
    days: (from, until) =>
      from === until
        ? `on ${dayInWords(from, "en")}`
        : `from ${firstDayInWords(from, until, "en")} up to and including ${dayInWords(until, "en")}`,
    teacher: (teacher, days) => `${capital(teacher)} is not at school ${days}.`,
    duo: (group, teacher) => `${capital(group)} has lessons with ${teacher}, the group’s other teacher.`,
    substitute: (group, teacher) => `${capital(group)} has lessons with a substitute: ${teacher}.`,
    split: (group, over) => `The children of ${group} have lessons in other groups: ${over}.`,
    home: (group) => `${capital(group)} has no lessons.`,
    noLessons: (days) => `no lessons ${days}`,
    nothingToDo: "Your child goes to school as always. There is nothing you need to do.",
    asked: "Can your child stay at home? If not, we will look after your child at school.",
    askedOfSome:
      "Does your child’s group have no lessons? Then keep your child at home if you can. If you cannot, we will look after your child at school.",
    answerBefore: (at) => `Please answer before ${momentInWords(at, "en", "at")}.`,
    answer: "Give your answer",
    notOnline: "Can’t answer online? Call us:",
    careByPhone: "Do you need care, or have a question? Call us:",
    note: "The school adds:",
  },
  over: {
    subject: (teacher) => `the message about ${teacher} no longer holds`,
    heading: (teacher) => `The message that ${teacher} is not at school no longer holds.`,
    lessons: (groups, isOne) => `${capital(groups)} ${isOne ? "has" : "have"} lessons again as always.`,
    lapsed:
      "Your child goes to school as always. Were you keeping your child at home, or did you ask for care? That is no longer needed.",
  },
  code: {
    subject: "Your code for Kring",
    preview: "Enter the code on the page where you sign in.",
    use: "Enter this code on the page where you sign in.",
    works: (minutes) => `The code works for ${minutes}\u00a0${minutes === 1 ? "minute" : "minutes"}, and only once.`,
    nobodyAsks: "Give the code to nobody. Nobody from school asks you for it, not by phone either.",
    notYou: "Did you not ask for a code? Then there is nothing you need to do.",
  },
};

export const words: Record<Language, Words> = { nl, en };
