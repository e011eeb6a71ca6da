import { expect, test } from 'vitest';
import { csvText, renamedTable } from '../csv.ts';
import { gridOf, matching, pressed, sorted, type Cell, type Column } from './columns.ts';
import { tableValues } from './table-csv.ts';

interface Row {
  readonly name: string;
  readonly size: number | null;
}

const ROWS: readonly Row[] = [
  { name: 'vm-10', size: 2 },
  { name: 'vm-2', size: null },
  { name: 'db "1"', size: 10 },
  { name: '=sum(a1)', size: 2 },
];

function columnOf(id: keyof Row, isFigure: boolean, cell: (row: Row) => Partial<Cell>): Column<Row> {
  return {
    id,
    title: id,
    help: '',
    source: 'file',
    isFigure,
    width: 80,
    cell: (row) => ({ value: row[id], text: String(row[id]), source: 'file', ...cell(row) }),
  };
}

const NAME = columnOf('name', false, () => ({}));
const SIZE = columnOf('size', true, ({ size }) => (size === 10 ? { source: 'default' } : {}));
const COLUMNS = [NAME, SIZE];
const names = (rows: readonly Row[]): string[] => rows.map(({ name }) => name);

test('numbers within names count as numbers', () => {
  expect(names(sorted(ROWS, NAME, false)).filter((name) => name.startsWith('vm'))).toEqual(['vm-2', 'vm-10']);
});

test('rows without a value are last in either direction, equal ones keep their order', () => {
  expect(names(sorted(ROWS, SIZE, false))).toEqual(['vm-10', '=sum(a1)', 'db "1"', 'vm-2']);
  expect(names(sorted(ROWS, SIZE, true))).toEqual(['db "1"', 'vm-10', '=sum(a1)', 'vm-2']);
});

test('no column, no order', () => {
  expect(sorted(ROWS, undefined, true)).toBe(ROWS);
});

test('a head pressed once sorts figures down and words up, twice the other way', () => {
  const first = pressed({ column: '', isDown: false }, SIZE);
  expect(first).toEqual({ column: 'size', isDown: true });
  expect(pressed(first, SIZE)).toEqual({ column: 'size', isDown: false });
  expect(pressed(first, NAME)).toEqual({ column: 'name', isDown: false });
});

test('every word must occur in the words of a row, in any case; figures are not searched', () => {
  expect(names(matching(ROWS, COLUMNS, 'VM'))).toEqual(['vm-10', 'vm-2']);
  expect(names(matching(ROWS, COLUMNS, 'vm 2'))).toEqual(['vm-2']);
  expect(matching(ROWS, COLUMNS, '  ')).toBe(ROWS);
});

test('a node is found by its number, not by another that begins alike', () => {
  const nodes = columnOf('name', false, () => ({}));
  const rows = [3, 31].map((id) => ({ name: `${id}`, size: null }));
  const found = (query: string): string[] =>
    names(matching(rows, [{ ...nodes, find: ({ name }) => `node 0, node ${name}` }], query));
  expect(found('node 3')).toEqual(['3']);
  expect(found('Node  0')).toEqual(['3', '31']);
  expect(found('node')).toEqual(['3', '31']);
});

test('one column takes the space that is left over: the last, or the one that says so', () => {
  expect(gridOf(COLUMNS)).toEqual({ template: '5rem minmax(5rem, 1fr)', least: '10rem' });
  expect(gridOf([{ ...NAME, grows: true }, SIZE]).template).toBe('minmax(5rem, 1fr) 5rem');
});

const renameInTest = (text: string): string => text.replaceAll('name', 'guest-1').replace('vm-2', 'guest-2');

test('other names go into the rows, not into the head', () => {
  expect(renamedTable([['name'], ['name'], ['vm-2'], [3], [null]], renameInTest)).toEqual([
    ['name'],
    ['guest-1'],
    ['guest-2'],
    [3],
    [null],
  ]);
});

test('a CSV file has every figure, sources where they differ, and nothing that a spreadsheet would compute', () => {
  expect(csvText(tableValues(COLUMNS, ROWS)).split('\r\n')).toEqual([
    'name,size,size source',
    'vm-10,2,file',
    'vm-2,,file',
    '"db ""1""",10,default',
    "'=sum(a1),2,file",
    '',
  ]);
});
