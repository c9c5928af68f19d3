import { describe, expect, it } from "@jest/globals";
import type { Bus } from "#shared/ports/bus.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { eventually } from "./eventually.ts";
import { faultOf } from "./faultOf.ts";
import { storedEvents } from "./storedEvents.ts";

export type BusWorld = {
  bus: Bus;
  /** Everything that came out so far. */
  received(): Promise<StoredEvent[]>;
};
export type MakeBus = () => Promise<BusWorld>;

const byVersion = (events: StoredEvent[]) => events.toSorted((one, other) => one.version - other.version);

/** What every Bus does, whatever it is made of. */
export const busContract = (name: string, make: MakeBus): void => {
  describe(`bus on ${name}`, () => {
    it("brings every event out as it went in", async () => {
      const { bus, received } = await make();
      const events = storedEvents(10);
      expect(await bus.publish(events)).toStrictEqual({ failed: [] });
      const came = await eventually(received, (all) => all.length >= 10);
      expect(byVersion(came)).toStrictEqual(events);
    });

    it("refuses more than ten at once", async () => {
      const { bus, received } = await make();
      await faultOf(bus.publish(storedEvents(11)), "refused");
      expect(await received()).toStrictEqual([]);
    });
  });
};
