import { QueryClient } from "@tanstack/react-query";
import { ProblemError } from "../api/problem.ts";
import { whenSessionEnds } from "../api/session.ts";

/** What we hold of the server's answers, in memory only. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Without network the service worker may still have an answer, so we ask anyhow.
      networkMode: "always",
      retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.status >= 500,
      retryDelay: (failures) => 2 ** failures * 500 * (0.5 + Math.random()),
    },
    mutations: { networkMode: "always" },
  },
});

whenSessionEnds(async () => {
  await queries.cancelQueries();
  queries.clear();
});
