import { ANSWERS } from "./keptNames.ts";
import { whenSessionEnds } from "./session.ts";

// Asked of the worker as well, which may be about to put an answer there.
whenSessionEnds(async () => {
  if (!("caches" in window)) return;
  navigator.serviceWorker?.controller?.postMessage("wipe");
  await caches.delete(ANSWERS);
});
