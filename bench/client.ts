import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { runToEnd } from "../infra/local/child.ts";
import { root } from "../infra/local/root.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { isMain } from "./isMain.ts";

const MOST_KB = 130;
const KB = 1_000;
const BUILD_MS = 240_000;
/** What a guardian's way to the first page loads beside the entry: signing in, home, their language's words. */
const PARTS = ["SignIn", "Home", "guardian"];

const dist = join(root, "web", "dist");

/** What a built module loads before it runs. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/(?:import|from)\s*["']\.\/([\w.-]+\.js)["']/g)].flatMap(([, file]) => file ?? []);

export const client = async (): Promise<Figure[]> => {
  if (!existsSync(join(dist, "index.html")))
    await runToEnd(process.execPath, ["node_modules/vite/bin/vite.js", "build", "web"], { limitMs: BUILD_MS });
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const entries = [...page.matchAll(/\/assets\/([\w.-]+\.js)/g)].flatMap(([, file]) => file ?? []);
  const files = readdirSync(join(dist, "assets")).filter((file) => file.endsWith(".js"));
  const parts = PARTS.flatMap((part) => {
    const found = files.filter((file) => file.startsWith(`${part}-`));
    if (found.length === 0) throw new Error(`the client has no part ${part}`);
    return found;
  });

  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const next of importsOf(readFileSync(join(dist, "assets", file), "utf8"))) load(next);
  };
  for (const file of [...entries, ...parts]) load(file);
  const gzipped = (file: string) =>
    gzipSync(readFileSync(join(dist, "assets", file)), { level: constants.Z_BEST_COMPRESSION }).length;
  const kb = [...loaded].reduce((sum, file) => sum + gzipped(file), 0) / KB;
  return [
    figure(
      "client: JS on a guardian's first load",
      `≤ ${MOST_KB} KB gzip`,
      `${kb.toFixed(0)} KB in ${loaded.size} of ${files.length} files`,
      kb <= MOST_KB,
    ),
  ];
};

if (isMain(import.meta.url)) printFigures(await client());
