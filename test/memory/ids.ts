import type { Ids } from "#shared/ports/ids.ts";

/** A 32-bit mix in which every bit of the input moves every bit of the output (the finalizer of MurmurHash3). */
const mix = (value: number): number => {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

const hashOf = (text: string, seed: number): number => {
  let hash = mix(seed ^ 0x811c9dc5);
  for (let at = 0; at < text.length; at++) hash = mix(hash ^ Math.imul(text.charCodeAt(at), 0x01000193));
  return hash;
};

/**
 * Ids and chance that follow from a seed, the kind and how often that kind was asked for: one more id of one kind moves
 * none of another.
 */
export const makeMemoryIds = (seed = 1): Ids => {
  const counts = new Map<string, number>();
  const countOf = (name: string): number => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count;
  };
  return {
    next(kind) {
      const name = `id ${kind} ${countOf(`id ${kind}`)}`;
      const hex = [1, 2, 3, 4]
        .map((part) =>
          hashOf(name, mix(seed + part))
            .toString(16)
            .padStart(8, "0"),
        )
        .join("");
      // The form of a random UUID (RFC 9562, 5.4).
      const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4];
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    draw: (kind) => hashOf(`draw ${kind} ${countOf(`draw ${kind}`)}`, seed) / 2 ** 32,
  };
};
