import type { School } from "./school.ts";

/** The reference model: what must be so, written from the policy and not from the handlers. Knows nothing of `shared/`. */

export type LogEvent = {
  type: string;
  at: string;
  by: string;
  version: number;
  // biome-ignore lint/suspicious/noExplicitAny: the model reads what lies in the log, whatever its shape.
  data: Record<string, any>;
};
type Span = { from: string; until: string };
type Week = Record<string, Span[]>;
type Plan = { group: string; outcome: { kind: string; teacher?: string; over?: string[] } };
export type AwaySpan = { notice: string; from: string; until: string; groups: Plan[] };
export type Told = {
  notice: string;
  school: string;
  kind: "away" | "away-over";
  teacher: string;
  at: string;
  groups: string[];
  homeGroups: string[];
};
type Sick = { from: string; back: string | null; hasReason: boolean; at: string; by: string };
type Relation = { pupil: string; contact: string; mayReportSick: boolean; until: string | null };
type SickRow = { pupil: string; since: string; back: string | null; at: string; by: string };

const DAY_MS = 86_400_000;
const dayMs = (day: string): number => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10));
export const addDays = (day: string, days: number): string =>
  new Date(dayMs(day) + days * DAY_MS).toISOString().slice(0, 10);
export const weekday = (day: string): number => ((Math.floor(dayMs(day) / DAY_MS) + 3) % 7) + 1;

const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
};
/** The day in Amsterdam: an hour ahead of UTC, two between the last Sundays of March and October. */
export const dayAt = (ms: number): string => {
  const year = new Date(ms).getUTCFullYear();
  const isSummer = ms >= lastSunday(year, 2) && ms < lastSunday(year, 9);
  return new Date(ms + (isSummer ? 2 : 1) * 3_600_000).toISOString().slice(0, 10);
};

export class Model {
  readonly absences = new Map<string, Sick | null>();
  readonly sickRows = new Map<string, SickRow>();
  readonly working = new Map<string, { from: string; groups: string[]; windows: Week }[]>();
  readonly away = new Map<string, AwaySpan[]>();
  readonly announced = new Map<
    string,
    Told & { from: string; until: string; plans: Plan[]; hasNote: boolean; version: number; calledOffAt: string | null }
  >();
  readonly told = new Map<string, Told>();
  readonly answers = new Map<string, Map<string, { pupil: string; answer: string; by: string; at: string }>>();
  readonly spoken = new Map<string, Map<string, { recipient: string; by: string; at: string }>>();
  readonly groupOf = new Map<string, string>();
  readonly persons = new Map<
    string,
    {
      household: string | null;
      login: string | null;
      roles: { role: string; groups?: string[] }[];
      relations: Relation[];
    }
  >();
  readonly looks: { id: string; pupil: string; person: string; at: string }[] = [];
  /** Whose rights changed after the beginning: their audience is a matter of moments. */
  readonly changed = new Set<string>();
  readonly schoolOf = new Map<string, string>();
  private readonly schools: ReadonlyMap<string, School>;

  constructor(schools: readonly School[]) {
    this.schools = new Map(schools.map((school) => [school.id, school]));
    for (const school of schools) {
      for (const { id, group } of school.pupils) this.groupOf.set(id, group);
      for (const { id, household, login, roles, relations } of school.people) {
        this.persons.set(id, { household, login, roles, relations });
        this.schoolOf.set(id, school.id);
      }
      for (const { teacher, groups, windows } of school.teachers)
        this.working.set(teacher, [{ from: "2026-08-31", groups, windows: windows as Week }]);
    }
  }

  isOpen(school: string, day: string): boolean {
    const closed = this.schools.get(school)?.closed ?? [];
    return weekday(day) < 6 && !closed.some(({ from, until }) => from <= day && day <= until);
  }

  relation(person: string, pupil: string): Relation | undefined {
    return this.persons.get(person)?.relations.find((one) => one.pupil === pupil);
  }
  isGuardian(person: string, pupil: string, day: string): boolean {
    const held = this.relation(person, pupil);
    return held !== undefined && held.contact !== "none" && (held.until === null || held.until >= day);
  }
  mayReport(person: string, pupil: string, day: string): boolean {
    const held = this.relation(person, pupil);
    const isOffice = this.persons.get(person)?.roles.some(({ role }) => role !== "teacher") ?? false;
    return isOffice || (this.isGuardian(person, pupil, day) && held?.contact === "all" && held.mayReportSick);
  }

  /** Every guardian of these groups, with the children that it is about. */
  audience(school: string, groups: readonly string[], day: string): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const [person, { relations }] of this.persons) {
      if (this.schoolOf.get(person) !== school) continue;
      const pupils = relations
        .map(({ pupil }) => pupil)
        .filter((pupil) => groups.includes(this.groupOf.get(pupil) ?? "") && this.isGuardian(person, pupil, day));
      if (pupils.length > 0) found.set(person, pupils);
    }
    return found;
  }

  private windowsOf(teacher: string, day: string): Span[] {
    const held = this.working.get(teacher)?.filter(({ from }) => from <= day) ?? [];
    return held.at(-1)?.windows[String(weekday(day))] ?? [];
  }
  private isAway(teacher: string, day: string): boolean {
    return (this.away.get(teacher) ?? []).some(({ from, until }) => from <= day && day <= until);
  }
  private instead(group: string, day: string): Plan[] {
    const plans: Plan[] = [];
    for (const [teacher, spans] of this.away)
      if (this.windowsOf(teacher, day).length > 0)
        for (const { from, until, groups } of spans)
          if (from <= day && day <= until) plans.push(...groups.filter((plan) => plan.group === group));
    return plans;
  }
  private inFront(group: string, day: string): string[] {
    const own = [...this.working.entries()]
      .filter(([teacher, working]) => {
        const held = working.filter(({ from }) => from <= day).at(-1);
        return held?.groups.includes(group) && this.windowsOf(teacher, day).length > 0;
      })
      .map(([teacher]) => teacher);
    const others = this.instead(group, day).flatMap(({ outcome }) => (outcome.teacher ? [outcome.teacher] : []));
    return [...own, ...others].filter((teacher) => !this.isAway(teacher, day));
  }
  /** Who has a group on a day, in any order; on a closed day nobody but the office. */
  onDuty(school: string, group: string, day: string): Set<string> {
    if (!this.isOpen(school, day)) return new Set();
    const over = this.instead(group, day).flatMap(({ outcome }) => outcome.over ?? []);
    return new Set([group, ...over].flatMap((one) => this.inFront(one, day)));
  }

  /** Takes one event of the log, in the order of its stream. */
  apply(school: string, stream: string, { type, data, at, by, version }: LogEvent): void {
    const id = stream.slice(stream.indexOf("/") + 1);
    switch (type) {
      case "SickReported":
      case "SickReportCorrected":
        this.absences.set(id, { from: data.from, back: data.back, hasReason: data.reason !== null, at, by });
        this.sickRows.set(id, { pupil: id, since: data.from, back: data.back, at, by });
        return;
      case "SickReportWithdrawn":
        this.absences.set(id, null);
        this.sickRows.delete(id);
        return;
      case "RecoveryReported": {
        const row = this.sickRows.get(id);
        this.absences.set(id, null);
        if (row && data.on > row.since) this.sickRows.set(id, { ...row, back: data.on, at, by });
        else this.sickRows.delete(id);
        return;
      }
      case "AbsenceAnnounced": {
        const { notice, teacher, from, until, groups, note } = data;
        this.away.set(teacher, [...(this.away.get(teacher) ?? []), { notice, from, until, groups }]);
        const told: Told = {
          ...{ notice, school, teacher, at, kind: "away" as const },
          groups: groups.map((plan: Plan) => plan.group),
          homeGroups: groups.filter((plan: Plan) => plan.outcome.kind === "home").map((plan: Plan) => plan.group),
        };
        this.told.set(notice, told);
        this.announced.set(notice, {
          ...told,
          from,
          until,
          plans: groups,
          hasNote: note !== null,
          version,
          calledOffAt: null,
        });
        return;
      }
      case "AbsenceCalledOff": {
        const held = this.announced.get(data.notice);
        if (!held) throw new Error("called off what nobody announced");
        this.announced.set(data.notice, { ...held, calledOffAt: at });
        this.away.set(
          data.teacher,
          (this.away.get(data.teacher) ?? []).filter(({ notice }) => notice !== data.notice),
        );
        return;
      }
      case "NoticeAnswered": {
        const given = this.answers.get(id) ?? new Map();
        this.answers.set(id, given.set(data.pupil, { pupil: data.pupil, answer: data.answer, by, at }));
        if (!this.spoken.has(id)) this.spoken.set(id, new Map());
        return;
      }
      case "RecipientSpoken": {
        const spoken = this.spoken.get(id) ?? new Map();
        this.spoken.set(id, spoken.set(data.recipient, { recipient: data.recipient, by, at: data.at }));
        return;
      }
      case "RecipientSpokenUndone":
        this.spoken.get(id)?.delete(data.recipient);
        return;
      case "LookRecorded":
        this.looks.push({ id, pupil: data.pupil, person: data.person, at });
        return;
      case "ContactRestricted": {
        this.changeRelation(id, data.pupil, { contact: "none", mayReportSick: false, mayCollect: false });
        return;
      }
      case "RelationChanged":
      case "GuardianLinked":
        this.changeRelation(id, data.relation.pupil, data.relation);
        return;
      default:
        throw new Error(`the model does not know ${type}`);
    }
  }

  private changeRelation(person: string, pupil: string, more: object): void {
    const held = this.persons.get(person);
    if (!held) throw new Error("a relation of nobody");
    this.changed.add(person);
    const old = held.relations.find((one) => one.pupil === pupil);
    this.persons.set(person, {
      ...held,
      relations: relationsWith(held.relations, { ...old, ...more, pupil } as Relation, !("pupil" in more)),
    });
  }

  /** What an accepted command must have put into the log, by what was in its stream before: types only, in order. */
  expected(
    command: { kind: string; body: Record<string, unknown>; params: Record<string, string> },
    today: string,
  ): string[] | null {
    const pupil = String(command.body.pupil ?? command.params.pupil ?? "");
    const sick = this.absences.get(pupil) ?? null;
    switch (command.kind) {
      case "sick": {
        const isOver = sick !== null && sick.back !== null && sick.back <= today;
        if (!sick || isOver) return ["SickReported"];
        // Whether only the reason is news can't be told from ciphertext.
        const isOther = sick.from !== command.body.from || sick.back !== command.body.back;
        return isOther ? ["SickReportCorrected"] : command.body.reason === null ? [] : null;
      }
      case "withdraw":
        return sick ? ["SickReportWithdrawn"] : [];
      case "recover":
        return sick ? ["RecoveryReported"] : [];
      case "answer": {
        const held = this.answers.get(command.params.notice ?? "")?.get(pupil);
        return held?.answer === command.body.answer ? [] : ["NoticeAnswered"];
      }
      case "spoken":
        return this.spoken.get(command.params.notice ?? "")?.has(command.params.person ?? "")
          ? []
          : ["RecipientSpoken"];
      case "unspoken":
        return this.spoken.get(command.params.notice ?? "")?.has(command.params.person ?? "")
          ? ["RecipientSpokenUndone"]
          : [];
      case "callOff":
        return ["AbsenceCalledOff"];
      default:
        return null;
    }
  }

  /** Every row that the views must hold, by view, school, list and key. */
  rows(): Map<string, unknown> {
    const rows = new Map<string, unknown>();
    const put = (view: string, school: string, list: string, key: string, data: unknown) =>
      rows.set(`${view}@/${school}/${list}\n${key}`, data);
    for (const school of this.schools.values()) {
      const groups = Object.fromEntries(school.groups.map(({ id, name, lessons }) => [id, { name, lessons }]));
      put("calendar", school.id, "school", "calendar", { settings: school.settings, groups, closed: school.closed });
      for (const { id } of school.pupils) {
        const group = this.groupOf.get(id);
        put("roster", school.id, `group/${group}`, id, { pupil: id, group });
        put("roster", school.id, "pupils", id, { pupil: id, group });
        const sick = this.sickRows.get(id);
        if (sick) put("sick", school.id, "now", id, sick);
      }
      for (const { id } of school.people) {
        const held = this.persons.get(id);
        if (!held) continue;
        const { household, login, roles, relations } = held;
        const access = { person: id, household, login, roles, relations };
        if (relations.length > 0) put("guardians", school.id, "all", id, { person: id, household, access });
        if (roles.length > 0) put("staff", school.id, "staff", id, { person: id, roles, login });
      }
      for (const { teacher } of school.teachers)
        put("duty", school.id, "teachers", teacher, {
          teacher,
          working: this.working.get(teacher),
          away: this.away.get(teacher) ?? [],
        });
    }
    for (const [notice, one] of this.announced) {
      const { school, teacher, at, from, until, plans, hasNote, version, calledOffAt } = one;
      const by = this.authors.get(notice);
      put("notices", school, "announced", notice, {
        notice,
        teacher,
        at,
        by,
        from,
        until,
        groups: plans,
        hasNote,
        version,
        calledOffAt,
      });
    }
    for (const [notice, spoken] of this.spoken) {
      const school = this.told.get(notice)?.school ?? "";
      const answers = Object.fromEntries(this.answers.get(notice) ?? []);
      put("answers", school, `notice/${notice}`, "told", { answers, spoken: Object.fromEntries(spoken) });
    }
    for (const { id, pupil, person, at } of this.looks)
      put("looks", this.schoolOf.get(person) ?? "", `pupil/${pupil}`, `${at}#${id}`, { pupil, person, at });
    return rows;
  }
  /** Who announced it. */
  readonly authors = new Map<string, string>();
}

/** A restriction leaves the relation where it was; a changed one goes to the end of the list. */
const relationsWith = (relations: Relation[], next: Relation, isInPlace: boolean): Relation[] =>
  isInPlace
    ? relations.map((one) => (one.pupil === next.pupil ? next : one))
    : [...relations.filter(({ pupil }) => pupil !== next.pupil), next];
