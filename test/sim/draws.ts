/** A 32-bit mix in which every bit of the input moves every bit of the output (the finalizer of MurmurHash3). */
export const mix = (value: number): number => {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

const known = new Map<string, number>();

/** FNV-1a of a text that comes again and again: constant labels, so that the memory of it stays small. */
export const hashOf = (text: string): number => {
  const held = known.get(text);
  if (held !== undefined) return held;
  const hash = freshHash(text);
  known.set(text, hash);
  return hash;
};

export const freshHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** Uniform in [0, 1). */
export const unit = (hash: number): number => hash / 2 ** 32;

/** An id in the form of a random UUID that follows from a number and a name. */
export const uuidOf = (seed: number, name: string): string => {
  const base = mix(seed ^ freshHash(name));
  const hex = [1, 2, 3, 4]
    .map((part) =>
      mix(base ^ Math.imul(part, 0x9e3779b1))
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
};
