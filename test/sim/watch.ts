import type { NoticeId } from "#events/ids.ts";
import type { HttpAnswer } from "#functions/api/http.ts";
import { overOf } from "#functions/notify/over.ts";
import type { Access } from "#shared/people/access.ts";
import { type Fault, isFault } from "#shared/ports/fault.ts";
import type { Item } from "#shared/ports/table.ts";
import type { Change } from "../memory/table.ts";
import type { SentMail } from "./aws.ts";
import type { FunctionName, LogLine, TableName } from "./cloud.ts";
import { dayAt, type LogEvent, Model, type Told } from "./model.ts";
import { aliasOf, PLANTED, personById, REASON, SCHOOLS, schoolOfId } from "./school.ts";
import { Broken, type Container, type World } from "./world.ts";

/** What a client asked for, and what it was told. */
export type Asked = {
  id: string;
  kind: string;
  school: string;
  person: string;
  body: Record<string, unknown>;
  params: Record<string, string>;
  attempts: { at: number; answer: HttpAnswer | null; endedAt: number | null }[];
  key: string;
  isWrong: boolean;
};

type Stream = { version: number; commits: number };
type MailState = { state: string; until: string | null; messageId: string | null };
export type Row = {
  person: string;
  household: string | null;
  pupils: { pupil: string; group: string }[];
  shownAt: string | null;
  seenAt: string | null;
  mail: MailState;
};

/** The lattice of a mail: a later state never gives way to an earlier one. */
const STEP: Record<string, number> = {
  ...{ none: 9, queued: 1, sending: 2, sent: 3, delivered: 4, bounced: 5, suppressed: 5, rejected: 5, complained: 6 },
  withheld: 9,
};
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const WORDS = new RegExp(`${PLANTED}|${REASON}|@post\\.example|06 0000`);
/** Errors of ours that say "later": the message comes again. */
const LATER = new Set([
  "the head of a view is contended",
  "a row of the ledger is contended",
  "the rows of a chunk are contended",
  "an access row is contended",
  "a mail event came before its mail",
  "a school without a calendar",
]);

/** Looks at every write, mail, message, log line and answer, and keeps the log as the model knows it. */
export class Watch {
  readonly model = new Model(SCHOOLS);
  readonly streams = new Map<string, Stream>();
  readonly commits = new Map<string, { school: string; types: string[]; at: string }[]>();
  readonly asked = new Map<string, Asked>();
  readonly rows = new Map<string, Row & { school: string; notice: string }>();
  readonly headers = new Map<string, { school: string; listedAt: string }>();
  readonly due = new Map<string, string>();
  readonly mails = new Map<string, SentMail[]>();
  readonly states = new Set<string>();
  /** The messages whose ids were noted: bare news of them is known to be theirs. */
  readonly noted = new Set<string>();
  writes = 0;
  private readonly access = new Map<string, { at: number; access: Access }[]>();
  private readonly world: World;

  constructor(world: World, baseline: Record<TableName, readonly Item[]>) {
    this.world = world;
    for (const item of baseline.events) {
      const events = item.events as unknown as { version: number }[];
      this.streams.set(item.pk, { version: events.at(-1)?.version ?? 0, commits: item.sk as number });
    }
    for (const item of baseline.access)
      if (item.pk.startsWith("person/"))
        this.access.set(item.pk.slice(7), [{ at: 0, access: item.access as unknown as Access }]);
  }

  private must(holds: boolean, invariant: string, message: () => string): asserts holds {
    if (!holds) throw new Broken(invariant, message());
  }

  /** Something that the report counts: it came to this. */
  sometimes(name: string): void {
    this.states.add(name);
  }

  wall(school: string, text: string, where: () => string): void {
    for (const [id] of text.matchAll(UUID)) {
      const other = schoolOfId(id);
      this.must(other === null || other === school, "8", () => `${where()} of ${aliasOf(school)} holds ${aliasOf(id)}`);
    }
  }
  known(text: string, where: () => string): void {
    const word = WORDS.exec(text);
    this.must(word === null, "18", () => `${where()} holds ${word?.[0]}`);
  }

  changed(table: TableName, { before, after }: Change): void {
    this.writes += 1;
    const item = after ?? before;
    if (!item) return;
    if (table !== "people") {
      const text = JSON.stringify(after ?? { pk: item.pk, sk: item.sk });
      this.known(text, () => `table ${table}`);
      if (!item.pk.startsWith("login/")) {
        const school = SCHOOLS.find(({ id }) => text.includes(id));
        if (school) this.wall(school.id, text, () => `an item of ${table}`);
      }
    }
    if (table === "events") this.commit(before, after);
    else if (table === "views") this.view(before, after);
    else if (table === "access") this.right(before, after);
    else if (table === "deliveries") this.ledger(before, after);
    else if (table === "due") {
      const name = `${item.pk} ${item.sk}`;
      if (after) this.due.set(name, String(after.at));
      else this.due.delete(name);
      // Only what is told of an absence is ever looked at again; nothing waits in it for somebody's window.
      this.must(!after || this.isNotice(String(after.notice)), "14", () => "something is held that is no notice");
    }
  }

  private isNotice(notice: string): boolean {
    return this.model.told.has(notice);
  }

  private commit(before: Item | null, after: Item | null): void {
    this.must(before === null && after !== null, "2", () => "a commit was changed or removed");
    const { pk, sk } = after;
    const at = pk.indexOf("#");
    const [school, stream] = [pk.slice(0, at), pk.slice(at + 1)];
    const held = this.streams.get(pk) ?? { version: 0, commits: 0 };
    const events = after.events as unknown as LogEvent[];
    this.must(sk === held.commits + 1, "2", () => `commit ${sk} of ${stream} after ${held.commits}`);
    this.must(after.base === held.version, "2", () => `commit ${sk} of ${stream} begins at ${after.base}`);
    for (const [index, { version }] of events.entries())
      this.must(version === held.version + index + 1, "2", () => `version ${version} of ${stream}`);
    this.streams.set(pk, { version: held.version + events.length, commits: sk as number });

    const command = String(after.command);
    const asked = this.asked.get(`${school} ${command}`);
    const types = events.map(({ type }) => type);
    const isOurs = asked !== undefined || command.startsWith("system:") || stream.startsWith("look/");
    this.must(isOurs, "1", () => `${types.join()} in ${stream} by a command that nobody sent`);
    const others = this.commits.get(`${school} ${command} ${stream}`) ?? [];
    this.must(others.length === 0, "1", () => `${asked?.kind} was carried out twice: ${types.join()}`);
    this.commits.set(`${school} ${command} ${stream}`, [...others, { school, types, at: String(after.at) }]);
    if (asked) this.compare(asked, types, String(after.at));
    if (asked && stream.startsWith("absence/")) this.meets(stream, asked.person, types);
    for (const event of events) {
      this.model.apply(school, stream, event);
      if (event.type === "AbsenceAnnounced") this.model.authors.set(event.data.notice, String(event.by));
      if (event.type === "AbsenceCalledOff") {
        const of = this.model.announced.get(event.data.notice);
        const notice = overOf(event.data.notice as NoticeId);
        if (of) this.model.told.set(notice, { ...of, notice, kind: "away-over", at: event.at, homeGroups: [] } as Told);
      }
    }
    this.world.tell(
      () => `  ▪ ${aliasOf(stream.slice(stream.indexOf("/") + 1))}: ${types.join(", ") || "nothing new"}`,
    );
  }

  private readonly reported = new Map<string, { at: number; household: string | null; types: string[] }>();
  /** Who else had the same pupil in hand in the same minute. */
  private meets(stream: string, by: string, types: string[]): void {
    const household = personById.get(by)?.household ?? null;
    const held = this.reported.get(stream);
    const isNear = held !== undefined && this.world.now - held.at < 60_000;
    if (isNear && held.household !== household) this.sometimes("two households in the same minute");
    if (isNear && types.includes("RecoveryReported")) this.sometimes("recovery right after sick");
    this.reported.set(stream, { at: this.world.now, household, types });
  }

  private compare(asked: Asked, types: string[], at: string): void {
    const expected = this.model.expected(asked, dayAt(Date.parse(at)));
    this.must(
      expected === null || expected.join() === types.join(),
      "24",
      () => `${asked.kind} became ${types.join() || "nothing"}, not ${expected?.join() || "nothing"}`,
    );
    this.must(!asked.isWrong, "1", () => `${asked.kind} was carried out, which nobody may`);
  }

  private view(before: Item | null, after: Item | null): void {
    const item = (after ?? before) as Item;
    if (item.pk.startsWith("pointer/")) return;
    if (item.sk !== "head") {
      this.must(!before || !after || after.rev >= before.rev, "5", () => `a row of ${item.pk} went back`);
      return;
    }
    const slash = item.pk.indexOf("/#");
    const stream = item.pk.slice(slash + 2);
    const school = item.pk.slice(item.pk.indexOf("/") + 1, slash);
    this.must(after !== null, "5", () => `the head of ${stream} was removed`);
    const version = after.version as number;
    const n = this.streams.get(`${school}#${stream}`)?.version ?? 0;
    this.must(version <= n, "5", () => `${item.pk} is at ${version} of ${n}`);
    this.must(!before || version > (before.version as number), "5", () => `${item.pk} went to ${version}`);
    if (stream.startsWith("absence/") && version > 1 + ((before?.version as number | undefined) ?? 0))
      this.sometimes("gap in versions");
  }

  private right(before: Item | null, after: Item | null): void {
    this.must(after !== null, "5", () => "an access row was removed");
    this.must(!before || after.rev >= before.rev, "5", () => `the access of ${after.pk} went back to ${after.rev}`);
    if (!after.pk.startsWith("person/")) return;
    const access = after.access as unknown as Access;
    const history = this.access.get(after.pk.slice(7)) ?? [];
    this.access.set(after.pk.slice(7), [...history, { at: this.world.now, access }]);
  }

  /** Whether the access row allowed it at some moment between two. */
  allowed(person: string, pupil: string, from: number, until: number): boolean {
    const history = this.access.get(person) ?? [];
    const day = dayAt(until);
    return history.some(({ at, access }, index) => {
      const next = history[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      if (next < from || at > until) return false;
      const held = access.relations.find((relation) => relation.pupil === pupil);
      return held !== undefined && held.contact !== "none" && (held.until === null || held.until >= day);
    });
  }

  private ledger(before: Item | null, after: Item | null): void {
    const item = (after ?? before) as Item;
    if (item.pk.startsWith("ses/")) {
      this.noted.add(item.pk.slice(4));
      return;
    }
    const [school = "", notice = ""] = item.pk.split("#notice/");
    if (item.sk === "notice") {
      this.must(before === null && after !== null, "17", () => "what was told to everyone was written again");
      this.must(this.isNotice(notice), "6", () => "a notice that nobody announced");
      this.headers.set(notice, { school, listedAt: (after.header as { listedAt: string }).listedAt });
      return;
    }
    this.must(after !== null, "12", () => "a row of the ledger was removed");
    const row = after.delivery as unknown as Row;
    const old = before ? (before.delivery as unknown as Row) : null;
    const who = () => `${aliasOf(row.person)}, ${aliasOf(notice)}`;
    const acting = this.world.acting;
    const since = acting?.startedAt ?? this.world.now;
    if (!old) {
      const told = this.model.told.get(notice);
      this.must(told !== undefined && told.school === school, "6", () => `a row of no notice: ${who()}`);
      this.must(this.model.schoolOf.get(row.person) === school, "6", () => `a row of nobody here: ${who()}`);
      for (const { pupil, group } of row.shownAt ? row.pupils : []) {
        this.must(told.groups.includes(group), "6", () => `${who()}: not about ${aliasOf(group)}`);
        this.must(
          this.model.groupOf.get(pupil) === group,
          "6",
          () => `${who()}: ${aliasOf(pupil)} is in no ${aliasOf(group)}`,
        );
        this.must(
          this.allowed(row.person, pupil, since, this.world.now),
          "7",
          () => `${who()} about ${aliasOf(pupil)}`,
        );
      }
      if (row.shownAt) this.world.tell(() => `  ✉ in the inbox of ${aliasOf(row.person)}`);
      else this.sometimes("withheld in the app");
    } else {
      this.must(old.shownAt === row.shownAt, "12", () => `shown again: ${who()}`);
      this.must(old.seenAt === null || old.seenAt === row.seenAt, "17", () => `seen was taken back: ${who()}`);
      this.must(JSON.stringify(old.pupils) === JSON.stringify(row.pupils), "17", () => `other pupils: ${who()}`);
      const [was, is] = [STEP[old.mail.state] ?? 0, STEP[row.mail.state] ?? 0];
      this.must(is >= was, "17", () => `the mail of ${who()} went from ${old.mail.state} to ${row.mail.state}`);
      if (old.mail.state === "sending" && row.mail.state === "sending" && old.mail.until !== row.mail.until)
        this.sometimes("claimed again");
      if (old.mail.state === "sending" && is > 3) this.sometimes("news before our own note");
      if (row.mail.state === "withheld" && old.mail.state !== "withheld") this.sometimes("withheld by mail");
    }
    this.rows.set(`${notice} ${row.person}`, { ...row, school, notice });
    if (row.mail.state !== old?.mail.state) this.sometimes(`mail ${row.mail.state}`);
  }

  mail(mail: SentMail, container: Container): void {
    const { world } = this;
    const { person = "", notice = "", school = "" } = mail.tags;
    const who = () => `the mail to ${aliasOf(person)} about ${aliasOf(notice)}`;
    const one = personById.get(person);
    this.must(one?.email === mail.to, "6", () => `${who()} went to another address`);
    this.must(schoolOfId(person) === school, "8", who);
    const row = this.rows.get(`${notice} ${person}`);
    this.must(row !== undefined, "6", () => `${who()} without a row`);
    this.wall(school, mail.text, who);
    this.must(!mail.text.includes(REASON), "16", who);
    for (const other of personById.values()) {
      const isOther = other.id !== person && other.household !== one.household;
      if (!isOther || other.roles.length > 0) continue;
      const holds = [other.name, ...(other.email ? [other.email] : []), ...other.phones].find((word) =>
        mail.text.includes(word),
      );
      this.must(holds === undefined || one.name.includes(holds), "9", () => `${who()} holds ${holds}`);
    }
    const allowed = row.pupils.filter(({ pupil }) => this.allowed(person, pupil, container.startedAt, world.now));
    this.must(allowed.length > 0, "7", who);
    const theirs = new Set(allowed.map(({ group }) => group));
    const groups = SCHOOLS.flatMap((one) => one.groups);
    for (const [, name] of mail.text.matchAll(/^groups\.\d+\.name: (.*)$/gm)) {
      const group = groups.find((other) => other.name === name);
      this.must(group !== undefined && theirs.has(group.id), "7", () => `${who()} tells of ${name}`);
    }
    const sent = this.mails.get(`${notice} ${person}`) ?? [];
    for (const earlier of sent) {
      const isExplained = world.hits.some(({ key }) => key.includes(` ${earlier.by} `));
      this.must(isExplained, "17", () => `a second mail for no reason: ${who()}`);
      this.sometimes("mailed twice");
    }
    this.must(sent.length < 12, "30", who);
    this.mails.set(`${notice} ${person}`, [...sent, mail]);
    world.tell(() => `  ✉ mail to ${aliasOf(person)}`);
  }

  log({ fn, level, message, fields }: LogLine): void {
    const text = JSON.stringify(fields);
    this.known(text, () => `the log of ${fn}`);
    this.known(message, () => `the log of ${fn}`);
    if (fields.school) this.wall(fields.school, text, () => `the log of ${fn}`);
    if (level !== "error") return;
    const isLater = fn === "commands" && /contended|changeDelivery/.test(fields.error ?? "");
    this.must(isLater, "22", () => `${fn}: ${message} ${fields.error ?? ""}`);
  }

  /** A handler may end by what says "later", and by nothing else. */
  thrown(fn: FunctionName, error: unknown): void {
    const isLater = isFault(error, "throttled", "lost") || (error instanceof Error && LATER.has(error.message));
    if (isLater) {
      this.sometimes(`${fn} later`);
      return;
    }
    const said =
      error instanceof Error ? `${error.name}: ${error.message} ${String((error as Fault).cause ?? "")}` : "?";
    this.world.break(new Broken("22", `${fn} ended with ${said}`));
  }

  /** Nothing of another school or household in what somebody is shown. */
  shown(asked: Asked, answer: HttpAnswer): void {
    this.wall(asked.school, answer.body.replaceAll(asked.school, ""), () => `an answer to ${aliasOf(asked.person)}`);
    const one = personById.get(asked.person);
    if (one && one.roles.length === 0)
      for (const other of personById.values())
        if (other.id !== one.id && other.household !== one.household)
          this.must(
            !other.phones.some((phone) => answer.body.includes(phone)) &&
              !(other.email && answer.body.includes(other.email)),
            "9",
            () => `${asked.kind} told ${one.alias} of ${other.alias}`,
          );
  }

  answered(asked: Asked, answer: HttpAnswer): void {
    this.shown(asked, answer);
    const isYes = answer.status < 300;
    if (isYes) {
      const had = this.commits.has(`${asked.school} ${asked.person}:${asked.key} ${streamOf(asked, answer)}`);
      if (asked.kind === "seen") {
        this.must(
          this.rows.get(`${asked.params.notice} ${asked.person}`)?.seenAt !== null,
          "1",
          () => "seen, and is not",
        );
      } else if (asked.kind === "callOff" && !had) {
        this.must(
          this.model.announced.get(asked.params.notice ?? "")?.calledOffAt !== null,
          "1",
          () => "called off, and is not",
        );
      } else this.must(had, "1", () => `${asked.kind} was accepted and is nowhere`);
      this.must(!asked.isWrong, "1", () => `${asked.kind} was accepted, which nobody may`);
    }
    // The same to one key, but for names and for who has it now.
    const first = asked.attempts.find(
      (other) => other.answer && other.answer !== answer && other.answer.status < 300,
    )?.answer;
    if (first && isYes) {
      const [one, other] = [steady(asked.kind, first.body), steady(asked.kind, answer.body)];
      this.must(one === other, "4", () => `${asked.kind}: ${one} and then ${other}`);
      this.sometimes("answered twice");
    }
  }

  /** What only the list of faults tells. */
  look(): void {
    const { hits, overtime } = this.world;
    if (hits.some(({ key }) => /^crashAfter chunks .* mail\.send /.test(key)))
      this.sometimes("crash after the mail before the note");
    if (hits.some(({ key }) => /^lost (sick|announce) .* events\.put /.test(key)))
      this.sometimes("a commit's answer lost");
    if (hits.some(({ key }) => key.startsWith("crashAfter relay"))) this.sometimes("crash after the bus took it");
    if (overtime > 0) this.sometimes("out of time");
  }

  /** When nothing is under way: refused is nowhere in the log. */
  settled(): void {
    for (const asked of this.asked.values()) {
      const answers = asked.attempts.map(({ answer }) => answer);
      const isRefused = answers.every((answer) => answer && answer.status >= 400 && answer.status < 500);
      if (!isRefused) continue;
      for (const name of this.commits.keys())
        this.must(
          !name.startsWith(`${asked.school} ${asked.person}:${asked.key} `),
          "1",
          () => `${asked.kind} was refused and is in ${name.split(" ")[2]}`,
        );
    }
  }
}

const streamOf = ({ kind, body, params }: Asked, answer: HttpAnswer): string => {
  switch (kind) {
    case "sick":
      return `absence/${body.pupil}`;
    case "correct":
    case "withdraw":
    case "recover":
      return `absence/${params.pupil}`;
    case "announce":
    case "callOff":
      return `duty/${body.teacher}`;
    default:
      return answer.status ? `notice/${params.notice}` : "";
  }
};

/** What of an answer stays the same whenever it is asked again. */
const steady = (kind: string, body: string): string => {
  const answer = JSON.parse(body) as Record<string, unknown>;
  const pick = (...names: string[]) => JSON.stringify(names.map((name) => answer[name]));
  switch (kind) {
    case "sick":
    case "correct":
    case "withdraw":
    case "recover":
      return pick("phase", "from", "back", "reason", "reportedAt") + String((answer.history as unknown[]).length);
    case "announce":
    case "callOff":
      return (
        pick("notice", "from", "until", "isCalledOff") + JSON.stringify(answer.groups).replace(/"name":"[^"]*"/g, "")
      );
    case "spoken":
    case "unspoken":
      return JSON.stringify([
        (answer.person as { id: string }).id,
        (answer.spoken as { at: string } | null)?.at ?? null,
      ]);
    default:
      return body;
  }
};
