/** Fresh ids and chance, as a port so that the simulation can repeat them. */
export type Ids = {
  /** A new UUID; `kind` says what for. */
  next(kind: string): string;
  /** Uniform in [0, 1): jitter, never a secret. */
  draw(kind: string): number;
};
