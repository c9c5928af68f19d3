import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, type Metafile } from "esbuild";
import { bundling } from "../infra/constructs/bundling.ts";
import { tableNames } from "../infra/constructs/tables.ts";
import { root } from "../infra/local/root.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { isMain } from "./isMain.ts";
import { median } from "./median.ts";

/** A kilobyte is 1,000 bytes here: the stricter of the two readings. */
const KB = 1_000;
const MOST_KB = { commands: 600, mail: 1_800 };
const MOST_IMPORT = 1.3;

/** Whatever the stack would set, as the functions' sources name it: any text does, nothing is asked of AWS at import. */
const namesIn = (path: string): string[] =>
  [...readFileSync(join(root, path), "utf8").matchAll(/environment\("(\w+)"\)/g)].flatMap(([, name]) => name ?? []);
const environment = {
  PATH: process.env.PATH,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  LOG_LEVEL: "WARN",
  ...Object.fromEntries(
    [
      ...globSync("functions/**/*.ts", { cwd: root }).flatMap(namesIn),
      ...tableNames.map((name) => `TABLE_${name.toUpperCase()}`),
    ].map((name) => [name, name.startsWith("AWS_") ? "bench" : "10"]),
  ),
};

/** As `NodejsFunction` calls esbuild, with the same options. */
const bundle = async (from: { entryPoints: string[] } | { stdin: string }, outfile: string): Promise<Metafile> => {
  const { format, target, mainFields, banner, minify, keepNames, sourceMap, sourcesContent, define, esbuildArgs } =
    bundling;
  const [aliased = "", standIn = ""] = esbuildArgs["--alias"].split("=");
  const source =
    "stdin" in from ? { stdin: { contents: from.stdin, resolveDir: root } } : { entryPoints: from.entryPoints };
  const { metafile } = await build({
    ...source,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format,
    target,
    mainFields: [...mainFields],
    banner: { js: banner },
    minify,
    keepNames,
    sourcemap: sourceMap,
    sourcesContent,
    define,
    // The bare clients are as the SDK ships them.
    ...("stdin" in from ? {} : { alias: { [aliased]: standIn } }),
    outfile,
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
};

const bytesOf = (metafile: Metafile): number =>
  Object.entries(metafile.outputs).find(([path]) => path.endsWith(".mjs"))?.[1].bytes ?? 0;

/** The SDK clients that are in a bundle by the function's own wish, as packages. */
const clientsIn = (metafile: Metafile): string[] => [
  ...new Set(
    Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(@aws-sdk\/client-[\w-]+)\//.exec(path)?.[1] ?? []),
  ),
];

/** `@aws-sdk/client-ses` → `SESClient`, asked of the package itself. */
const clientName = async (name: string): Promise<string> => {
  const all = (await import(name)) as Record<string, unknown>;
  const found = Object.keys(all).find((exported) => /Client$/.test(exported) && exported !== "__Client");
  if (!found) throw new Error(`${name} has no client`);
  return found;
};

const run = promisify(execFile);
const TIMER =
  "const cpu=process.cpuUsage(),began=performance.now();await import(process.argv[1]);const took=performance.now()-began,{user,system}=process.cpuUsage(cpu);console.log(took,(user+system)/1000)";

type Import = { ms: number; cpuMs: number };

/** How long a fresh Node takes to import this file. */
const importOnce = async (file: string): Promise<Import> => {
  const args = ["--input-type=module", "--eval", TIMER, pathToFileURL(file).href];
  const { stdout } = await run(process.execPath, args, { env: environment, timeout: 30_000 }).catch(
    (error: unknown) => {
      // The whole of it holds the bundle's longest line.
      const said = /^\w*Error: .*$/m.exec((error as { stderr?: string }).stderr ?? "")?.[0];
      throw new Error(`${basename(file)} cannot be imported: ${said ?? "it says nothing"}`);
    },
  );
  const [ms = Number.NaN, cpuMs = Number.NaN] = (stdout.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { ms, cpuMs };
};

export type Options = { rounds?: number };

export const bundles = async ({ rounds = 15 }: Options = {}): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), "kring-bundles-"));
  const figures: Figure[] = [];
  try {
    for (const entry of globSync("functions/**/entry.ts", { cwd: root }).sort()) {
      const name = dirname(entry).replace(/^functions./, "");
      const ours = join(dir, `${name.replaceAll(/\W/g, "-")}.mjs`);
      const metafile = await bundle({ entryPoints: [entry] }, ours);
      const kb = bytesOf(metafile) / KB;
      const isMail = Object.keys(metafile.inputs).some((path) => path.startsWith("functions/letters/write"));
      if (isMail || name === "commands") {
        const most = isMail ? MOST_KB.mail : MOST_KB.commands;
        figures.push(figure(`bundle of ${name}`, `≤ ${most} KB`, `${kb.toFixed(0)} KB`, kb <= most));
      } else figures.push(figure(`bundle of ${name}`, "", `${kb.toFixed(0)} KB`, true));

      const clients = await Promise.all(clientsIn(metafile).map(async (one) => [one, await clientName(one)] as const));
      if (clients.length === 0) continue;
      const bare = join(dir, `${name.replaceAll(/\W/g, "-")}-bare.mjs`);
      const stdin = clients
        .map(
          ([from, client], nth) =>
            `import { ${client} } from "${from}"; export const client${nth} = new ${client}({});`,
        )
        .join("\n");
      await bundle({ stdin }, bare);
      writeFileSync(join(dir, "package.json"), '{"type":"module"}');
      const times = { ours: [] as Import[], bare: [] as Import[] };
      // Once unmeasured, so that both files are in the page cache.
      await importOnce(ours);
      await importOnce(bare);
      for (let round = 0; round < rounds; round++) {
        times.bare.push(await importOnce(bare));
        times.ours.push(await importOnce(ours));
      }
      const ratio = (of: keyof Import) =>
        median(times.ours.map((one) => one[of])) / median(times.bare.map((one) => one[of]));
      const ms = (of: Import[]) => `${median(of.map((one) => one.ms)).toFixed(0)} ms`;
      figures.push(
        figure(
          `import of ${name}`,
          `≤ ${MOST_IMPORT} × bare`,
          `${ratio("ms").toFixed(2)} × (${ms(times.ours)}, bare ${ms(times.bare)}; CPU ${ratio("cpuMs").toFixed(2)} ×)`,
          ratio("ms") <= MOST_IMPORT,
        ),
      );
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return figures;
};

if (isMain(import.meta.url)) printFigures(await bundles({ rounds: Number(process.argv[2] ?? 15) }));
