/**
 * How a call to the outside can fail, whatever service it was.
 * throttled: not done, may be tried again. lost: may have been done, the answer is missing.
 * refused: not done, and trying the same again will not help.
 */
export type FaultKind = "throttled" | "lost" | "refused";

export class Fault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, where: string, options?: ErrorOptions) {
    super(`${where}: ${kind}`, options);
    this.name = "Fault";
    this.kind = kind;
  }
}

export const isFault = (error: unknown, ...kinds: FaultKind[]): error is Fault =>
  error instanceof Fault && (kinds.length === 0 || kinds.includes(error.kind));
