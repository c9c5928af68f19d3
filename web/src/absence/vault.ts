/** Encrypted at rest: the key can't be taken out of the browser, and goes with the whole database at sign-out. */
const NAME = "kring";
const KEYS = "keys";
const SEALED = "sealed";
const algorithm = { name: "AES-GCM", length: 256 } as const;

type Sealed = { id: string; iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer };

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });

let opened: Promise<IDBDatabase> | null = null;

const open = (): Promise<IDBDatabase> => {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS);
      request.result.createObjectStore(SEALED, { keyPath: "id" });
    };
    const database = await answer(request);
    // Another tab signs out: it must not wait for this one to delete everything.
    database.onversionchange = () => {
      database.close();
      opened = null;
    };
    return database;
  })();
  return opened;
};

const store = async (name: string, mode: IDBTransactionMode = "readonly"): Promise<IDBObjectStore> =>
  (await open()).transaction(name, mode).objectStore(name);

const keyNow = async (): Promise<CryptoKey | undefined> =>
  answer<CryptoKey | undefined>((await store(KEYS)).get("own"));

const key = async (): Promise<CryptoKey> => {
  const known = await keyNow();
  if (known) return known;
  const made = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  // `add` fails when another tab was first: then that one's key is the key.
  await answer((await store(KEYS, "readwrite")).add(made, "own")).catch(() => undefined);
  return (await keyNow()) ?? made;
};

/** Writes or replaces what is kept under this id. */
export const keep = async (id: string, value: unknown): Promise<void> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const bytes = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain);
  const sealed: Sealed = { id, iv, bytes };
  await answer((await store(SEALED, "readwrite")).put(sealed));
};

/** Everything kept, opened. */
export const kept = async <T>(): Promise<T[]> => {
  const rows = await answer<Sealed[]>((await store(SEALED)).getAll());
  if (rows.length === 0) return [];
  const own = await key();
  return Promise.all(
    rows.map(async ({ iv, bytes }) => {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, own, bytes);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    }),
  );
};

export const drop = async (id: string): Promise<void> => {
  await answer((await store(SEALED, "readwrite")).delete(id));
};

/** Key and all. */
export const destroy = async (): Promise<void> => {
  const database = await opened;
  database?.close();
  opened = null;
  await answer(indexedDB.deleteDatabase(NAME));
};
