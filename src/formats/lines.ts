import type { Position } from './position.ts';

/** A line of a paste: as it is, and without what mail, shells and wikis put before it. */
export interface TextLine {
  readonly raw: string;
  readonly text: string;
  readonly at: Position;
}

/** Marks of quotes, comments, lists and tables, one or more. */
const MARKS = /^(?:[>#*|]\s*)+/;

/** The lines of a text, cleaned: any end of line, any kind of blank, marks before the text taken away. */
export function cleanLines(text: string): TextLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((raw, i) => {
      const plain = raw.replace(/[\s\u00A0\u2000-\u200B\u202F\uFEFF]+/g, ' ').trim();
      return { raw, text: plain.replace(MARKS, ''), at: { line: i + 1, column: 1 + Math.max(0, raw.search(/\S/)) } };
    });
}
