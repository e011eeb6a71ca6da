import { shown } from '../model/findings.ts';

type Cell = string | number;

const NUMERIC = /^[-+]?[\d.]+(?: ?%)?$|^[–-]?$/;

/** A table in plain text: texts to the left, columns of numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : shown(cell, 200))));
  const widths = head.map((title, c) => cells.reduce((most, row) => Math.max(most, row[c]?.length ?? 0), title.length));
  const right = head.map((_, c) => cells.length > 0 && cells.every((row) => NUMERIC.test(row[c] ?? '')));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (right[c] === true ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n')}\n`;
}

/** Digits after the point, the same in every row of a column. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
