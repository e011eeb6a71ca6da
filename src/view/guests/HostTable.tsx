import { useMemo, useState } from 'react';
import type { Host } from '../../model/host.ts';
import type { Place } from '../flight.ts';
import { graphOf } from '../map/graph.ts';
import { linkColumns, linkRows, nodeColumns, nodeRows, type HostRow } from './host-rows.ts';
import type { Query } from './query.ts';
import type { Shown, TableSide } from './side.ts';
import { TableList, type ListHands } from './TableList.tsx';

interface HostTableProps {
  readonly tab: 'nodes' | 'links';
  readonly side: TableSide;
  readonly shown: Shown;
  readonly onShow: (place: Place) => void;
  readonly tools: HTMLElement | null;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
}

/** Where a row's node is, or the two that its link joins. */
function placeOfRow(tab: HostTableProps['tab'], host: Host, { index }: HostRow): Place {
  const link = tab === 'links' ? graphOf(host).links[index] : undefined;
  return { nodes: link ? [link.from, link.to] : [index] };
}

/** The nodes of a host, or its links, as a table. */
export function HostTable({ tab, side, shown, onShow, tools, query, onQuery }: HostTableProps) {
  const { host } = side;
  const { at } = shown;
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo(() => (tab === 'nodes' ? nodeColumns(host, at) : linkColumns(host, at)), [tab, host, at]);
  const rows = useMemo(() => (tab === 'nodes' ? nodeRows(host, at) : linkRows(host)), [tab, host, at]);
  const hands = useMemo(
    (): ListHands => ({
      onPick: (key) => setSelected((old) => (old === key ? null : key)),
      onShow: (key) => {
        const row = rows.find((one) => one.key === key);
        setSelected(key);
        if (row) onShow(placeOfRow(tab, host, row));
        return row !== undefined;
      },
    }),
    [rows, tab, host, onShow],
  );
  return (
    <TableList
      tab={tab}
      tools={tools}
      columns={columns}
      rows={rows}
      total={rows.length}
      query={query}
      onQuery={onQuery}
      facets={[]}
      fileTitle={`${host.name} ${side.title}`}
      guests={shown.guests}
      selected={selected}
      hands={hands}
    />
  );
}
