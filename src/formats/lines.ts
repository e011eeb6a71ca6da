import type { Position } from './position.ts';

/** A line of a paste: as it is, and without what mail, shells and wikis put before it. */
export interface TextLine {
  readonly raw: string;
  readonly text: string;
  readonly at: Position;
}

/** Marks of quotes, comments, lists and tables, one or more. */
const MARKS = /^(?:[>#*|]\s*)+/;

function cleaned(raw: string, line: number): TextLine {
  const plain = raw.replace(/[\s\u00A0\u2000-\u200B\u202F\uFEFF]+/g, ' ').trim();
  return { raw, text: plain.replace(MARKS, ''), at: { line, column: 1 + Math.max(0, raw.search(/\S/)) } };
}

/** The lines of a text, cleaned: any end of line, any kind of blank, marks before the text taken away. */
export function* cleanLines(text: string): Generator<TextLine, void> {
  const ends = /\r\n|\n|\r/g;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    yield cleaned(text.slice(start, end.index), line++);
    start = ends.lastIndex;
  }
  yield cleaned(text.slice(start), line);
}
