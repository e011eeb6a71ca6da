import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Guest } from '../../model/scenario.ts';
import { TABLES } from '../texts/tables.ts';
import { matching, pressed, sorted, type Column } from './columns.ts';
import { DataTable } from './DataTable.tsx';
import type { Facet } from './facets.ts';
import type { Query, Tab } from './query.ts';
import { TableBar } from './TableBar.tsx';
import { tableValues } from './table-csv.ts';
import type { RowHands } from './TableRow.tsx';

/** As `RowHands`, but says whether there is something to be shown. */
export interface ListHands extends Omit<RowHands, 'onShow'> {
  readonly onShow: (id: string) => boolean;
}

interface ListProps<Row extends { readonly key: string }> {
  readonly tab: Tab;
  /** Takes what narrows and saves the table; undefined = it stands above the table. */
  readonly tools: HTMLElement | null | undefined;
  /** All of them are in the file and are searched. */
  readonly columns: readonly Column<Row>[];
  /** Those that are shown. */
  readonly visible?: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Rows before any of them was left out. */
  readonly total: number;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
  readonly facets: readonly Facet[];
  readonly fileTitle: string;
  /** Whose names may be in the file. */
  readonly guests: readonly Guest[];
  readonly selected: string | null;
  readonly hands: ListHands;
  readonly colourOf?: (id: string) => string | undefined;
}

/** Shows a row on the map, and says so to who does not see it. */
function useShowing(hands: ListHands, nameOf: (id: string) => string) {
  const [said, setSaid] = useState('');
  const rowHands = useMemo((): RowHands => {
    const onShow = (id: string): void => setSaid((hands.onShow(id) ? TABLES.inSight : TABLES.notThere)(nameOf(id)));
    return { ...hands, onShow };
  }, [hands, nameOf]);
  return { said, rowHands };
}

function useFound<Row>(rows: readonly Row[], columns: readonly Column<Row>[], { text, sorting }: Query) {
  return useMemo(() => {
    const column = columns.find(({ id }) => id === sorting.column);
    return sorted(matching(rows, columns, text), column, sorting.isDown);
  }, [rows, columns, text, sorting]);
}

/** Filter, count and file of a table, and the table. */
export function TableList<Row extends { readonly key: string }>(props: ListProps<Row>) {
  const { tab, tools, columns, visible = columns, rows, total, query, onQuery, selected, hands, colourOf } = props;
  const found = useFound(rows, columns, query);
  const nameOf = useMemo(() => {
    const names = new Map(rows.map((row) => [row.key, columns[0]?.cell(row).text ?? row.key]));
    return (id: string): string => names.get(id) ?? id;
  }, [rows, columns]);
  const { said, rowHands } = useShowing(hands, nameOf);
  const bar = <TableBar {...props} shown={found.length} values={() => tableValues(columns, found)} />;
  return (
    <>
      {tools === undefined ? <div className="tables-tools">{bar}</div> : tools && createPortal(bar, tools)}
      <DataTable
        name={TABLES.tabs[tab]}
        columns={visible}
        rows={found}
        sorting={query.sorting}
        onSort={(column) => onQuery({ ...query, sorting: pressed(query.sorting, column) })}
        selected={selected}
        hands={rowHands}
        {...(colourOf && { colourOf })}
      />
      {found.length === 0 && <p className="tables-none quiet">{total === 0 ? TABLES.empty[tab] : TABLES.none}</p>}
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
}
