import { readdirSync, readFileSync } from "node:fs";
import type { Item } from "#shared/ports/table.ts";
import type { StoredEvent } from "#shared/store/stored.ts";

const folder = new URL("samples/", import.meta.url);
const read = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8"));

/** One event as it was stored, of each type and version that was ever published, by `Type@version`. */
export const samples: ReadonlyMap<string, StoredEvent> = new Map(
  readdirSync(folder).map((file) => [file.replace(/\.json$/, ""), read(new URL(file, folder)) as StoredEvent]),
);

/** The keys under which the samples are sealed, as the Keys table had them, and the texts that come out. */
export const sealed = read(new URL("sealed.json", import.meta.url)) as {
  keys: Item[];
  texts: Record<string, Record<string, string>>;
};
