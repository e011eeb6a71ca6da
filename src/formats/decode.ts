import type { Problem, Reading } from '../model/problem.ts';

/** Code units are turned into a string in pieces: one call per character would be slow, one for all too large. */
const PIECE = 8192;
/** A run that is not worth a piece of its own. */
const SHORT = 64;

/** Hands the units over as they lie: spreading them first would be the slowest part of reading a large file. */
function characters(units: Uint8Array | Uint16Array): string {
  return Reflect.apply(String.fromCharCode, undefined, units);
}

class TextBuilder {
  readonly #parts: string[] = [];
  readonly #units = new Uint16Array(PIECE + 2);
  #length = 0;

  push(point: number): void {
    if (point > 0xffff) {
      this.#units[this.#length++] = 0xd800 + ((point - 0x10000) >> 10);
      this.#units[this.#length++] = 0xdc00 + (point & 0x3ff);
    } else this.#units[this.#length++] = point;
    if (this.#length >= PIECE) this.#flush();
  }

  /** A run of bytes that are characters as they are. */
  pushAscii(bytes: Uint8Array, from: number, to: number): void {
    if (to - from < SHORT) {
      for (let at = from; at < to; at++) this.push(bytes[at]!);
      return;
    }
    this.#flush();
    for (let at = from; at < to; at += PIECE)
      this.#parts.push(characters(bytes.subarray(at, Math.min(to, at + PIECE))));
  }

  #flush(): void {
    if (this.#length > 0) this.#parts.push(characters(this.#units.subarray(0, this.#length)));
    this.#length = 0;
  }

  get text(): string {
    this.#flush();
    return this.#parts.join('');
  }

  get position(): { line: number; column: number } {
    const lines = this.text.split(/\r\n|\n|\r/);
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}

/** Least code point for each number of continuation bytes: a longer form than needed is a fault. */
const LEAST = [0, 0x80, 0x800, 0x10000];

function continuations(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 1;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  return lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
}

/** The code point that begins at `at`, and how many bytes follow the first; a negative point = not UTF-8. */
function codePoint(bytes: Uint8Array, at: number): { point: number; more: number } {
  const lead = bytes[at] ?? 0;
  const more = continuations(lead);
  if (more < 0 || at + more >= bytes.length) return { point: -1, more: 0 };
  let point = lead & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const byte = bytes[at + i] ?? 0;
    if ((byte & 0xc0) !== 0x80) return { point: -1, more: 0 };
    point = (point << 6) | (byte & 0x3f);
  }
  const surrogate = point >= 0xd800 && point < 0xe000;
  return { point: surrogate || point < (LEAST[more] ?? 0) || point > 0x10ffff ? -1 : point, more };
}

function fault(file: string, code: string, message: string, at: { line: number; column: number }): Reading<string> {
  const problem: Problem = { severity: 'error', code, message, file, ...at };
  return { value: undefined, problems: [problem] };
}

/** Zeros do not occur in texts: then another encoding does not help either. */
function wrongByte(bytes: Uint8Array, at: number): string {
  const shown = `0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
  if (bytes.subarray(0, 4096).includes(0)) return `This is not a text file: the byte ${shown} is not UTF-8 here.`;
  return `The byte ${shown} is not UTF-8 here: save the file as UTF-8 text.`;
}

/** Where the run of ASCII that begins at `at` ends. */
function asciiEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && bytes[end]! < 0x80) end++;
  return end;
}

function utf8(bytes: Uint8Array, start: number, file: string): Reading<string> {
  const builder = new TextBuilder();
  for (let at = start; at < bytes.length; at++) {
    const end = asciiEnd(bytes, at);
    builder.pushAscii(bytes, at, end);
    at = end;
    if (at === bytes.length) break;
    const { point, more } = codePoint(bytes, at);
    if (point < 0) {
      return fault(file, 'not-utf-8', wrongByte(bytes, at), builder.position);
    }
    builder.push(point);
    at += more;
  }
  return { value: builder.text, problems: [] };
}

function utf16(bytes: Uint8Array, little: boolean, file: string): Reading<string> {
  const builder = new TextBuilder();
  if (bytes.length % 2 === 1)
    return fault(file, 'not-utf-16', 'The UTF-16 text ends in the middle of a character.', { line: 1, column: 1 });
  for (let at = 2; at < bytes.length; at += 2) {
    const [low, high] = little ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    builder.push((low ?? 0) | ((high ?? 0) << 8));
  }
  return { value: builder.text, problems: [] };
}

/**
 * Bytes as text: UTF-8, or UTF-16 with a byte order mark (what PowerShell writes); the mark is taken away. An error names
 * the first byte that is neither, with its line and column.
 */
export function decodeText(bytes: Uint8Array, file: string): Reading<string> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, true, file);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, false, file);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return utf8(bytes, marked ? 3 : 0, file);
}
