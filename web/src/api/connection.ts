import { useSyncExternalStore } from "react";

/** Whether answers come in, and since when what is shown is as old as it is. */
type Connection = { isOffline: boolean; asOf: string | null };

let connection: Connection = { isOffline: !navigator.onLine, asOf: null };
const listeners = new Set<() => void>();

const set = (next: Connection): void => {
  if (next.isOffline === connection.isOffline && next.asOf === connection.asOf) return;
  connection = next;
  for (const listener of listeners) listener();
};

/** A server answered, whatever it said. */
export const reached = (): void => set({ isOffline: false, asOf: null });

/** No server answered; `asOf` is the moment of the kept answer that stands in. */
export const unreached = (asOf: string | null = null): void => set({ isOffline: true, asOf: asOf ?? connection.asOf });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const onConnection = subscribe;
export const connectionNow = (): Connection => connection;
export const useConnection = (): Connection => useSyncExternalStore(subscribe, connectionNow);

// A device that knows it has no network is believed; that it has one says little until a server answers.
window.addEventListener("offline", () => unreached());
window.addEventListener("online", () => set({ isOffline: false, asOf: connection.asOf }));
