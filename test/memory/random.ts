/** Bytes that follow from a seed (mulberry32): the same seed, the same bytes. Never for a secret. */
export const makeMemoryRandom = (seed = 1): ((bytes: number) => Uint8Array) => {
  let state = seed | 0;
  return (bytes) =>
    Uint8Array.from({ length: bytes }, () => {
      state = (state + 0x6d2b79f5) | 0;
      let word = Math.imul(state ^ (state >>> 15), 1 | state);
      word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
      return (word ^ (word >>> 14)) & 0xff;
    });
};
