import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { type AtSchool, schoolsOf, useMe } from "../api/me.ts";
import type { components } from "../api/schema.d.ts";
import { withSaid } from "./said.ts";

type Home = components["schemas"]["Home"];
export type InboxItem = Home["items"][number] & { at: string; school: AtSchool };
export type ChildNow = Home["children"][number] & { school: AtSchool };

const pollMs = 5000;

const fetchHome = async (school: string, pages: number, signal: AbortSignal): Promise<Home> => {
  const page = (cursor?: string) =>
    unwrap(
      api.GET("/v1/schools/{school}/home", {
        params: { path: { school }, query: cursor ? { cursor } : {} },
        signal,
      }),
    );
  const first = await page();
  const items = [...first.items];
  let { next } = first;
  // Always from the top: a cursor of before would skip what a new message pushed down.
  for (let at = 1; at < pages && next; at += 1) {
    const more = await page(next);
    items.push(...more.items);
    next = more.next;
  }
  return withSaid({ ...first, items, next });
};

const newestFirst = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

/** All children and messages of a guardian, of all their schools, in one stream; newest first. */
export const useHomes = () => {
  const schools = schoolsOf(useMe(), "guardian");
  const client = useQueryClient();
  const [pages, setPages] = useState<Record<string, number>>({});
  const results = useQueries({
    queries: schools.map(({ school: { id } }) => ({
      queryKey: ["home", id, pages[id] ?? 1],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchHome(id, pages[id] ?? 1, signal),
      refetchInterval: pollMs,
      placeholderData: () => client.getQueryData<Home>(["home", id, (pages[id] ?? 1) - 1]),
    })),
  });
  const loaded = schools.flatMap((school, at) => {
    const data = results[at]?.data;
    return data ? [{ school, data }] : [];
  });
  const all = loaded
    .flatMap(({ school, data }) => data.items.map((item): InboxItem => ({ ...item, school })))
    .sort(newestFirst);
  // Older than this, a school with more pages could still have messages in between.
  const edges = loaded
    .filter(({ data }) => data.next !== null)
    .map(({ school, data }) => ({ school: school.school.id, at: data.items.at(-1)?.at ?? "" }))
    .sort(newestFirst);
  const [edge] = edges;
  return {
    children: loaded.flatMap(({ school, data }) => data.children.map((child): ChildNow => ({ ...child, school }))),
    items: edge ? all.filter(({ at }) => at >= edge.at) : all,
    isPending: results.some(({ isPending }) => isPending),
    error: results.find(({ error, data }) => error && !data)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
    isFetchingMore: results.some(({ isPlaceholderData }) => isPlaceholderData),
    /** Loads the next older messages; null when there are none. */
    more: edge ? () => setPages({ ...pages, [edge.school]: (pages[edge.school] ?? 1) + 1 }) : null,
  };
};
