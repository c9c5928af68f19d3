import { describe, expect, it } from "@jest/globals";
import { BadCursor } from "#shared/ports/badCursor.ts";
import { readIndexCursor, readScanCursor, writeCursor } from "#shared/store/cursor.ts";

const PLACE = "inbox/anna";
const written = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

describe("a cursor", () => {
  it("says where to go on, in letters that fit a URL", () => {
    const last = { pk: "é/?&=", sk: "2", range: "2026-11-23T06:50:00.000Z" };
    const cursor = writeCursor(PLACE, last);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readIndexCursor(cursor, PLACE)).toStrictEqual(last);
    expect(readIndexCursor(writeCursor(PLACE, { ...last, sk: 12 }), PLACE)).toStrictEqual({ ...last, sk: 12 });
    for (const key of [
      { pk: "a", sk: "b" },
      { pk: "a", sk: 0 },
      { pk: "a", sk: -3 },
    ])
      expect(readScanCursor(writeCursor("scan/0/1", key), "scan/0/1")).toStrictEqual(key);
  });

  it("of another place is a bad one", () => {
    const cursor = writeCursor(PLACE, { pk: "a", sk: "b", range: "c" });
    for (const place of ["inbox/bram", "inbox/ann", "inbox/anna/", "registry/anna", ""])
      expect(() => readIndexCursor(cursor, place)).toThrow(BadCursor);
    expect(() => readScanCursor(cursor, PLACE)).toThrow(BadCursor);
    expect(() => readIndexCursor(writeCursor(PLACE, { pk: "a", sk: "b" }), PLACE)).toThrow(BadCursor);
    expect(() => readScanCursor(writeCursor("scan/0/2", { pk: "a", sk: "b" }), "scan/1/2")).toThrow(BadCursor);
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("[").toString("base64url")],
    ["null", Buffer.from("null").toString("base64url")],
    ["an object", Buffer.from(`{"0":"${PLACE}","1":"a","2":"b","3":"c","length":4}`).toString("base64url")],
    ["a string as long as a cursor has parts", Buffer.from('"abcd"').toString("base64url")],
    ["too few", written(PLACE, "a", "b")],
    ["too many", written(PLACE, "a", "b", "c", "d")],
    ["an empty pk", written(PLACE, "", "b", "c")],
    ["a pk of no text", written(PLACE, 1, "b", "c")],
    ["a pk that is a list", written(PLACE, ["a"], "b", "c")],
    ["an empty sk", written(PLACE, "a", "", "c")],
    ["no sk", written(PLACE, "a", null, "c")],
    ["an sk of the table's own form", written(PLACE, "a", { N: "1" }, "c")],
    ["an sk that is a part", written(PLACE, "a", 1.5, "c")],
    ["an sk too large", Buffer.from(`["${PLACE}","a",1e999,"c"]`).toString("base64url")],
    ["an empty range", written(PLACE, "a", "b", "")],
    ["a range of no text", written(PLACE, "a", "b", 5)],
  ])("made of %s is a bad one", (_, cursor) => {
    expect(() => readIndexCursor(cursor, PLACE)).toThrow(BadCursor);
  });

  it("is bad without telling why", () => {
    expect(new BadCursor().message).toBe("a cursor that was not given here");
    expect(new BadCursor().name).toBe("BadCursor");
    try {
      readScanCursor("%", "scan/0/1");
    } catch (error) {
      expect((error as Error).message).toBe("a cursor that was not given here");
      expect((error as Error).cause).toBeInstanceOf(SyntaxError);
    }
  });
});
