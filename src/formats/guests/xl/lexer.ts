import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';

/** A token of an xl configuration file; the same set as libxlu's lexer has, and `bad` where an error was said already. */
export interface Token {
  readonly kind: 'ident' | 'number' | 'string' | 'newline' | 'bad' | 'end' | ',' | '[' | ']' | '=' | '+=' | ';';
  readonly value: string;
  readonly offset: number;
  /** Behind its last character. */
  readonly end: number;
}

const PUNCTUATION = /,|\[|\]|=|;|\+=/y;
const NAME = /[a-z][_0-9a-z]*/y;
const NUMBER = /[0-9][0-9a-fx]*/y;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y;
const BLANK = /[ \t]+/y;
const COMMENT = /#[^\n]*/y;
const WORD = /[^ \t\n]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\u000B',
};

function match(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

/** The value of a quoted string: backslash escapes as libxlu takes them, "\x41" and "\101" too. */
function dequote(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(
      /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))/gs,
      (whole: string, hex?: string, octal?: string, one?: string) => {
        if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
        if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
        return one === undefined ? whole : (ESCAPES[one] ?? one);
      },
    );
}

function lexicalError(source: Source, offset: number): number {
  const { text } = source;
  const word = match(WORD, text, offset) ?? '';
  const first = text[offset]!;
  const code = text.charCodeAt(offset);
  if (first === '"' || first === "'")
    source.error('string-not-closed', `the string ${quoted(word)} is not closed`, offset);
  else if (code < 32 || code === 127) {
    source.error('control-character', `control character U+${code.toString(16).padStart(4, '0')}`, offset);
  } else if (/^-\d/.test(word)) {
    source.error('negative-number', `${quoted(word)} is not accepted: a number is written without a sign`, offset);
  } else if ('+-.():%*/'.includes(first)) {
    source.error('python', `${quoted(word)} looks like Python (xm style), which is not evaluated`, offset);
  } else source.error('lexical', `${quoted(word)} is not part of an xl configuration`, offset);
  return offset + Math.max(1, word.length);
}

/** A carriage return or byte order mark is a lexical error for xl; read on, and say so once. */
function skipOddity(source: Source, offset: number, said: Set<string>): boolean {
  const char = source.text[offset]!;
  const isMark = char === '\uFEFF' && offset === 0;
  if (!isMark && !(char === '\r' && /^\r+(?:\n|$)/.test(source.text.slice(offset, offset + 8)))) return false;
  const name = isMark ? 'byte-order-mark' : 'carriage-return';
  if (!said.has(name)) {
    said.add(name);
    const what = isMark ? 'a byte order mark' : 'lines that end in CR LF';
    source.warn(name, `xl refuses ${what} ("lexical error"): save the file as plain UTF-8 with LF`, offset);
  }
  return true;
}

function tokenAt(source: Source, offset: number): Token | undefined {
  const { text } = source;
  const name = match(NAME, text, offset);
  if (name) return { kind: 'ident', value: name, offset, end: offset + name.length };
  const number = match(NUMBER, text, offset);
  if (number) return { kind: 'number', value: number, offset, end: offset + number.length };
  const string = match(STRING, text, offset);
  if (string) return { kind: 'string', value: dequote(string), offset, end: offset + string.length };
  const mark = match(PUNCTUATION, text, offset);
  if (mark === ',' || mark === '[' || mark === ']' || mark === '=' || mark === ';' || mark === '+=') {
    return { kind: mark, value: mark, offset, end: offset + mark.length };
  }
  return undefined;
}

/** All tokens of a configuration, the last one being `end`. What xl's lexer refuses becomes an error of the source. */
export function tokensOf(source: Source): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  const said = new Set<string>();
  let offset = 0;
  while (offset < text.length) {
    const skip = match(BLANK, text, offset) ?? match(COMMENT, text, offset);
    if (skip) offset += skip.length;
    else if (text[offset] === '\n') tokens.push({ kind: 'newline', value: '\n', offset, end: ++offset });
    else if (skipOddity(source, offset, said)) offset++;
    else {
      const found = tokenAt(source, offset);
      const end = found?.end ?? lexicalError(source, offset);
      tokens.push(found ?? { kind: 'bad', value: '', offset, end });
      offset = end;
    }
  }
  tokens.push({ kind: 'end', value: '', offset, end: offset });
  return tokens;
}
