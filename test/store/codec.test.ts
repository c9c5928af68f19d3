import { describe, expect, it } from "@jest/globals";
import { SickReported, SickReportWithdrawn } from "#events/absence.ts";
import type { AnyEvent } from "#events/catalog.ts";
import { AbsenceAnnounced } from "#events/duty.ts";
import type { Recorded } from "#events/event.ts";
import type { GroupId, NoticeId } from "#events/ids.ts";
import { NoticePublished } from "#events/notice.ts";
import { ERASED } from "#events/sealed.ts";
import { openEvent, sealEvent } from "#shared/store/codec.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import { ANNA, BRAM, KIEZELBOOM, MONDAY, MORNING, makeWorld, NOOR, PLANTED, SAM } from "./world.ts";

const GROUP = "2b6f0c1d-9d3e-4f5a-8b7c-6d5e4f3a2b01" as GroupId;
const NOTICE = "2b6f0c1d-9d3e-4f5a-8b7c-6d5e4f3a2b02" as NoticeId;

const recorded = (event: AnyEvent, stream = `absence/${NOOR}`): Recorded<AnyEvent> => ({
  id: "3c9d2b1a-1111-4222-8333-000000000001",
  school: KIEZELBOOM,
  stream,
  version: 1,
  at: MORNING,
  by: BRAM,
  correlation: "request-1",
  causation: `${BRAM}:k1`,
  ...event,
});

const sick = (reason: string | typeof ERASED | null) =>
  recorded(SickReported.of({ pupil: NOOR, from: MONDAY, back: null, reason }));
const announced = recorded(
  AbsenceAnnounced.of({
    notice: NOTICE,
    teacher: ANNA,
    from: MONDAY,
    until: MONDAY,
    groups: [{ group: GROUP, outcome: { kind: "home" } }],
    note: PLANTED,
  }),
  `duty/${ANNA}`,
);
const published = recorded(
  NoticePublished.of({ notice: NOTICE, author: ANNA, groups: [GROUP], title: `${PLANTED} 1`, text: `${PLANTED} 2` }),
  `notice/${NOTICE}`,
);

describe("an event in the store", () => {
  it.each([
    ["one sealed field", sick(PLANTED)],
    ["a sealed field of a teacher", announced],
    ["two sealed fields", published],
  ])("with %s: is ciphertext there, and comes back whole", async (_, event) => {
    const { ports } = makeWorld();
    const before = structuredClone(event);
    const stored = await sealEvent(ports.keys, event);
    expect(JSON.stringify(stored)).not.toContain(PLANTED);
    expect(event).toStrictEqual(before);
    // As the table or the bus would give it back.
    const arrived = JSON.parse(JSON.stringify(stored)) as StoredEvent;
    expect(await openEvent(ports.keys, arrived)).toStrictEqual(event);
    expect(arrived).toStrictEqual(stored);
  });

  it("is sealed under the subject's key, and nothing but the marked fields is", async () => {
    const { ports, keyStore } = makeWorld();
    const stored = await sealEvent(ports.keys, published);
    expect(stored).toStrictEqual({
      ...published,
      data: {
        ...published.data,
        title: { sealed: expect.any(String) },
        text: { sealed: expect.any(String) },
      },
    });
    expect(keyStore.all().map(({ sk }) => sk)).toStrictEqual(["school", `subject/${ANNA}`]);
  });

  it("with nothing to seal makes no key", async () => {
    const { ports, keyStore } = makeWorld();
    for (const event of [sick(null), sick(ERASED), recorded(SickReportWithdrawn.of({ pupil: NOOR }))]) {
      expect(await sealEvent(ports.keys, event)).toStrictEqual(event);
      expect(await openEvent(ports.keys, event as StoredEvent)).toStrictEqual(event);
      expect(await openEvent(null, event as StoredEvent)).toStrictEqual(event);
    }
    expect(keyStore.all()).toStrictEqual([]);
  });

  it("stays shut for whoever holds no keys", async () => {
    const { ports } = makeWorld();
    const stored = await sealEvent(ports.keys, sick(PLANTED));
    expect(await openEvent(null, stored)).toStrictEqual(sick(ERASED));
  });

  it("does not open when moved to another stream, school, field or subject", async () => {
    const { ports } = makeWorld();
    const stored = await sealEvent(ports.keys, sick(PLANTED));
    const data = stored.data as { reason: { sealed: string } };
    const read = async (moved: Partial<StoredEvent>) =>
      ((await openEvent(ports.keys, { ...stored, ...moved })) as ReturnType<typeof sick>).data;
    expect(await read({ stream: `absence/${SAM}` })).toMatchObject({ reason: ERASED });
    expect(await read({ school: "1c5b7a0e-3d52-4f8a-9a60-2f1f6f0f1a02" as StoredEvent["school"] })).toMatchObject({
      reason: ERASED,
    });
    expect(await read({ data: { ...data, pupil: SAM } as StoredEvent["data"] })).toMatchObject({ reason: ERASED });
    const notice = await sealEvent(ports.keys, published);
    const texts = notice.data as { title: object; text: object };
    const swapped = { ...notice, data: { ...texts, title: texts.text, text: texts.title } as StoredEvent["data"] };
    expect((await openEvent(ports.keys, swapped)).data).toMatchObject({ title: ERASED, text: ERASED });
  });

  it("of an unknown type, a version from the future or another shape is told", async () => {
    const { ports } = makeWorld();
    const stored = (await sealEvent(ports.keys, sick(null))) as StoredEvent & { data: object };
    const open = (change: Partial<StoredEvent>) => openEvent(ports.keys, { ...stored, ...change });
    await expect(open({ type: "PupilEaten" })).rejects.toThrow("an event of no known type");
    await expect(open({ schema: 2 })).rejects.toThrow();
    await expect(open({ data: { ...stored.data, more: 1 } })).rejects.toThrow();
    await expect(open({ data: { ...stored.data, from: "monday" } })).rejects.toThrow();
    const unknown = { ...sick(null), type: "PupilEaten" } as unknown as Recorded<AnyEvent>;
    await expect(sealEvent(ports.keys, unknown)).rejects.toThrow("an event of no known type");
  });
});
