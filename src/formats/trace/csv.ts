/** One field of a row: its text without quotes, and where it begins. */
export interface Cell {
  readonly text: string;
  readonly offset: number;
}

const SEPARATORS = [',', ';', '\t'] as const;

/** The separator that occurs most often in the first line. */
export function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const count = (separator: string): number => first.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best), ',');
}

/** End of a quoted field: after its closing quote; −1 where there is none. */
function quotedEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    if (text.charAt(quote + 1) !== '"') return quote + 1;
    at = quote + 2;
  }
}

function plainEnd(text: string, start: number, separator: string): number {
  let at = start;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function cellAt(text: string, start: number, separator: string): { cell: Cell; end: number } {
  const close = text[start] === '"' ? quotedEnd(text, start) : -1;
  if (close < 0) {
    const end = plainEnd(text, start, separator);
    return { cell: { text: text.slice(start, end).trim(), offset: start }, end };
  }
  const content = text.slice(start + 1, close - 1).replaceAll('""', '"');
  return { cell: { text: content, offset: start }, end: plainEnd(text, close, separator) };
}

/** Rows of a CSV text (quotes doubled within quotes, any line ends), empty lines left out. */
export function* csvRows(text: string, separator: string): Generator<Cell[]> {
  let row: Cell[] = [];
  for (let at = 0; at <= text.length;) {
    const { cell, end } = cellAt(text, at, separator);
    row.push(cell);
    at = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === '\r' && text[end + 1] === '\n') at++;
    if (row.length > 1 || row[0]?.text !== '') yield row;
    row = [];
  }
}
