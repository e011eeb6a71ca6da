import type { Source } from '../source.ts';

/** One line of a text with its place; a prompt, a log prefix or a mail's quote mark in front is kept. */
export interface Row {
  readonly text: string;
  readonly offset: number;
}

/** No row of these tools is longer; a pattern must not be let loose on a line of megabytes. */
const LONGEST = 4096;

/** The lines of a text without their ends. A line that is too long to be one of a list is an error and left out. */
export function rowsOf(source: Source): Row[] {
  const rows: Row[] = [];
  let offset = 0;
  for (const line of source.text.split('\n')) {
    if (line.length <= LONGEST) rows.push({ text: line.replace(/\r$/, '').replace(/^\uFEFF/, ''), offset });
    else source.error('row-too-long', `a line of ${line.length} characters is no row of this list`, offset);
    offset += line.length + 1;
  }
  return rows;
}
