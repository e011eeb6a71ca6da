import { useMemo, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../shell/Icon.tsx';
import { fileName, saveFile } from '../shell/save-file.ts';
import { TABLES } from '../texts/tables.ts';
import { matching, pressed, sorted, type Column, type Sorting } from './columns.ts';
import { DataTable, type RowHands } from './DataTable.tsx';
import type { Facet } from './facets.ts';
import { tableCsv } from './table-csv.ts';

export type Tab = keyof typeof TABLES.tabs;

interface ChipsProps {
  readonly facets: readonly Facet[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Chips({ facets, chosen, onChange }: ChipsProps) {
  if (facets.length === 0) return null;
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <div role="group" aria-label={TABLES.chips} className="chips">
      {facets.map(({ id, title, count }) => (
        <button key={id} type="button" className="chip" aria-pressed={chosen.has(id)} onClick={() => toggle(id)}>
          {title} <small>{count}</small>
        </button>
      ))}
    </div>
  );
}

/** What is asked of a table: kept for each of them while the panel is open. */
export interface Query {
  readonly text: string;
  readonly chosen: ReadonlySet<string>;
  readonly sorting: Sorting;
}

export const BEGIN: Query = { text: '', chosen: new Set(), sorting: { column: '', isDown: false } };

interface ListProps<Row extends { readonly key: string }> {
  readonly tab: Tab;
  /** Takes what narrows and saves the table. */
  readonly tools: HTMLElement | null;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Rows before any of them was left out. */
  readonly total: number;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
  readonly facets: readonly Facet[];
  readonly fileTitle: string;
  readonly selected: string | null;
  readonly hands?: RowHands;
  readonly colourOf?: (id: string) => string | undefined;
}

/** Filter, count and file of a table, and the table. */
export function TableList<Row extends { readonly key: string }>(props: ListProps<Row>) {
  const { tab, tools, columns, rows, total, query, onQuery, facets, fileTitle, selected, hands, colourOf } = props;
  const { text, sorting } = query;
  const found = useMemo(() => {
    const column = columns.find(({ id }) => id === sorting.column);
    return sorted(matching(rows, columns, text), column, sorting.isDown);
  }, [rows, columns, text, sorting]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || text === '') return;
    event.stopPropagation();
    onQuery({ ...query, text: '' });
  };
  const bar = (
    <>
      <input
        type="search"
        className="tables-filter"
        aria-label={TABLES.filter}
        placeholder={TABLES.filterHint}
        value={text}
        onChange={(event) => onQuery({ ...query, text: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <Chips facets={facets} chosen={query.chosen} onChange={(chosen) => onQuery({ ...query, chosen })} />
      <span role="status" className="quiet tables-count">
        {TABLES.shown(found.length, total, TABLES.one[tab])}
      </span>
      <button
        type="button"
        className="button"
        title={TABLES.csvHint}
        onClick={() => saveFile(fileName(`${fileTitle} ${tab}`, 'csv'), tableCsv(columns, found), 'text/csv')}
      >
        <Icon name="export" />
        {TABLES.csv}
      </button>
    </>
  );
  return (
    <>
      {tools && createPortal(bar, tools)}
      <DataTable
        name={TABLES.tabs[tab]}
        columns={columns}
        rows={found}
        sorting={sorting}
        onSort={(column) => onQuery({ ...query, sorting: pressed(sorting, column) })}
        selected={selected}
        {...(hands && { hands })}
        {...(colourOf && { colourOf })}
      />
      {found.length === 0 && <p className="tables-none quiet">{total === 0 ? TABLES.empty[tab] : TABLES.none}</p>}
    </>
  );
}
