import { reached, unreached } from "./connection.ts";
import { KEPT } from "./keptNames.ts";
import { Unreachable } from "./problem.ts";

/** Longer than the slowest cold start seen, shorter than a parent at the door will wait. */
const patienceMs = 15_000;

/** One request. Nothing of it or its answer is left in the browser's own cache: answers hold reasons and notes. */
export const send = async (request: Request): Promise<Response> => {
  try {
    const response = await fetch(new Request(request, { cache: "no-store" }), {
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(patienceMs)]),
    });
    const kept = response.headers.get(KEPT);
    if (kept) unreached(kept);
    else reached();
    return response;
  } catch (cause) {
    // Not wanted any more: the page went on to something else.
    if (request.signal.aborted) throw cause;
    unreached();
    throw new Unreachable(cause);
  }
};
