import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { ANSWERS, KEPT } from "./api/keptNames.ts";
import { withoutSealed } from "./api/withoutSealed.ts";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/v1\//] }));

/** What a guardian may read without network. Nothing else of the API is ever kept. */
const readable = /^\/v1\/(?:me|schools\/[^/]+\/(?:home|contact-moments))$/;

/** Rises when a session ends: an answer that was on its way then is not kept. */
let session = 0;

const keep = async (url: string, response: Response, asked: number): Promise<void> => {
  const body = JSON.stringify(withoutSealed(await response.json()));
  if (asked !== session) return;
  const answers = await caches.open(ANSWERS);
  await answers.put(
    url,
    new Response(body, { headers: { "content-type": "application/json", [KEPT]: new Date().toISOString() } }),
  );
};

/** The server's answer; without network the last kept one, marked with its moment. */
const answer = async (request: Request, later: (work: Promise<unknown>) => void): Promise<Response> => {
  const asked = session;
  const kept = async () => (await caches.open(ANSWERS)).match(request.url);
  // The page could not reach the server for an access token: the server would only refuse this.
  if (!request.headers.has("authorization")) return (await kept()) ?? Response.error();
  try {
    const response = await fetch(request);
    if (response.status === 200) later(keep(request.url, response.clone(), asked));
    // No longer for this person: what was kept of it goes at this first contact.
    if (response.status === 401 || response.status === 404)
      later(caches.open(ANSWERS).then((answers) => answers.delete(request.url)));
    return response;
  } catch (error) {
    const last = await kept();
    if (last) return last;
    throw error;
  }
};

registerRoute(
  ({ url, request, sameOrigin }) => sameOrigin && request.method === "GET" && readable.test(url.pathname),
  ({ request, event }) => answer(request, (work) => event.waitUntil(work)),
);

self.addEventListener("message", (event) => {
  if (event.data !== "wipe") return;
  session += 1;
  event.waitUntil(caches.delete(ANSWERS));
});

// The server keeps the parts of earlier versions, so a page that is open goes on working.
self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
