import { expect } from "@jest/globals";
import { Fault, type FaultKind } from "#shared/ports/fault.ts";

/** The work must end in a Fault of this kind. */
export const faultOf = async (work: Promise<unknown>, kind: FaultKind): Promise<Fault> => {
  const error: unknown = await work.then(
    (answer) => ({ answer }),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Fault);
  const fault = error as Fault;
  expect(fault.kind).toBe(kind);
  return fault;
};
