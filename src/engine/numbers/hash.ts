/** A running 64-bit hash over numbers and strings; integer operations only, equal on every machine. */
export interface Hasher {
  high: number;
  low: number;
}

const bits = new DataView(new ArrayBuffer(8));

export function createHasher(): Hasher {
  return { high: 0x9e3779b9, low: 0x7f4a7c15 };
}

function mixWord(h: Hasher, word: number): void {
  h.low = Math.imul(h.low ^ word, 0x85ebca6b) ^ (h.high >>> 15);
  h.high = Math.imul(h.high ^ (h.low >>> 13) ^ word, 0xc2b2ae35) ^ (h.low << 7);
}

/** Takes in the bits of a double (low word first, whatever the machine's byte order). */
export function hashNumber(h: Hasher, value: number): void {
  bits.setFloat64(0, value, true);
  mixWord(h, bits.getInt32(0, true));
  mixWord(h, bits.getInt32(4, true));
}

/** Takes in a text with its length. */
export function hashText(h: Hasher, text: string): void {
  mixWord(h, text.length);
  for (let at = 0; at < text.length; at++) mixWord(h, text.charCodeAt(at));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** Sixteen hex digits. */
export function digest(h: Hasher): string {
  return hex(h.high) + hex(h.low);
}
