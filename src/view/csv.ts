/** What a cell of a file may be. */
export type CsvValue = string | number | null;

/** Beginnings that a spreadsheet takes for a formula: names come from files of others. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as RFC 4180 has them; text that a spreadsheet would compute is kept from it by an apostrophe. */
export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** The same table with other names in the texts of its rows; the head has none. */
export function renamedTable(
  [head = [], ...rows]: readonly (readonly CsvValue[])[],
  rename: (text: string) => string,
): readonly (readonly CsvValue[])[] {
  return [head, ...rows.map((row) => row.map((value) => (typeof value === 'string' ? rename(value) : value)))];
}
