import type { PupilId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import type { HttpAnswer, HttpRequest } from "#functions/api/http.ts";
import { allViews } from "#functions/projections/all.ts";
import { type Baseline, Cloud, type Twist } from "./cloud.ts";
import { CLOCK_GOES_BACK, type Day, type Kind, type Line } from "./day.ts";
import { mix, unit } from "./draws.ts";
import { endChecks } from "./end.ts";
import { FAULTS, type FaultName, faultNames, type Rates } from "./faults.ts";
import { addDays, dayAt } from "./model.ts";
import { aliasOf, type Person, PLANTED, personById, REASON, SCHOOLS, type School, withAliases } from "./school.ts";
import { type Asked, Watch } from "./watch.ts";
import { Broken, World } from "./world.ts";

export type SimOptions = {
  seed: number;
  baseline: Baseline;
  day: Day;
  rates?: Rates;
  muted?: ReadonlySet<string>;
  forced?: ReadonlySet<string>;
  /** Lines left out, by their place. */
  dropped?: ReadonlySet<number>;
  twist?: Twist | undefined;
  tells?: boolean;
  /** Reconciles and rebuilds every view too. */
  isThorough?: boolean;
};

export type Result = {
  seed: number;
  hash: number;
  steps: number;
  calls: number;
  commands: number;
  accepted: number;
  kinds: FaultName[];
  states: string[];
  hits: string[];
  broken: { invariant: string; message: string } | null;
  story: { at: number; text: string }[];
  made: World["made"];
  start: number;
};

/** Swarm: half of the kinds are off, the others somewhere up to their bound. */
export const ratesOf = (seed: number): Rates => {
  const rates: Rates = {};
  for (const [index, kind] of faultNames.entries()) {
    const base = mix(mix(seed ^ 0x5eed) + index);
    rates[kind] = unit(base) < 0.5 ? 0 : unit(mix(base + 1)) * FAULTS[kind];
  }
  return rates;
};

const MINUTE = 60_000;
const STORM_MS = 170 * MINUTE;
/** A route of the API as the gateway names it. */
const ROUTES: Partial<Record<Kind | "audience", string>> = {
  sick: "/v1/schools/{school}/absences",
  correct: "/v1/schools/{school}/absences/{pupil}/correction",
  withdraw: "/v1/schools/{school}/absences/{pupil}/withdrawal",
  recover: "/v1/schools/{school}/absences/{pupil}/recovery",
  announce: "/v1/schools/{school}/teacher-absences",
  callOff: "/v1/schools/{school}/teacher-absences/{notice}/call-off",
  seen: "/v1/schools/{school}/notices/{notice}/seen",
  answer: "/v1/schools/{school}/notices/{notice}/answers",
  spoken: "/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken",
  unspoken: "/v1/schools/{school}/notices/{notice}/recipients/{person}/spoken/undo",
  look: "/v1/schools/{school}/absences/{pupil}",
  home: "/v1/schools/{school}/home",
  board: "/v1/schools/{school}/board",
};

type Command = {
  kind: Kind;
  who: Person;
  params?: Record<string, string>;
  body?: Record<string, unknown>;
  isWrong?: boolean;
};

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** One school's day on the simulated cloud, from the first request to the last invariant. */
export class Sim {
  readonly world: World;
  readonly watch: Watch;
  readonly cloud: Cloud;
  readonly baseline: Baseline;
  private readonly day: Day;
  private readonly isThorough: boolean;
  private readonly dropped: ReadonlySet<number>;
  private isOver = false;
  private commands = 0;
  private accepted = 0;
  private pending = 0;
  private isAdminBusy = false;

  constructor({ seed, baseline, day, rates, muted, forced, dropped, twist, tells, isThorough }: SimOptions) {
    this.baseline = baseline;
    this.day = day;
    this.isThorough = isThorough ?? true;
    this.dropped = dropped ?? new Set();
    this.world = new World({
      seed,
      start: day.start,
      ...(rates ? { rates } : {}),
      ...(muted ? { muted } : {}),
      ...(forced ? { forced } : {}),
      ...(tells ? { tells } : {}),
    });
    const watch = new Watch(this.world, baseline);
    this.watch = watch;
    this.cloud = new Cloud({
      ...{ world: this.world, baseline },
      ...(twist ? { twist } : {}),
      changed: (table, change) => watch.changed(table, change),
      logged: (line) => watch.log(line),
      thrown: (fn, error) => watch.thrown(fn, error),
    });
    this.cloud.mail.watch = (mail, container) => this.guard(() => watch.mail(mail, container));
    this.cloud.bus.watch = (text) => this.guard(() => watch.known(text, () => "the bus"));
    for (const queue of Object.values(this.cloud.queues)) {
      queue.partly = (place) => watch.sometimes(`partial batch failure at the ${place}`);
      queue.watch = (text) => this.guard(() => watch.known(text, () => `the queue ${queue.name}`));
    }
  }

  /** What is found inside a callback stops the world, not the callback. */
  private guard(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.world.break(error as Error);
    }
  }

  private scheduleDay(): void {
    for (const [index, line] of this.day.lines.entries())
      if (!this.dropped.has(index))
        this.world.at(line.at, `line ${index}`, () => this.resolveAndAsk(line, line.nth ?? index));
    this.minute();
  }

  private resolveAndAsk(line: Line, nth: number): void {
    const command = this.resolve(line, line.kind, nth);
    if (command) this.ask(command, `${nth}`);
  }

  /** The scheduler: every minute, or not, or twice; a minute with nothing due writes nothing and is left out. */
  private minute(): void {
    const { world } = this;
    const next = Math.floor(world.now / MINUTE) * MINUTE + MINUTE;
    const due = [...this.watch.due.values()].reduce((first, one) => (one < first ? one : first), "~");
    if (this.isOver && due === "~" && this.pending === 0) {
      this.isTicking = false;
      return;
    }
    this.isTicking = true;
    const wanted = due === "~" ? next : Math.max(next, Math.ceil(Date.parse(due) / MINUTE) * MINUTE);
    const until = this.isOver ? wanted : Math.min(wanted, next + 4 * MINUTE);
    world.at(until - world.now, "minute", () => {
      if ([...this.watch.due.values()].some((one) => one <= world.instant())) {
        if (world.fault("tickMissed", "tick")) {
          this.watch.sometimes("tick missed");
          if (world.start === CLOCK_GOES_BACK) this.watch.sometimes("tick missed over the change of the clock");
        } else this.cloud.tick();
        if (world.fault("tickTwice", "tick"))
          world.at(world.draw("second tick") * 3_000, "tick", () => this.cloud.tick());
      }
      this.minute();
    });
  }
  private isTicking = false;

  private guardiansOf(school: School): Person[] {
    return school.people.filter(({ relations, login }) => relations.length > 0 && login !== null);
  }
  private officeOf(school: School): Person[] {
    return school.people.filter(({ roles }) => roles.some(({ role }) => role !== "teacher"));
  }

  /** A line made into a request by what exists now; what is not possible becomes a sick report. */
  private resolve({ at: moment, who, what, how }: Line, kind: Kind, nth: number): Command | null {
    const { model, rows } = this.watch;
    const [kiezelboom, anker] = SCHOOLS;
    const school = who % 11 === 0 ? anker : kiezelboom;
    const today = dayAt(this.world.now);
    const open = (from: string): string => {
      let day = from;
      while (!model.isOpen(school.id, day)) day = addDays(day, 1);
      return day;
    };
    const office = at(this.officeOf(school), who) as Person;
    const sick = (): Command | null => {
      const pupil = at(school.pupils, what % 3 === 0 ? 0 : what);
      if (!pupil) return null;
      const who1 = [...this.guardiansOf(school), office].filter(({ id }) => model.mayReport(id, pupil.id, today));
      const person = at(who1, who);
      if (!person) return null;
      const held = model.absences.get(pupil.id);
      const from = open(how % 4 === 0 ? addDays(today, 1) : today);
      const isSame = held && how % 3 === 0 && (held.back === null || held.back > today);
      return {
        ...{ kind: "sick", who: person },
        body: {
          pupil: pupil.id,
          from: isSame ? held.from : from,
          back: isSame ? held.back : how % 5 === 0 ? addDays(from, 1 + (how % 4)) : null,
          reason: how % 3 === 1 ? `${REASON} ${how} ${PLANTED}` : null,
        },
      };
    };
    const sickPupils = school.pupils.filter(({ id }) => model.absences.get(id));
    const told = [...rows.values()].filter((row) => row.school === school.id);
    switch (kind) {
      case "correct":
      case "withdraw":
      case "recover": {
        const pupil = at(sickPupils, what);
        const held = pupil && model.absences.get(pupil.id);
        if (!pupil || !held) return sick();
        const person = at(
          [...this.guardiansOf(school), office].filter(({ id }) => model.mayReport(id, pupil.id, today)),
          who,
        );
        if (!person) return sick();
        const body =
          kind === "correct"
            ? {
                from: held.from,
                back: how % 2 ? addDays(held.from, 1 + (how % 7)) : null,
                reason: how % 3 ? null : `${REASON} ${how}`,
              }
            : kind === "recover"
              ? { on: held.from > today ? held.from : addDays(today, how % 2) }
              : {};
        return { kind, who: person, params: { pupil: pupil.id }, body };
      }
      case "announce": {
        const free = school.teachers.filter(
          ({ teacher, groups }) => groups.length > 0 && (model.away.get(teacher) ?? []).length === 0,
        );
        const one = at(free, what);
        if (!one) return this.resolve({ kind, at: 0, who, what, how }, "callOff", nth);
        const from = open(how % 3 === 0 ? addDays(today, 1) : today);
        const until = addDays(from, how % 2);
        const days = [from, until].filter((day) => model.isOpen(school.id, day));
        const windows = one.windows as Record<string, unknown>;
        const works = days.some((day) => windows[String(((Date.parse(day) / 86_400_000 + 3) % 7) + 1)]);
        const others = school.teachers.filter(
          (other) => other !== one && (model.away.get(other.teacher) ?? []).length === 0,
        );
        if (!works) return sick();
        // Now and then a court's word comes in the same moment, and must overtake what is on its way.
        if (how % 3 === 0 && moment > 0) {
          this.change("restrict", school, who, what, one.groups);
          this.world.at(100 + (how % 400), "announce", () => this.resolveAndAsk({ kind, at: 0, who, what, how }, nth));
          return null;
        }
        const groups = one.groups.map((group, index) => {
          const other = at(others, how + index);
          const split = school.groups.find(({ id }) => id !== group);
          const choice = (how + index) % 4;
          const outcome =
            choice === 0 || !other
              ? { kind: "home" }
              : choice === 1 && split
                ? { kind: "split", over: [split.id] }
                : { kind: choice === 2 ? "duo" : "substitute", teacher: other.teacher };
          return { group, outcome };
        });
        const note = how % 2 ? `Beterschap, ${PLANTED}` : null;
        return { kind, who: office, body: { teacher: one.teacher, from, until, groups, note } };
      }
      case "callOff": {
        const open1 = [...model.announced.values()].filter(
          (one) => one.school === school.id && (how % 5 === 0 || !one.calledOffAt),
        );
        const one = at(open1, what);
        return one ? { kind, who: office, params: { notice: one.notice }, body: { teacher: one.teacher } } : sick();
      }
      case "seen": {
        const mine = told.filter(
          (row) => row.shownAt && personById.get(row.person)?.login && this.mayStill(row.person, row.pupils, today),
        );
        const row = at(mine, what);
        const person = row && personById.get(row.person);
        return row && person ? { kind, who: person, params: { notice: row.notice } } : sick();
      }
      case "answer": {
        const asked = told.flatMap((row) =>
          row.shownAt && personById.get(row.person)?.login
            ? row.pupils
                .filter(
                  ({ pupil, group }) =>
                    model.told.get(row.notice)?.homeGroups.includes(group) &&
                    model.mayReport(row.person, pupil, today) &&
                    model.relation(row.person, pupil),
                )
                .map(({ pupil }) => ({ row, pupil }))
            : [],
        );
        const one = at(asked, what);
        const person = one && personById.get(one.row.person);
        if (!one || !person) return sick();
        return {
          kind,
          who: person,
          params: { notice: one.row.notice },
          body: { pupil: one.pupil, answer: how % 2 ? "stays-home" : "needs-care" },
        };
      }
      case "spoken":
      case "unspoken": {
        const shown = told.filter(
          ({ shownAt, notice, person }) => shownAt && (kind === "spoken" || model.spoken.get(notice)?.has(person)),
        );
        const row = at(shown, what);
        return row ? { kind, who: office, params: { notice: row.notice, person: row.person } } : sick();
      }
      case "restrict":
      case "relate":
        this.change(kind, school, who, what);
        return null;
      case "look": {
        const pupil = at(sickPupils.length > 0 ? sickPupils : school.pupils, what);
        return pupil ? { kind, who: office, params: { pupil: pupil.id } } : null;
      }
      case "home": {
        const person = at(this.guardiansOf(school), who);
        return person ? { kind, who: person } : null;
      }
      case "board":
        return { kind, who: office };
      case "rebuild": {
        const view = at(
          allViews.filter(({ name }) => name !== "calendar"),
          what,
        );
        if (view)
          this.cloud.rebuild(view, (end) => {
            if (end.is === "done") this.watch.sometimes("rebuilt in traffic");
            if (end.is === "failed") this.watch.sometimes("rebuild broke off");
          });
        return null;
      }
      case "wrong":
        return this.wrong(school, who, what, how, today);
      default:
        return sick();
    }
  }

  private mayStill(person: string, pupils: readonly { pupil: string }[], today: string): boolean {
    return pupils.some(({ pupil }) => this.watch.model.isGuardian(person, pupil, today));
  }

  /** What nobody may: another's child, another school's, days in the past. */
  private wrong(school: School, who: number, what: number, how: number, today: string): Command | null {
    const other = SCHOOLS.find((one) => one !== school) as School;
    const person = at(
      this.guardiansOf(school).filter(({ roles }) => roles.length === 0),
      who,
    );
    if (!person) return null;
    const body = (pupil: PupilId) => ({ pupil, from: today, back: null, reason: null });
    const foreign = at(other.pupils, what);
    const strange = at(
      school.pupils.filter(({ id }) => !person.relations.some(({ pupil }) => pupil === id)),
      what,
    );
    if (how % 3 === 0 && foreign) return { kind: "sick", who: person, body: body(foreign.id), isWrong: true };
    if (how % 3 === 1 && strange) return { kind: "sick", who: person, body: body(strange.id), isWrong: true };
    const teacher = at(school.teachers, what);
    if (!teacher) return null;
    return {
      ...{ kind: "announce", who: person, isWrong: true },
      body: {
        teacher: teacher.teacher,
        from: today,
        until: today,
        groups: teacher.groups.map((group) => ({ group, outcome: { kind: "home" } })),
        note: null,
      },
    };
  }

  /** A court's word, or its end: one after another, as one office does it. */
  private change(kind: "restrict" | "relate", school: School, who: number, what: number, groups?: string[]): void {
    const { model } = this.watch;
    const open = (person: string) =>
      (model.persons.get(person)?.relations ?? []).filter(
        ({ contact, pupil }) =>
          (contact === "none") === (kind === "relate") && (!groups || groups.includes(model.groupOf.get(pupil) ?? "")),
      );
    const person = at(
      school.people.filter(({ id }) => open(id).length > 0),
      who,
    );
    const relation = person && at(open(person.id), what);
    if (!person || !relation || this.isAdminBusy) return;
    const told = (pupil: PupilId, word: typeof kind) => {
      const key = `admin-${this.world.nth("admin key")}`;
      const once = (attempt: number) => {
        this.isAdminBusy = true;
        this.world.tell(() => `The office: ${word} ${person.alias} and ${aliasOf(pupil)}`);
        const free = { authority: "yes", contact: "all", mayReportSick: true, mayCollect: true, until: null } as const;
        this.cloud.admin<unknown>(
          `${word} ${person.alias}`,
          (admin) =>
            word === "restrict"
              ? admin.restrict(school.id, person.id, pupil, key)
              : admin.relate(school.id, person.id, { pupil, ...free }, key),
          (end) => {
            if (end.is === "failed") this.watch.thrown("admin", end.error);
            if (end.is !== "done" && attempt <= 30) {
              this.world.at(3_000, "admin again", () => once(attempt + 1));
              return;
            }
            this.isAdminBusy = false;
            if (word === "restrict" && end.is === "done") this.watch.sometimes("restricted");
            if (end.is !== "done" || word !== kind) return;
            // Often it is about a brother too, in the same minute; or it was a slip, and is put right.
            const next = what % 2 === 0 ? open(person.id)[0] : undefined;
            const soon = 400 + (what % 2_500);
            if (next) this.world.at(soon, "admin next", () => told(next.pupil as PupilId, word));
            else if (word === "restrict" && what % 3 === 0)
              this.world.at(soon, "admin back", () => told(pupil, "relate"));
          },
        );
      };
      once(1);
    };
    told(relation.pupil as PupilId, kind);
  }

  /** A question when all is calm. */
  async asks(who: Person, path: string, params: Record<string, string>): Promise<HttpAnswer> {
    const school = SCHOOLS.find(({ people }) => people.includes(who)) as School;
    let answer: HttpAnswer | null = null;
    const request: HttpRequest = {
      ...{
        method: "get",
        path,
        params: { school: school.id, ...params },
        query: {},
        cookies: [],
        headers: {},
        body: undefined,
      },
      ...{ login: who.login, source: "192.0.2.1", correlation: "end" },
    };
    this.cloud.request("queries", "end", request, (given) => {
      answer = given;
    });
    await this.world.run();
    if (!answer) throw new Broken("22", `${path} was not answered`);
    return answer;
  }

  private ask(command: Command, name: string): void {
    const { world } = this;
    const { kind, who, body = {}, params = {}, isWrong = false } = command;
    const school = SCHOOLS.find(({ people }) => people.includes(who)) as School;
    const isQuery = kind === "look" || kind === "home" || kind === "board";
    const key = `key-${name.padStart(6, "0")}`;
    const asked: Asked = {
      ...{ id: name, kind, school: school.id, person: who.id, body, params, key, isWrong },
      attempts: [],
    };
    const path = ROUTES[kind] ?? "";
    const request: HttpRequest = {
      ...{ method: isQuery ? "get" : "post", path, params: { school: school.id, ...params }, query: {}, cookies: [] },
      ...{ headers: isQuery ? {} : { "idempotency-key": key }, body: isQuery ? undefined : body },
      ...{ login: who.login, source: "192.0.2.1", correlation: `request-${name}` },
    };
    if (isQuery) {
      this.cloud.request("queries", `${kind} ${name}`, request, (answer) => {
        if (answer) this.guard(() => this.watch.shown(asked, answer));
      });
      return;
    }
    this.commands += 1;
    this.watch.asked.set(`${school.id} ${who.id}:${key}`, asked);
    const send = (attempt: number, then: boolean) => {
      world.tell(
        () =>
          `${who.alias}: ${kind} ${Object.values({ ...params, ...body })
            .filter((value) => typeof value === "string")
            .map((value) => withAliases(String(value)))
            .join(", ")}${attempt > 1 ? ` (try ${attempt})` : ""}`,
      );
      const made: Asked["attempts"][number] = { at: world.now, answer: null, endedAt: null };
      asked.attempts.push(made);
      this.pending += 1;
      this.cloud.request("commands", `${kind} ${name} try ${attempt}`, request, (answer) => {
        this.pending -= 1;
        made.answer = answer;
        made.endedAt = world.now;
        this.heard(asked, answer, attempt, then, send);
      });
    };
    send(1, true);
    if (world.fault("clientTwice", name)) world.at(world.draw(`twice ${name}`) * 40, "twice", () => send(1, false));
  }

  private heard(
    asked: Asked,
    answer: HttpAnswer | null,
    attempt: number,
    isMain: boolean,
    send: (attempt: number, then: boolean) => void,
  ): void {
    const { world, watch } = this;
    world.tell(
      () =>
        `  → ${answer ? `${answer.status} ${answer.status >= 400 ? (JSON.parse(answer.body) as { code: string }).code : ""}` : "no answer"}`,
    );
    const isClear = answer !== null && answer.status < 500 && !answer.body.includes('"busy"');
    if (answer) {
      this.guard(() => watch.answered(asked, answer));
      if (answer.status === 500) world.break(new Broken("22", `${asked.kind} was answered 500`));
    }
    if (!isMain) return;
    if (isClear) {
      if (answer.status < 300) this.accepted += 1;
      watch.sometimes(answer.status < 300 ? `accepted ${asked.kind}` : "refused");
      if (attempt > 1 && answer.status < 300) watch.sometimes("accepted at a later try");
      if (world.fault("clientAgain", asked.id))
        world.at(world.draw(`again ${asked.id}`) * 20 * MINUTE, "again", () => send(attempt + 1, false));
      return;
    }
    const isTired = attempt >= 8 || (!this.isOver && world.fault("clientGivesUp", asked.id));
    if (isTired) {
      watch.sometimes("a client gave up");
      return;
    }
    world.at(2_000 + world.draw(`pause ${asked.id}`) * 15_000, "client again", () => send(attempt + 1, true));
  }

  /** Storm, calm, and what must be so in the end. */
  async run(): Promise<Result> {
    const { world, cloud } = this;
    let broken: Result["broken"] = null;
    try {
      this.scheduleDay();
      await world.run(world.start + STORM_MS);
      world.tell(() => "— calm: nothing fails any more —");
      world.isCalm = true;
      this.isOver = true;
      await world.run();
      let redriven = 0;
      for (const queue of Object.values(cloud.queues)) redriven += queue.redrive();
      if (cloud.shards.some(({ lost }) => lost.length > 0)) {
        for (const { lost } of cloud.shards) lost.length = 0;
        this.watch.sometimes("replayed");
        cloud.replay(new Date(world.start - MINUTE).toISOString() as Instant);
      }
      if (redriven > 0) this.watch.sometimes("redriven");
      await world.run();
      if (!this.isTicking && this.watch.due.size > 0) this.minute();
      await world.run();
      this.watch.look();
      await endChecks(this, this.isThorough);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const invariant = error instanceof Broken ? error.invariant : "crash";
      world.tell(() => `  ✗✗ invariant ${invariant}: ${error.message}`);
      broken = {
        invariant,
        message: error instanceof Broken ? error.message : `${error.message}\n${error.stack ?? ""}`,
      };
    }
    return {
      ...{ seed: 0, hash: world.hash, steps: world.steps, calls: world.calls, broken, start: world.start },
      ...{ commands: this.commands, accepted: this.accepted, story: world.story, made: world.made },
      kinds: [...new Set(world.hits.map(({ kind }) => kind))],
      states: [...this.watch.states],
      hits: world.hits.map(({ key }) => key),
    };
  }
}
