import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { GuestPaint } from '../map/colours.ts';
import { MOST_PIPED } from '../map/layout.ts';
import type { PartRef } from '../map/types.ts';
import { gib, percent } from '../map/units-text.ts';
import { firstPart, guestRows, shownRows, windowOf, type GuestRow, type SortKey, type Sorting } from './guest-rows.ts';
import type { Placed } from './placed.ts';

/** What a row's name can do: as the guest's button on the map. */
export interface RowHands {
  readonly onSelect: (guest: number | null) => void;
  readonly onHover: (guest: number | null) => void;
  readonly onPartPointerDown: (part: PartRef, event: PointerEvent<HTMLElement>) => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>, part: PartRef | null) => boolean;
}

interface TableProps {
  readonly placed: Placed;
  readonly paints: readonly GuestPaint[];
  readonly selected: number | null;
  readonly hands: RowHands;
}

const COLUMNS: readonly (readonly [key: SortKey, title: string])[] = [
  ['name', 'Guest'],
  ['nodes', 'Node'],
  ['vcpus', 'vCPUs'],
  ['memoryMiB', 'GiB'],
  ['speed', 'Speed'],
  ['far', 'Far'],
];

/** Heights of a row and of the frame, px. */
const ROW = 26;
const FRAME = 338;

function SortHead({ sorting, onSort }: { readonly sorting: Sorting; readonly onSort: (by: SortKey) => void }) {
  return (
    <tr>
      {COLUMNS.map(([key, title]) => {
        const on = sorting.by === key;
        const order = sorting.descending ? 'descending' : 'ascending';
        return (
          <th key={key} scope="col" aria-sort={on ? order : undefined}>
            <button type="button" onClick={() => onSort(key)}>
              {title}
              {on && <span aria-hidden="true">{sorting.descending ? ' ↓' : ' ↑'}</span>}
            </button>
          </th>
        );
      })}
    </tr>
  );
}

interface RowProps extends TableProps {
  readonly row: GuestRow;
}

function Row({ row, placed, paints, selected, hands }: RowProps) {
  const { guest, name, nodes } = row;
  const chosen = guest === selected;
  const first = firstPart(placed, guest);
  const part = first ? { guest, ...first } : null;
  return (
    <tr aria-selected={chosen} onPointerEnter={() => hands.onHover(guest)} onPointerLeave={() => hands.onHover(null)}>
      <th scope="row">
        <button
          type="button"
          onClick={() => hands.onSelect(chosen ? null : guest)}
          onPointerDown={(event) => part && hands.onPartPointerDown(part, event)}
          onKeyDown={(event) => hands.onKey(event, part) && event.preventDefault()}
        >
          <i className="swatch" style={{ background: paints[guest]?.base }} />
          {name}
        </button>
      </th>
      <td>{nodes.join(', ')}</td>
      <td>{row.vcpus}</td>
      <td>{gib(row.memoryMiB)}</td>
      <td>{percent(row.speed)}</td>
      <td>{percent(row.far)}</td>
    </tr>
  );
}

/** A row that only takes space, for those that are not rendered. */
function Gap({ rows }: { readonly rows: number }) {
  return rows > 0 ? (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS.length} style={{ height: rows * ROW, padding: 0 }} />
    </tr>
  ) : null;
}

/** Every guest with its figures: the map as a table. Names can be dragged to a node like the guests on the map. */
export function GuestTable(props: TableProps) {
  const { placed } = props;
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'name', descending: false });
  const [top, setTop] = useState(0);
  const rows = useMemo(() => guestRows(placed), [placed]);
  const shown = useMemo(() => shownRows(rows, words, sorting), [rows, words, sorting]);
  const [first, last] = windowOf(shown.length, ROW, Math.min(top, shown.length * ROW), FRAME);
  const sort = (by: SortKey): void =>
    setSorting((old) => ({ by, descending: old.by === by ? !old.descending : by !== 'name' && by !== 'nodes' }));
  return (
    <details className="guest-table" open={placed.host.nodes.length > MOST_PIPED}>
      <summary>
        Guests <small>{shown.length === rows.length ? rows.length : `${shown.length} of ${rows.length}`}</small>
      </summary>
      <input
        type="search"
        aria-label="Find guests"
        placeholder="Name, group or node 3"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div
        className="guest-frame"
        style={{ maxHeight: FRAME }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <table aria-label="Guests" aria-rowcount={shown.length + 1}>
          <thead>
            <SortHead sorting={sorting} onSort={sort} />
          </thead>
          <tbody>
            <Gap rows={first} />
            {shown.slice(first, last).map((row) => (
              <Row key={row.guest} row={row} {...props} />
            ))}
            <Gap rows={shown.length - last} />
          </tbody>
        </table>
      </div>
    </details>
  );
}
