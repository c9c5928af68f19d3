/** Places surrogates above the rest of the plane, so that comparing code units gives the order of UTF-8 bytes. */
const inByteOrder = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

const compareTexts = (one: string, other: string): number => {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const difference = inByteOrder(one.charCodeAt(at)) - inByteOrder(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
};

/** The order of sort keys in DynamoDB: numbers by value, strings by their UTF-8 bytes. */
export const compareKeys = (one: string | number, other: string | number): number =>
  typeof one === "number" && typeof other === "number" ? one - other : compareTexts(String(one), String(other));
