/** One figure of a table: what it is, how it is written, where it comes from. */
export interface Cell {
  /** By what rows are sorted and what a CSV file says; null = unknown or none, always last. */
  readonly value: number | string | null;
  readonly text: string;
  readonly source: string;
  /** Not stated but assumed: written more quietly. */
  readonly isAssumed?: boolean;
  /** Something is wrong with it. */
  readonly isBad?: boolean;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Where the figures of the column come from, said once for all of them. */
  readonly source: string;
  /** Figures stand at the end of the line, words at its start. */
  readonly isFigure: boolean;
  /** Width, px where text has its usual size. */
  readonly width: number;
  /** Takes the space that is left over; the last column does where none does. */
  readonly grows?: boolean;
  readonly cell: (row: Row) => Cell;
  /** What a search finds a row by, where it is not the words of the cell. */
  readonly find?: (row: Row) => string;
}

export interface Sorting {
  readonly column: string;
  readonly isDown: boolean;
}

const ORDER = new Intl.Collator('en', { numeric: true });

function compared(a: NonNullable<Cell['value']>, b: NonNullable<Cell['value']>): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : ORDER.compare(String(a), String(b));
}

/** Rows in the order of a column, those without a value last; equal ones stay in their own order. */
export function sorted<Row>(rows: readonly Row[], column: Column<Row> | undefined, isDown: boolean): readonly Row[] {
  if (!column) return rows;
  const keyed = rows.map((row) => ({ row, key: column.cell(row).value }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return compared(a.key, b.key) * (isDown ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}

/** The next sorting when a column's head is pressed: figures begin with the largest, words with the first. */
export function pressed<Row>(sorting: Sorting, { id, isFigure }: Column<Row>): Sorting {
  return sorting.column === id ? { column: id, isDown: !sorting.isDown } : { column: id, isDown: isFigure };
}

function rem(width: number): string {
  return `${width / 16}rem`;
}

/** The widths of columns as a grid has them; they grow with the text. */
export function gridOf<Row>(columns: readonly Column<Row>[]): { readonly template: string; readonly least: string } {
  const grows = columns.find((column) => column.grows) ?? columns.at(-1);
  const widths = columns.map((column) => (column === grows ? `minmax(${rem(column.width)}, 1fr)` : rem(column.width)));
  return { template: widths.join(' '), least: rem(columns.reduce((sum, { width }) => sum + width, 0)) };
}

/** Ends what a search may have to find as a whole: "node 3", and not "node 31". */
const END = ',';

function wordsOf(query: string): readonly string[] {
  const words = query.toLowerCase().match(/node\s+\d+|\S+/g) ?? [];
  return words.map((word) => (/\s/.test(word) ? `${word.replace(/\s+/, ' ')}${END}` : word));
}

/** Rows in whose cells every word occurs, in any case. */
export function matching<Row>(rows: readonly Row[], columns: readonly Column<Row>[], query: string): readonly Row[] {
  const words = wordsOf(query);
  if (words.length === 0) return rows;
  const searched = columns.filter((column) => !column.isFigure);
  return rows.filter((row) => {
    const texts = searched.map((column) => `${column.find?.(row) ?? column.cell(row).text}${END}`);
    const text = texts.join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
