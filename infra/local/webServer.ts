import { existsSync, readFileSync } from "node:fs";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { clientHeaders } from "../clientHeaders.ts";
import { docsPage } from "./docsPage.ts";
import { root } from "./root.ts";

export type WebServer = { url: string; stop(): Promise<void> };

const dist = join(root, "web", "dist");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
  ".ico": "image/x-icon",
};

/** As CloudFront would: files with a hash in their name for a year, pages always asked for again. */
const file = (path: string, response: ServerResponse): void => {
  const wanted = join(dist, normalize(path).replace(/^(\.\.[/\\])+/, ""));
  const found = extname(path) && existsSync(wanted) && wanted.startsWith(dist) ? wanted : join(dist, "index.html");
  // A missing part of an older build is told; a page of the client is index.html.
  if (extname(path) && found.endsWith("index.html") && !path.endsWith(".html")) {
    response.writeHead(404).end();
    return;
  }
  const cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  response.writeHead(200, {
    ...clientHeaders,
    "content-type": types[extname(found)] ?? "application/octet-stream",
    "cache-control": cache,
  });
  response.end(readFileSync(found));
};

const proxy = (api: string, from: IncomingMessage, to: ServerResponse): void => {
  const { hostname, port, pathname } = new URL(api);
  const onward = forward(
    {
      hostname,
      port,
      method: from.method,
      path: `${pathname}${from.url}`,
      headers: { ...from.headers, host: `${hostname}:${port}` },
    },
    (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    },
  );
  onward.setTimeout(30_000, () => onward.destroy(new Error("the API took too long")));
  onward.on("error", () => {
    if (!to.headersSent) to.writeHead(502);
    to.end();
  });
  from.pipe(onward);
};

/** The client and `/v1` on one origin of this machine, as the edge serves them. */
export const startWebServer = async (port: number, api: string): Promise<WebServer> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname.startsWith("/v1/")) return proxy(api, request, response);
    if (pathname === "/docs") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      return response.end(docsPage());
    }
    return file(pathname, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
