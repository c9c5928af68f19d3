/** A `cursor` that this place never gave: the caller's mistake, not a fault. What was wrong with it is not told. */
export class BadCursor extends Error {
  constructor(options?: ErrorOptions) {
    super("a cursor that was not given here", options);
    this.name = "BadCursor";
  }
}
