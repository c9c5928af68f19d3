import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { uuidv5 } from "#shared/store/uuidv5.ts";

describe("uuidv5", () => {
  it("is always the same for a name, for ever: ids follow from it", () => {
    expect(uuidv5("anna/v1/notices/key-1")).toBe("79561b50-aa5c-572a-980b-514569b45f53");
    expect(uuidv5("")).toBe("e9ae8d6e-4d2a-5534-8023-c7ab8841c521");
  });

  it("is a UUID of version 5, of its own for each name", () => {
    const ids = Array.from({ length: 300 }, (_, at) => uuidv5(`name ${at}`));
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) {
      expect(z.uuid({ version: "v5" }).safeParse(id).success).toBe(true);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
