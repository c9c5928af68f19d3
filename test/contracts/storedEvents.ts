import type { StoredEvent } from "#shared/store/stored.ts";

const SCHOOL = "0f3b5f0e-6a53-4a0e-9d8f-6b7d5f1f0a01" as StoredEvent["school"];
const HEAD = "5d0c2a44-7f0b-4c1e-8a59-4b7d0d3f6c11" as StoredEvent["by"];

const uuid = (version: number): string => `3c9d2b1a-1111-4222-8333-${String(version).padStart(12, "0")}`;

/** So many events of one stream as they lie in the table, with as many letters more each as asked. */
export const storedEvents = (count: number, letters = 0): StoredEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    id: uuid(at + 1),
    school: SCHOOL,
    stream: `pupil/${uuid(0)}`,
    version: at + 1,
    at: "2026-11-23T06:50:00.000Z" as StoredEvent["at"],
    by: HEAD,
    correlation: "request-1",
    causation: `${HEAD}:key-1`,
    type: "PupilMoved",
    schema: 1,
    data: { pupil: uuid(0), group: uuid(7), on: "2026-11-23", ...(letters > 0 ? { words: "x".repeat(letters) } : {}) },
  }));
