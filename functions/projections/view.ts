import type { Category, EventOf } from "#events/catalog.ts";
import type { Recorded } from "#events/event.ts";
import type { Json } from "#shared/ports/table.ts";

/** One row that a stream puts into a list; rows of a list come together in one query, in the order of their keys. */
export type Row = { list: string; key: string; data: Json };

/**
 * What a view keeps of one stream and which rows follow from it. Pure; a row is fed by one stream, joins happen when read.
 * Sealed texts read as erased here: a view holds no words about a person.
 */
export type View<C extends Category = Category, State extends Json = Json> = {
  name: string;
  category: C;
  start: State;
  evolve(state: State, event: Recorded & EventOf<C>): State;
  /** At most 90 rows a stream: they are written in one transaction with the head. */
  rows(state: State, id: string): Row[];
};

/** Keeps the state's type inside the view; outside, a view is its name and its category. */
export const view = <C extends Category, State extends Json>(definition: View<C, State>): View =>
  definition as unknown as View;
