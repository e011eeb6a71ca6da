import { memo, useEffect, useMemo, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import type { Cell, Column, Sorting } from './columns.ts';
import { rowHeight, useRovingRow, useRowWindow } from './use-rows.ts';

interface GridStyle extends CSSProperties {
  readonly '--columns': string;
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting;
  readonly onSort: (column: Column<Row>) => void;
}

function directionOf(sorting: Sorting, id: string): 'ascending' | 'descending' | undefined {
  if (sorting.column !== id) return undefined;
  return sorting.isDown ? 'descending' : 'ascending';
}

function Head<Row>({ columns, sorting, onSort }: HeadProps<Row>) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {columns.map((column) => {
          const direction = directionOf(sorting, column.id);
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              aria-sort={direction}
              className={column.isFigure ? 'figure' : ''}
            >
              <button type="button" title={`${column.help} (${column.source})`} onClick={() => onSort(column)}>
                <span>
                  {column.title}
                  {direction && <i aria-hidden="true">{direction === 'ascending' ? '↑' : '↓'}</i>}
                </span>
                <small>{column.source}</small>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** What can be done with a row that stands for something on the map. */
export interface RowHands {
  readonly onPick: (id: string) => void;
  readonly onHover: (id: string | null) => void;
  /** The row's name is taken by the pointer. */
  readonly onPointerDown?: (id: string, event: PointerEvent<HTMLElement>) => void;
  /** Asked before the table's own keys; true = handled. */
  readonly onKey?: (id: string, event: KeyboardEvent<HTMLElement>) => boolean;
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  /** Must keep its identity while the row and the columns do. */
  readonly cells: readonly Cell[];
  readonly isFigure: readonly boolean[];
  /** Of the mark before the name. */
  readonly colour: string | undefined;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly hands: RowHands | undefined;
  readonly onFocusRow: (id: string) => void;
}

function cellClass(isFigure: boolean, { isAssumed, isBad }: Cell): string {
  return [isFigure && 'figure', isAssumed && 'assumed', isBad && 'bad'].filter(Boolean).join(' ');
}

/** One row. Scrolling renders those that come into the frame, not those that stay in it. */
const RowLine = memo(function RowLine(props: RowProps) {
  const { id, index, top, cells, isFigure, colour, isActive, isSelected, hands, onFocusRow } = props;
  const [name, ...rest] = cells;
  const focus = { 'data-row': index, tabIndex: isActive ? 0 : -1, onFocus: () => onFocusRow(id) };
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      className={isSelected ? 'selected' : ''}
      style={{ transform: `translateY(${top}px)` }}
      onClick={hands && (() => hands.onPick(id))}
      onPointerEnter={hands && (() => hands.onHover(id))}
      onPointerLeave={hands && (() => hands.onHover(null))}
    >
      <th role="rowheader" scope="row" title={name?.source}>
        {hands ? (
          <button
            type="button"
            aria-pressed={isSelected}
            onPointerDown={(event) => hands.onPointerDown?.(id, event)}
            onKeyDown={(event) => hands.onKey?.(id, event) === true && event.preventDefault()}
            {...focus}
          >
            <i className="guest-swatch" style={{ background: colour }} />
            <span>{name?.text}</span>
          </button>
        ) : (
          <span className="row-name" {...focus}>
            {name?.text}
          </span>
        )}
      </th>
      {rest.map((cell, at) => (
        // Columns keep their places for as long as the table is there.
        // oxlint-disable-next-line react/no-array-index-key
        <td key={at} role="cell" title={cell.source} className={cellClass(isFigure[at + 1] === true, cell)}>
          {cell.text}
        </td>
      ))}
    </tr>
  );
});

/** The cells of rows, made when they are first shown. */
function cellCache<Row extends object>(columns: readonly Column<Row>[]): (row: Row) => readonly Cell[] {
  const known = new WeakMap<Row, readonly Cell[]>();
  return (row) => {
    const cells = known.get(row) ?? columns.map((column) => column.cell(row));
    known.set(row, cells);
    return cells;
  };
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
  const rendered = rows.slice(first, last).map((row, i) => ({ row, index: first + i }));
  const active = rows[roving.active];
  // What has the focus stays, also where it was scrolled out of the frame.
  if (active && (roving.active < first || roving.active >= last)) rendered.push({ row: active, index: roving.active });
  const style: GridStyle = {
    '--columns': columns
      .map(({ width }, i) => (i < columns.length - 1 ? `${width}px` : `minmax(${width}px, 1fr)`))
      .join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + width, 0),
  };
  return (
    <div ref={frame} className="table-frame">
      <table role="table" aria-label={name} aria-rowcount={rows.length + 1} className="data-table" style={style}>
        <Head columns={columns} sorting={sorting} onSort={onSort} />
        <tbody role="rowgroup" style={{ height: rows.length * height }} onKeyDown={roving.onKeyDown}>
          {rendered.map(({ row, index }) => (
            <RowLine
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
