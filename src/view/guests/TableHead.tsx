import type { Column, Sorting } from './columns.ts';

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting;
  readonly onSort: (column: Column<Row>) => void;
}

function directionOf(sorting: Sorting, id: string): 'ascending' | 'descending' | undefined {
  if (sorting.column !== id) return undefined;
  return sorting.isDown ? 'descending' : 'ascending';
}

/** Titles and sources of the columns; a press sorts. */
export function TableHead<Row>({ columns, sorting, onSort }: HeadProps<Row>) {
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
