/** Advance widths of printable ASCII in thousandths of the font size, for the Helvetica-metric family that the page's font stack ends in. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHER = 600;
const WIDE = 1000;
/** Bold faces run wider by about this. */
const BOLD = 1.07;

function advance(code: number): number {
  if (code >= 32 && code < 127) return WIDTHS[code - 32] ?? OTHER;
  return code >= 0x2e80 || (code >= 0x2190 && code <= 0x21ff) ? WIDE : OTHER;
}

function sumOf(text: string): number {
  let sum = 0;
  for (const character of text) sum += advance(character.codePointAt(0) ?? 0);
  return sum;
}

/** The map asks for the same names again and again; forgotten when there are very many. */
const KNOWN = new Map<string, number>();
const MOST_KNOWN = 20_000;

function knownSum(text: string): number {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const sum = sumOf(text);
  KNOWN.set(text, sum);
  return sum;
}

/**
 * Width of a text in px, from a table: the same on every machine, so that what fits does not depend on installed fonts.
 * The painter squeezes a text that a wider font would carry beyond it.
 */
export function textWidth(text: string, size: number, weight = 400): number {
  return (knownSum(text) * size * (weight >= 600 ? BOLD : 1)) / 1000;
}
