import type { SchoolId } from "#events/ids.ts";
import { type Item, type Json, queryAll, type Table } from "../ports/table.ts";
import type { Commit } from "./stored.ts";

/** The registry of streams is spread over this many index keys, so that a rebuild can walk them side by side. */
export const REGISTRY_SHARDS = 16;

export const streamKey = (school: SchoolId, stream: string): string => `${school}#${stream}`;

/** FNV-1a, 32 bits: spreads streams over shards; not for secrets. */
const shardOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % REGISTRY_SHARDS;
};

export const registryKey = (shard: number): string => `streams/${shard}`;

export const toItem = (commit: Commit): Item => {
  const pk = streamKey(commit.school, commit.stream);
  return {
    pk,
    sk: commit.number,
    rev: 1,
    base: commit.base,
    command: commit.command,
    at: commit.at,
    by: commit.by,
    events: commit.events as unknown as Json,
    // Sparse: only a stream's first commit is in the registry.
    ...(commit.number === 1 ? { registry: registryKey(shardOf(pk)) } : {}),
  };
};

export const fromItem = (item: Item): Commit => {
  const at = item.pk.indexOf("#");
  return {
    school: item.pk.slice(0, at) as SchoolId,
    stream: item.pk.slice(at + 1),
    number: item.sk as number,
    base: item.base as number,
    command: item.command as string,
    at: item.at as Commit["at"],
    by: item.by as Commit["by"],
    events: item.events as unknown as Commit["events"],
  };
};

/** All commits of a stream after number `after`, oldest first: one consistent read, page after page. */
export const readCommits = async (table: Table, school: SchoolId, stream: string, after = 0): Promise<Commit[]> => {
  const commits: Commit[] = [];
  for await (const item of queryAll(table, streamKey(school, stream), after > 0 ? { after } : {}))
    commits.push(fromItem(item));
  return commits;
};

/** Writes one commit. The answer to a lost race is the commit that holds the place. */
export const appendCommit = async (table: Table, commit: Commit): Promise<"written" | { taken: Commit | null }> => {
  const answer = await table.put(toItem(commit), "absent");
  return answer === "written" ? answer : { taken: answer.conflict && fromItem(answer.conflict) };
};
