import type { Instant } from "#events/time.ts";
import { allViews } from "#functions/projections/all.ts";
import { makeRebuild } from "#functions/projections/rebuild.ts";
import { makeReconcile } from "#functions/reconcile/reconcile.ts";
import type { Clock } from "#shared/ports/clock.ts";
import type { Log } from "#shared/ports/log.ts";
import { tableOf } from "../memory/table.ts";
import { addDays, dayAt } from "./model.ts";
import { aliasOf, personById, SCHOOLS } from "./school.ts";
import type { Sim } from "./sim.ts";
import { Broken } from "./world.ts";

const must = (holds: boolean, invariant: string, message: () => string): void => {
  if (!holds) throw new Broken(invariant, message());
};

/** JSON with its names in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** The rows of the live generations, by view, school, list and key. */
const liveRows = ({ cloud }: Sim): Map<string, unknown> => {
  const live = new Map<string, number>();
  const items = cloud.stores.views.all();
  for (const item of items) if (item.pk.startsWith("pointer/")) live.set(item.pk.slice(8), item.live as number);
  const rows = new Map<string, unknown>();
  for (const { pk, sk, data } of items) {
    const [, view = "", generation = "", rest = ""] = /^([a-z]+)@(\d+)(\/.*)$/.exec(pk) ?? [];
    if (sk === "head" || view === "" || Number(generation) !== (live.get(view) ?? 1)) continue;
    rows.set(`${view}@${rest}\n${sk}`, data);
  }
  return rows;
};

const sameRows = (one: Map<string, unknown>, other: Map<string, unknown>, what: string): void => {
  for (const [name, data] of one) {
    const held = other.get(name);
    if (held === data) continue;
    const [left, right] = [canonical(data), canonical(held)];
    must(left === right, "24", () => `${what}: ${name.replace("\n", " ")} is ${left}, not ${right}`);
  }
  for (const name of other.keys()) must(one.has(name), "24", () => `${what}: ${name.replace("\n", " ")} is missing`);
};

/** 24: what the views hold is what the model says, what the reconciler finds right, and what a rebuild makes. */
const viewsAreRight = async (sim: Sim, isThorough: boolean): Promise<void> => {
  const { cloud, watch, world } = sim;
  const before = liveRows(sim);
  sameRows(before, watch.model.rows(), "the views");
  if (!isThorough) return;
  const [events, views] = [tableOf(cloud.stores.events), tableOf(cloud.stores.views)];
  const ports = { events, views, access: tableOf(cloud.stores.access), deliveries: tableOf(cloud.stores.deliveries) };
  const later = new Date(world.now + 3_600_000).toISOString() as Instant;
  const found: string[] = [];
  const note: Log["warn"] = (_, fields = {}) => found.push(`${fields.kind} ${fields.code ?? ""} ${fields.stream}`);
  await makeReconcile({ ...ports, log: { info: note, warn: note, error: note } }, allViews)(later);
  must(found.length === 0, "24", () => `reconcile found ${found.join()}`);
  const clock: Clock = { now: () => world.instant(), sleep: async () => {} };
  for (const view of allViews) await makeRebuild({ events, views, clock })(view);
  sameRows(liveRows(sim), before, "a rebuild");
};

/** 25: nothing lies in a queue, nothing is dead. */
const queuesAreEmpty = ({ cloud }: Sim): void => {
  for (const { name, store, dead } of Object.values(cloud.queues)) {
    must(store.nextAt() === null, "25", () => `something lies in ${name}`);
    must(dead.nextAt() === null, "25", () => `something is dead in ${name}: ${JSON.stringify(dead.bodies()[0])}`);
  }
  for (const { length, lost } of cloud.shards)
    must(length === 0 && lost.length === 0, "25", () => `${length} records wait in the stream`);
};

/** What the mail service said of a mail, as the ledger must have it at last. */
const STEP: Record<string, number> = { Delivery: 4, PermanentBounce: 5, Complaint: 6 };
const STATE_STEP: Record<string, number> = {
  ...{ sent: 3, delivered: 4, bounced: 5, suppressed: 5, rejected: 5, complained: 6 },
};

/** 17 and 23: everyone has it in the app, by mail, or the ledger says why not. */
const allAreTold = ({ watch, cloud }: Sim): void => {
  const { model } = watch;
  for (const told of model.told.values()) {
    const { notice, school, groups, at } = told;
    must(watch.headers.has(notice), "23", () => `nobody was told of ${aliasOf(notice)}`);
    for (const [person, pupils] of model.audience(school, groups, dayAt(Date.parse(at)))) {
      if (model.changed.has(person)) continue;
      const row = watch.rows.get(`${notice} ${person}`);
      must(row?.shownAt != null, "23", () => `${aliasOf(person)} was not told of ${aliasOf(notice)}`);
      const theirs = row?.pupils.map(({ pupil }) => pupil).sort();
      must(
        theirs?.join() === pupils.sort().join(),
        "23",
        () => `${aliasOf(person)} was told of ${theirs?.map(aliasOf)}`,
      );
    }
  }
  for (const row of watch.rows.values()) {
    const { person, notice, shownAt, mail } = row;
    const who = () => `${aliasOf(person)}, ${aliasOf(notice)}: ${mail.state}`;
    const sent = watch.mails.get(`${notice} ${person}`) ?? [];
    const isRefused = cloud.mail.refused.some(({ tags }) => tags.person === person && tags.notice === notice);
    const address = personById.get(person)?.email ?? null;
    must(mail.state !== "queued" && mail.state !== "sending", "23", () => `never sent: ${who()}`);
    must(mail.state !== "none" || address === null, "23", () => `has an address: ${who()}`);
    must(address !== null || mail.state === "none" || mail.state === "withheld", "23", () => `no address: ${who()}`);
    must(shownAt !== null || mail.state === "withheld", "23", () => `shown to nobody: ${who()}`);
    if (mail.state === "withheld")
      must(shownAt === null || watch.model.changed.has(person), "23", () => `withheld: ${who()}`);
    if (mail.state === "withheld" || mail.state === "none") continue;
    must(sent.length > 0 || isRefused, "17", () => `nothing was sent: ${who()}`);
    const steps = (some: typeof sent) => some.flatMap((one) => one.news.map(({ kind }) => STEP[kind] ?? 0));
    const most = Math.max(sent.length > 0 ? 3 : 0, isRefused ? 5 : 0, ...steps(sent));
    // News that names only a message is nobody's when the answer to that message was lost.
    const known = sent.map((one) => ({
      ...one,
      news: one.news.filter(({ isBare }) => !isBare || watch.noted.has(one.accepted)),
    }));
    // A refusal whose answer was lost left nothing behind, and the next try was taken.
    const least = Math.max(sent.length > 0 ? 3 : 5, ...steps(known));
    const is = STATE_STEP[mail.state] ?? 0;
    const isRight = least <= is && is <= most;
    must(
      isRight,
      "17",
      () => `the mail service says ${sent.flatMap((one) => one.news.map(({ kind }) => kind)).join()}: ${who()}`,
    );
  }
};

type Told = { families: { reached: number }; recipients: { person: { id: string }; isReached: boolean }[] };

/** 17: reached is seen, delivered, answered or spoken with; sent is not enough. */
const reachedIsKnown = async (sim: Sim): Promise<void> => {
  const { watch } = sim;
  const [told] = [...watch.model.told.values()].slice(-1);
  const school = SCHOOLS.find(({ id }) => id === told?.school);
  const office = school?.people.find(({ roles }) => roles.some(({ role }) => role !== "teacher"));
  if (!told || !office || !watch.headers.has(told.notice)) return;
  const path = "/v1/schools/{school}/notices/{notice}/delivery";
  const answer = await sim.asks(office, path, { notice: told.notice });
  must(answer.status === 200, "22", () => `the ledger was answered ${answer.status}`);
  const { recipients } = JSON.parse(answer.body) as Told;
  const rows = [...watch.rows.values()].filter((row) => row.notice === told.notice && row.shownAt !== null);
  must(recipients.length === rows.length, "17", () => `${recipients.length} recipients of ${rows.length}`);
  for (const { person, isReached } of recipients) {
    const own = rows.find((row) => row.person === person.id);
    const family = rows.filter((row) => row === own || (row.household !== null && row.household === own?.household));
    const asked = family.flatMap(({ pupils }) => pupils.filter(({ group }) => told.homeGroups.includes(group)));
    const answers = watch.model.answers.get(told.notice);
    const hasAnswered = asked.length > 0 && asked.every(({ pupil }) => answers?.has(pupil));
    const isSpoken = family.some((row) => watch.model.spoken.get(told.notice)?.has(row.person));
    const expected = own?.seenAt !== null || own?.mail.state === "delivered" || hasAnswered || isSpoken;
    must(
      isReached === expected,
      "17",
      () => `${aliasOf(person.id)} is ${isReached ? "" : "not "}reached by ${own?.mail.state}`,
    );
  }
};

type Board = { sick: { pupil: { id: string } }[]; isOnDuty: boolean };

/** 15: who is sick stands on the board of everyone on duty, and always on the office's; nobody else sees a name. */
const sickAreSeen = async (sim: Sim): Promise<void> => {
  const { watch, world } = sim;
  const { model } = watch;
  const today = dayAt(world.now);
  for (const school of SCHOOLS) {
    let day = today;
    while (!model.isOpen(school.id, day)) day = addDays(day, 1);
    const sick = school.pupils.filter(({ id }) => {
      const row = model.sickRows.get(id);
      return row && (row.back === null || row.back > day);
    });
    // Rather a group whose teacher was away: there it was somebody else for a while.
    const isMoved = (group: string) => [...model.announced.values()].some(({ groups }) => groups.includes(group));
    const first = sick.find(({ group }) => isMoved(group)) ?? sick[0];
    if (!first) continue;
    const office = school.people.find(({ roles }) => roles.some(({ role }) => role !== "teacher"));
    if (!office) continue;
    const board = JSON.parse((await sim.asks(office, "/v1/schools/{school}/board", {})).body) as Board;
    for (const { id } of sick)
      must(
        board.sick.some(({ pupil }) => pupil.id === id),
        "15",
        () => `the office does not see ${aliasOf(id)}`,
      );
    must(board.sick.length === sick.length, "15", () => `the office sees ${board.sick.length} of ${sick.length}`);
    const onDuty = model.onDuty(school.id, first.group, day);
    for (const { teacher } of school.teachers) {
      const person = personById.get(teacher);
      if (!person) continue;
      const answer = await sim.asks(person, "/v1/schools/{school}/groups/{group}/board", { group: first.group });
      const seen = answer.status === 200 ? (JSON.parse(answer.body) as Board) : null;
      const sees = seen?.sick.some(({ pupil }) => pupil.id === first.id) ?? false;
      must(
        sees === onDuty.has(teacher),
        "15",
        () => `${person.alias} ${sees ? "sees" : "does not see"} ${first.alias}`,
      );
    }
  }
};

/** 29: with nothing new, two ticks write nothing. */
const idleCostsNothing = async ({ world, watch, cloud }: Sim): Promise<void> => {
  const { writes } = watch;
  for (let count = 0; count < 2; count++) {
    cloud.tick();
    await world.run();
  }
  must(watch.writes === writes, "29", () => `${watch.writes - writes} writes for nothing`);
};

/** 30: no message was tried more often than its queue allows, and no mail went out again and again. */
const workIsBounded = ({ cloud }: Sim): void => {
  for (const { name, most } of Object.values(cloud.queues))
    must(most <= 5, "30", () => `${name} was tried ${most} times`);
};

export const endChecks = async (sim: Sim, isThorough: boolean): Promise<void> => {
  const { watch, world } = sim;
  watch.settled();
  queuesAreEmpty(sim);
  must(watch.due.size === 0, "26", () => `${watch.due.size} rows are still due at ${world.instant()}`);
  allAreTold(sim);
  await viewsAreRight(sim, isThorough);
  await reachedIsKnown(sim);
  await sickAreSeen(sim);
  await idleCostsNothing(sim);
  workIsBounded(sim);
};
