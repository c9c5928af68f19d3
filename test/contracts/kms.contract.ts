import { describe, expect, it } from "@jest/globals";
import type { Kms } from "#shared/ports/kms.ts";
import { faultOf } from "./faultOf.ts";

const SCHOOL = "0f3b5f0e-6a53-4a0e-9d8f-6b7d5f1f0a01";
const OTHER = "0f3b5f0e-6a53-4a0e-9d8f-6b7d5f1f0a02";

/** What every Kms does, whatever it is made of. */
export const kmsContract = (name: string, make: () => Promise<Kms>): void => {
  describe(`kms on ${name}`, () => {
    it("makes a new key of 32 bytes each time and opens it again", async () => {
      const kms = await make();
      const one = await kms.generate(SCHOOL);
      const other = await kms.generate(SCHOOL);
      expect(one.plain).toHaveLength(32);
      expect(Buffer.from(one.plain).equals(Buffer.from(other.plain))).toBe(false);
      expect(one.wrapped).not.toBe(other.wrapped);
      expect(Buffer.from(one.wrapped, "base64").includes(Buffer.from(one.plain))).toBe(false);
      expect(Buffer.from(await kms.unwrap(one.wrapped, SCHOOL)).equals(Buffer.from(one.plain))).toBe(true);
      expect(Buffer.from(await kms.unwrap(other.wrapped, SCHOOL)).equals(Buffer.from(other.plain))).toBe(true);
    });

    it("opens no key for another school", async () => {
      const kms = await make();
      const { wrapped } = await kms.generate(SCHOOL);
      await faultOf(kms.unwrap(wrapped, OTHER), "refused");
    });

    it("opens nothing that was changed or cut off", async () => {
      const kms = await make();
      const { wrapped } = await kms.generate(SCHOOL);
      const bytes = Buffer.from(wrapped, "base64");
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      await faultOf(kms.unwrap(bytes.toString("base64"), SCHOOL), "refused");
      await faultOf(kms.unwrap(bytes.subarray(0, 20).toString("base64"), SCHOOL), "refused");
    });
  });
};
