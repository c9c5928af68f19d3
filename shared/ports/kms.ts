/** Wraps and unwraps a school's key; the only key that never leaves the key service in the clear is its own. */
export type Kms = {
  /** A new 32-byte key, in the clear and wrapped, bound to the school. */
  generate(school: string): Promise<{ plain: Uint8Array; wrapped: string }>;
  unwrap(wrapped: string, school: string): Promise<Uint8Array>;
};
