import type { CsvValue } from '../csv.ts';
import type { Column } from './columns.ts';

/** The rows as a table for a CSV file: every figure in full, and a column of sources beside those whose figures have different ones. */
export function tableValues<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly (readonly CsvValue[])[] {
  const fields = columns.flatMap((column) => {
    const isMixed = rows.some((row) => column.cell(row).source !== column.source);
    const value = { title: column.title, of: (row: Row): CsvValue => column.cell(row).value };
    const source = { title: `${column.title} source`, of: (row: Row): CsvValue => column.cell(row).source };
    return isMixed ? [value, source] : [value];
  });
  return [fields.map(({ title }) => title), ...rows.map((row) => fields.map(({ of }) => of(row)))];
}
