import { useEffect, useMemo, type CSSProperties } from 'react';
import { gridOf, type Cell, type Column, type Sorting } from './columns.ts';
import { TableHead } from './TableHead.tsx';
import { TableRow, type RowHands } from './TableRow.tsx';
import { rowHeight, useRovingRow, useRowWindow } from './use-rows.ts';
import './data-table.css';

interface GridStyle extends CSSProperties {
  readonly '--columns': string;
}

/** The cells of rows, made when they are first shown. */
function cellCache<Row extends object>(columns: readonly Column<Row>[]): (row: Row) => readonly Cell[] {
  const known = new WeakMap<Row, readonly Cell[]>();
  return (row) => {
    const cells = known.get(row) ?? columns.map((column) => column.cell(row));
    known.set(row, cells);
    return cells;
  };
}

/** The rows near the frame, and the one that has the focus also where it was scrolled out of it. */
function renderedRows<Row>(rows: readonly Row[], first: number, last: number, active: number) {
  const rendered = rows.slice(first, last).map((row, i) => ({ row, index: first + i }));
  const focused = rows[active];
  if (focused && (active < first || active >= last)) rendered.push({ row: focused, index: active });
  return rendered;
}

function gridStyle<Row>(columns: readonly Column<Row>[]): GridStyle {
  const { template, least } = gridOf(columns);
  return { '--columns': template, minWidth: least };
}

interface DataTableProps<Row extends { readonly key: string }> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Filtered and sorted. */
  readonly rows: readonly Row[];
  readonly sorting: Sorting;
  readonly onSort: (column: Column<Row>) => void;
  readonly selected: string | null;
  /** Rows that can be chosen. */
  readonly hands?: RowHands;
  /** Colour of the mark before a row's name. */
  readonly colourOf?: (id: string) => string | undefined;
}

/** A table of any length: only the rows near its frame are rendered; keys move from row to row. */
export function DataTable<Row extends { readonly key: string }>(props: DataTableProps<Row>) {
  const { name, columns, rows, sorting, onSort, selected, hands, colourOf } = props;
  const height = rowHeight();
  const window = useRowWindow(rows.length, height);
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const roving = useRovingRow(keys, window, height);
  const cellsOf = useMemo(() => cellCache(columns), [columns]);
  const isFigure = useMemo(() => columns.map((column) => column.isFigure), [columns]);
  const { frame, show, first, last } = window;
  const chosen = selected === null ? -1 : keys.indexOf(selected);
  useEffect(() => show(chosen), [show, chosen]);
  return (
    <div ref={frame} className="table-frame">
      <table
        role="table"
        aria-label={name}
        aria-rowcount={rows.length + 1}
        className="data-table"
        style={gridStyle(columns)}
      >
        <TableHead columns={columns} sorting={sorting} onSort={onSort} />
        <tbody role="rowgroup" style={{ height: rows.length * height }} onKeyDown={roving.onKeyDown}>
          {renderedRows(rows, first, last, roving.active).map(({ row, index }) => (
            <TableRow
              key={row.key}
              id={row.key}
              index={index}
              top={index * height}
              cells={cellsOf(row)}
              isFigure={isFigure}
              colour={colourOf?.(row.key)}
              isActive={index === roving.active}
              isSelected={row.key === selected}
              hands={hands}
              onFocusRow={roving.onFocusRow}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
