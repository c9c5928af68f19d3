import { useSyncExternalStore } from "react";
import { api, unwrap } from "../api/client.ts";
import { connectionNow, onConnection } from "../api/connection.ts";
import { meQuery } from "../api/me.ts";
import { ProblemError } from "../api/problem.ts";
import { whenSessionEnds } from "../api/session.ts";
import { queries } from "../app/queries.ts";
import * as vault from "./vault.ts";

/** A sick report that has not been sent yet. `id` is its Idempotency-Key: it counts once, however often it is sent. */
type Waiting = {
  id: string;
  at: string;
  school: string;
  /** Who reported it, at that school: nobody else's session sends it. */
  person: string;
  pupil: string;
  name: string;
  phone: string;
  from: string;
  back: string | null;
  reason: string | null;
};

/** Refused by the school's rules, so trying again has no use; the person decides. */
export type Held = Waiting & { refused?: ProblemError };

const againMs = 20_000;
const passing = new Set(["busy", "try-later", "gone-wrong", "not-signed-in"]);

let held: Held[] = [];
const listeners = new Set<() => void>();
const set = (next: Held[]): void => {
  held = next;
  for (const listener of listeners) listener();
};

const forget = async (id: string): Promise<void> => {
  await vault.drop(id);
  set(held.filter((entry) => entry.id !== id));
};

const post = ({ id, school, pupil, from, back, reason }: Waiting) =>
  unwrap(
    api.POST("/v1/schools/{school}/absences", {
      params: { path: { school }, header: { "Idempotency-Key": id } },
      body: { pupil, from, back, reason },
    }),
  );

/** Sent, refused, or not yet; says whether to go on with the next. */
const tryOne = async (entry: Held): Promise<boolean> => {
  try {
    const absence = await post(entry);
    queries.setQueryData(["absence", entry.school, entry.pupil], absence);
    await forget(entry.id);
    await queries.invalidateQueries({ queryKey: ["home"] });
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || passing.has(error.code)) return false;
    set(held.map((other) => (other.id === entry.id ? { ...entry, refused: error } : other)));
    return true;
  }
};

const sendAll = async (): Promise<void> => {
  if (held.length === 0) return;
  const { schools } = await queries.fetchQuery(meQuery);
  const mine = new Set(schools.map(({ person }) => person.id));
  for (const entry of held) {
    if (!mine.has(entry.person)) await forget(entry.id);
    else if (!entry.refused && !(await tryOne(entry))) return;
  }
};

let isBusy = false;
/** Sends what waits, in order. A failure leaves it waiting for the next turn. */
const flush = async (): Promise<void> => {
  if (isBusy || held.length === 0) return;
  isBusy = true;
  try {
    // One tab at a time.
    await navigator.locks.request("kring.outbox", { ifAvailable: true }, async (lock) => {
      if (lock) await sendAll();
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Unreachable, or nobody is signed in: it stays, and the page says so.
  } finally {
    isBusy = false;
  }
};

/** Keeps a report for later. Throws when this browser can't keep anything. */
export const keepForLater = async (entry: Waiting): Promise<void> => {
  await vault.keep(entry.id, entry);
  set([...held.filter(({ id }) => id !== entry.id), entry]);
};

/** The person does not want it sent any more. */
export const throwAway = (id: string): Promise<void> => forget(id);

whenSessionEnds(async (why) => {
  // A session that ended by itself must not lose a report: only its own person's next session sends it.
  if (why !== "signed-out") return;
  set([]);
  await vault.destroy();
});

/** Takes up what an earlier visit left, and sends it as soon as there is a connection. */
export const startOutbox = (): void => {
  const load = async () => {
    // Most devices never kept anything: then no database is made either.
    const databases = await indexedDB.databases?.();
    if (databases && !databases.some(({ name }) => name === "kring")) return;
    set(await vault.kept<Waiting>());
    await flush();
  };
  load().catch((error: unknown) => console.warn("nothing could be read of what waits", error));
  onConnection(() => {
    if (!connectionNow().isOffline) void flush();
  });
  const whenSeen = () => {
    if (document.visibilityState === "visible") void flush();
  };
  // A phone that comes out of a pocket does not wait for the next turn.
  document.addEventListener("visibilitychange", whenSeen);
  setInterval(whenSeen, againMs);
};

export const useOutbox = (): Held[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => held,
  );
