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
  /** Width, px. */
  readonly width: number;
  readonly cell: (row: Row) => Cell;
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

/** Rows in whose cells every word occurs, in any case. */
export function matching<Row>(rows: readonly Row[], columns: readonly Column<Row>[], query: string): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const searched = columns.filter((column) => !column.isFigure);
  return rows.filter((row) => {
    const text = searched.map((column) => column.cell(row).text.toLowerCase()).join('\n');
    return words.every((word) => text.includes(word));
  });
}
