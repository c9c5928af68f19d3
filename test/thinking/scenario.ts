import { expect } from "@jest/globals";
import type { DomainEvent } from "#events/event.ts";

type Refusal = { refused: string };

/** Given what happened, when this is asked, then exactly these events (order, no more fields) or this refusal. */
export const scenario = <Command, State, Event extends DomainEvent, R extends Refusal>(decider: {
  start: State;
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State): Event[] | R;
}) => {
  const after = (events: Event[]): State =>
    events.reduce((state, event) => decider.evolve(state, event), decider.start);
  return {
    /** The state that this history leaves. */
    stateAfter: (...history: Event[]): State => after(history),
    given: (...history: Event[]) => ({
      when: (command: Command) => {
        const decided = decider.decide(command, after(history));
        return {
          thenEvents: (...events: Event[]): void => expect(decided).toStrictEqual(events),
          thenRefused: (refusal: R): void => expect(decided).toStrictEqual(refusal),
        };
      },
    }),
    /** The same command again on top of what it made happen. */
    repeat: (command: Command, ...history: Event[]): Event[] | R => {
      const first = decider.decide(command, after(history));
      return decider.decide(command, after([...history, ...(Array.isArray(first) ? first : [])]));
    },
  };
};
