const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/** A hash that goes on with a number's bits. */
export function mixed(hash: number, value: number): number {
  bits[0] = value;
  const next = Math.imul(hash ^ words[0], 0x85ebca6b) ^ Math.imul(words[1] ^ (hash >>> 13), 0xc2b2ae35);
  return next ^ (next >>> 15);
}
