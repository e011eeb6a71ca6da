import { Source } from '../guests/source.ts';
import { quoted } from '../problems.ts';
import type { ColumnName, Columns } from './columns.ts';
import type { Cell } from './csv.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A trace's text, its columns, and what was found wrong in it. */
export class TraceSource extends Source {
  constructor(
    text: string,
    file: string,
    readonly header: readonly string[],
    readonly columns: Columns,
  ) {
    super(text, file);
  }

  /** No further error would be shown. */
  get full(): boolean {
    return this.problems.full;
  }

  #cell(row: readonly Cell[], name: ColumnName): Cell | undefined {
    const at = this.columns[name];
    return at === undefined ? undefined : row[at];
  }

  /** What stands in a column; undefined where there is no such column, or nothing in it. */
  word(row: readonly Cell[], name: ColumnName): string | undefined {
    const text = this.#cell(row, name)?.text;
    return text === '' ? undefined : text;
  }

  refuse(row: readonly Cell[], name: ColumnName, what: string, expected: string): void {
    const cell = this.#cell(row, name) ?? row[0];
    this.error('trace-value', `${this.header[this.columns[name] ?? 0]}: ${what}, ${expected}`, cell?.offset ?? 0);
  }

  /** A number within a range; undefined, with an error, where there is something else, and without one where there is no such column. */
  number(row: readonly Cell[], name: ColumnName, min: number, max: number): number | undefined {
    const cell = this.#cell(row, name);
    if (cell === undefined) return undefined;
    const value = NUMBER.test(cell.text) ? Number(cell.text) : NaN;
    if (value >= min && value <= max) return value;
    this.refuse(row, name, quoted(cell.text), `expected a number within ${min}..${max}`);
    return undefined;
  }

  whole(row: readonly Cell[], name: ColumnName, min: number, max: number): number | undefined {
    const value = this.number(row, name, min, max);
    if (value === undefined || Number.isInteger(value)) return value;
    this.refuse(row, name, `${value}`, 'expected a whole number');
    return undefined;
  }

  note(code: string, row: readonly Cell[], message: string): void {
    this.warn(code, message, row[0]?.offset ?? 0);
  }
}
