import type { Source } from '../source.ts';

/** One line of a text with its place; a prompt, a log prefix or a mail's quote mark in front is kept. */
export interface Row {
  readonly text: string;
  readonly offset: number;
}

/** The lines of a text without their ends. */
export function rowsOf(source: Source): Row[] {
  const rows: Row[] = [];
  let offset = 0;
  for (const line of source.text.split('\n')) {
    rows.push({ text: line.replace(/\r$/, '').replace(/^\uFEFF/, ''), offset });
    offset += line.length + 1;
  }
  return rows;
}
