/** A set of small integers as hwloc writes it: 32-bit words, lowest first. */
export interface Bitmap {
  readonly words: Uint32Array;
  /** Every number beyond the words belongs to it too. */
  readonly infinite: boolean;
}

const WORD = /^(?:0x)?[0-9a-f]{1,8}$/i;
/** Words beyond this have bits that no machine has (65,536 CPUs). */
const MAX_WORDS = 2048;

function wordValue(text: string): number | undefined {
  if (text === '') return 0;
  return WORD.test(text) ? Number.parseInt(text, 16) : undefined;
}

function significant(words: Uint32Array): number {
  let length = words.length;
  while (length > 0 && words[length - 1] === 0) length--;
  return length;
}

function parseWords(text: string): Uint32Array | string {
  const items = text.trim() === '' ? [] : text.split(',');
  const words = new Uint32Array(items.length);
  for (const [i, item] of items.toReversed().entries()) {
    const value = wordValue(item.trim());
    if (value === undefined) return 'is not a bitmap of hexadecimal words like 0x0000000f,0xffffffff';
    words[i] = value;
  }
  const length = significant(words);
  if (length > MAX_WORDS)
    return `names bit ${length * 32 - 1 - Math.clz32(words[length - 1] ?? 0)}, beyond ${MAX_WORDS * 32 - 1}`;
  return words.slice(0, length);
}

/**
 * hwloc's text form: words of 32 bits, highest first, between commas; zero words may be empty; a leading "0xf...f" means
 * that the set never ends. A sentence without its subject where the text is none.
 */
export function parseBitmap(text: string): Bitmap | string {
  const infinite = /^0xf\.\.\.f,?/i.exec(text.trim());
  const words = parseWords(infinite ? text.trim().slice(infinite[0].length) : text);
  return typeof words === 'string' ? words : { words, infinite: infinite !== null };
}

export function bitmapHas(bitmap: Bitmap, bit: number): boolean {
  const word = bitmap.words[bit >>> 5];
  return word === undefined ? bitmap.infinite : ((word >>> (bit & 31)) & 1) === 1;
}

/** The numbers in the words, ascending; an infinite rest is left out. */
export function bitmapNumbers({ words }: Bitmap): number[] {
  const numbers: number[] = [];
  words.forEach((word, w) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) numbers.push(w * 32 + 31 - Math.clz32(rest & -rest));
  });
  return numbers;
}

/** A mask of any length as `lscpu -x` writes it ("0xff"), as CPU numbers. */
export function parseMask(text: string): {
  readonly cpus: number[];
  readonly fault?: string;
  readonly skipped?: string;
} {
  const digits = text.replaceAll(',', '').replace(/^0x/i, '').replace(/^0+/, '');
  if (!/^[0-9a-f]*$/i.test(digits)) return { cpus: [], skipped: text };
  const words = Array.from({ length: Math.ceil(digits.length / 8) }, (_, i) =>
    digits.slice(Math.max(0, digits.length - 8 * (i + 1)), digits.length - 8 * i),
  );
  const bitmap = parseBitmap(words.toReversed().join(','));
  return typeof bitmap === 'string' ? { cpus: [], fault: `the mask ${bitmap}` } : { cpus: bitmapNumbers(bitmap) };
}
