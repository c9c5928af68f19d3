import { problems } from "#functions/api/problem.ts";
import { routes } from "#functions/api/routes.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

const STYLE = `:root{color-scheme:light dark;font:17px/1.5 system-ui,sans-serif}body{max-width:70rem;margin:0 auto;padding:1rem}
code{font-size:.95em}td,th{text-align:start;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}table{border-collapse:collapse;width:100%}`;

/** The API at a glance, made from the same list as the gateway's routes; the whole of it is /v1/openapi.json. */
export const docsPage = (): string => {
  const rows = routes.map(
    ({ method, path, operationId, summary, problems: own }) =>
      `<tr><td><code>${method.toUpperCase()} ${escaped(path)}</code></td><td><b>${operationId}</b><br>${escaped(summary)}</td><td>${own.map((code) => `<code>${code}</code>`).join(" ")}</td></tr>`,
  );
  const codes = Object.entries(problems).map(
    ([code, { status, title }]) => `<tr><td><code>${code}</code></td><td>${status}</td><td>${escaped(title)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kring API</title><style>${STYLE}</style>
<body><h1>Kring API</h1><p>Schemas, examples and headers: <a href="/v1/openapi.json">/v1/openapi.json</a> (OpenAPI 3.1).</p>
<h2>Operations</h2><table><tr><th>Route</th><th>What</th><th>May be refused with</th></tr>${rows.join("")}</table>
<h2>Problems</h2><table><tr><th>Code</th><th>Status</th><th>Meaning</th></tr>${codes.join("")}</table></body></html>`;
};
