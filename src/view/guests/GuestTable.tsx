import { useMemo } from 'react';
import type { Guest } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { dealHues, guestPaints, type Theme } from '../map/colours.ts';
import type { Place } from '../flight.ts';
import { chosenRows, facetsOf } from './facets.ts';
import { guestColumns, narrowColumns } from './guest-columns.ts';
import { guestRows, speedsOf, type GuestRow } from './guest-rows.ts';
import { setListQuery, useListQuery } from './open.ts';
import type { Query } from './query.ts';
import { placeIn, type Shown, type TableSide } from './side.ts';
import { TableList, type ListHands } from './TableList.tsx';
import type { RowHands } from './TableRow.tsx';

/** What a table of guests tells, and is told of the map. */
export interface GuestHands {
  readonly selected: string | null;
  readonly onSelect: (guest: string | null) => void;
  readonly onHover: (guest: string | null) => void;
  /** Brings a place into sight on one of the maps. */
  readonly onShow: (place: Place, map: number) => void;
  /** Guests can be taken from the table and moved. */
  readonly lift?: Required<Pick<RowHands, 'onPointerDown' | 'onKey'>>;
}

interface GuestTableProps {
  /** All maps on screen, and the one that the table is of. */
  readonly sides: readonly TableSide[];
  readonly side: TableSide;
  readonly shown: Shown;
  readonly hands: GuestHands;
  readonly theme: Theme | undefined;
  readonly tools: HTMLElement | null | undefined;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
  /** Beside the map there is room for few columns. */
  readonly isNarrow?: boolean;
}

/** The guests' colours on the map, by name. */
function useSwatches(guests: readonly Guest[], theme: Theme | undefined): ReadonlyMap<string, string> {
  return useMemo(() => {
    if (!theme) return new Map();
    const paints = guestPaints(dealHues(guests), theme, null);
    return new Map(guests.map((guest, i) => [guest.name, paints[i]?.base ?? theme.ink3]));
  }, [guests, theme]);
}

/** Speeds in the other run at the same instant, by guest. */
function otherSpeedsOf(sides: readonly TableSide[], side: TableSide, time: Seconds): ReadonlyMap<string, number> {
  const other = sides.find((one) => one !== side)?.at(time);
  return other ? speedsOf(other.guests, other.at) : new Map();
}

function useGuestRows({ sides, side, shown }: GuestTableProps): readonly GuestRow[] {
  const { guests, at } = shown;
  const { scenario, host, unplaced } = side;
  const given = useMemo(() => new Set(scenario.guests.map(({ name }) => name)), [scenario]);
  return useMemo(
    () =>
      guestRows({
        host,
        guests,
        at,
        unplaced,
        isGiven: (name) => given.has(name),
        otherSpeeds: otherSpeedsOf(sides, side, at.time),
      }),
    [sides, side, host, guests, at, unplaced, given],
  );
}

/** A row picked is the guest chosen on the map, once more = none; shown it is chosen, too. */
function useListHands({ sides, side, shown, hands }: GuestTableProps): ListHands {
  const { selected, onSelect, onHover, onShow, lift } = hands;
  const { time } = shown.at;
  return useMemo(
    () => ({
      onPick: (name) => onSelect(name === selected ? null : name),
      onShow: (name) => {
        const place = placeIn(side, time, name);
        onSelect(name);
        if (place) onShow(place, sides.indexOf(side));
        return place !== undefined;
      },
      onHover,
      ...lift,
    }),
    [sides, side, time, selected, onSelect, onHover, onShow, lift],
  );
}

/** The guests of a map as a table. */
export function GuestTable(props: GuestTableProps) {
  const { sides, side, shown, hands, theme, tools, query, onQuery, isNarrow = false } = props;
  const rows = useGuestRows(props);
  const columns = useMemo(() => guestColumns(sides.length > 1), [sides.length]);
  const visible = useMemo(() => (isNarrow ? narrowColumns(columns) : columns), [isNarrow, columns]);
  const chosen = useMemo(() => chosenRows(rows, query.chosen), [rows, query.chosen]);
  const facets = useMemo(() => facetsOf(rows), [rows]);
  const swatches = useSwatches(shown.guests, theme);
  return (
    <TableList
      tab="guests"
      tools={tools}
      columns={columns}
      visible={visible}
      rows={chosen}
      total={rows.length}
      query={query}
      onQuery={onQuery}
      facets={facets}
      fileTitle={`${side.scenario.name ?? side.host.name} ${side.title}`}
      guests={shown.guests}
      selected={hands.selected}
      hands={useListHands(props)}
      colourOf={(name) => swatches.get(name)}
    />
  );
}

/** The same beside the map: few columns, by name. */
export function NarrowGuestTable(props: Omit<GuestTableProps, 'tools' | 'query' | 'onQuery' | 'isNarrow'>) {
  return <GuestTable {...props} isNarrow tools={undefined} query={useListQuery()} onQuery={setListQuery} />;
}
