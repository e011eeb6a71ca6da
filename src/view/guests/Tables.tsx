import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Guest } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { dealHues, guestPaints, type Theme } from '../map/colours.ts';
import type { MapClock } from '../map/types.ts';
import { useTheme } from '../map/use-drawing.ts';
import { Icon } from '../shell/Icon.tsx';
import { COMPARE } from '../texts/compare.ts';
import { TABLES } from '../texts/tables.ts';
import type { RowHands } from './DataTable.tsx';
import { chosenRows, facetsOf } from './facets.ts';
import { guestColumns } from './guest-columns.ts';
import { guestRows, speedsOf, type GuestRow } from './guest-rows.ts';
import { linkColumns, linkRows, nodeColumns, nodeRows } from './host-rows.ts';
import { closeTables } from './open.ts';
import { revealGuest } from './reveal.ts';
import { Segments } from '../shell/Segments.tsx';
import { useSlowTime, type Shown, type TableSide } from './side.ts';
import { BEGIN, TableList, type Query, type Tab } from './TableList.tsx';
import './tables.css';

const TABS = Object.entries(TABLES.tabs);

function isTab(text: string): text is Tab {
  return Object.hasOwn(TABLES.tabs, text);
}

export interface TablesProps {
  readonly sides: readonly TableSide[];
  readonly clock: MapClock;
  readonly selected: string | null;
  readonly onSelect: (guest: string | null) => void;
  readonly onHover: (guest: string | null) => void;
  /** Guests can be taken from the table and moved. */
  readonly lift?: Required<Pick<RowHands, 'onPointerDown' | 'onKey'>>;
}

interface BodyProps {
  readonly props: TablesProps;
  readonly side: TableSide;
  readonly shown: Shown;
  readonly tools: HTMLElement | null;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
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

function useGuestRows({ props, side, shown }: BodyProps): readonly GuestRow[] {
  const { guests, at } = shown;
  const { scenario, host, unplaced } = side;
  const { sides } = props;
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

/** Brings a guest into view on all maps that show it. */
function reveal(sides: readonly TableSide[], time: Seconds, name: string): void {
  sides.forEach((side, map) => {
    const guest = side.at(time)?.guests.findIndex((other) => other.name === name) ?? -1;
    if (guest >= 0) revealGuest(map, guest);
  });
}

function useHands({ sides, selected, onSelect, onHover, lift }: TablesProps, time: Seconds): RowHands {
  return useMemo(() => {
    const onPick = (name: string): void => {
      onSelect(name === selected ? null : name);
      reveal(sides, time, name);
    };
    return { onPick, onHover, ...lift };
  }, [sides, selected, onSelect, onHover, lift, time]);
}

function GuestTable({ all, theme }: { readonly all: BodyProps; readonly theme: Theme | undefined }) {
  const { props, side, shown, tools, query, onQuery } = all;
  const { sides, selected } = props;
  const rows = useGuestRows(all);
  const columns = useMemo(() => guestColumns(sides.length > 1), [sides.length]);
  const chosen = useMemo(() => chosenRows(rows, query.chosen), [rows, query.chosen]);
  const facets = useMemo(() => facetsOf(rows), [rows]);
  const swatches = useSwatches(shown.guests, theme);
  const hands = useHands(props, shown.at.time);
  return (
    <TableList
      tab="guests"
      tools={tools}
      columns={columns}
      rows={chosen}
      total={rows.length}
      query={query}
      onQuery={onQuery}
      facets={facets}
      fileTitle={`${side.scenario.name ?? side.host.name} ${side.title}`}
      selected={selected}
      hands={hands}
      colourOf={(name) => swatches.get(name)}
    />
  );
}

function HostTable({ all, tab }: { readonly all: BodyProps; readonly tab: 'nodes' | 'links' }) {
  const { side, shown, tools, query, onQuery } = all;
  const { host } = side;
  const { at } = shown;
  const columns = useMemo(() => (tab === 'nodes' ? nodeColumns(host, at) : linkColumns(host, at)), [tab, host, at]);
  const rows = useMemo(() => (tab === 'nodes' ? nodeRows(host, at) : linkRows(host)), [tab, host, at]);
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
      selected={null}
    />
  );
}

/** The focus goes into the panel when it opens, and back when it closes. */
function useFocusWithin(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    element?.focus({ preventScroll: true });
    return () => {
      const isLost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [panel]);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.defaultPrevented) closeTables();
}

interface SidesProps {
  readonly sides: readonly TableSide[];
  readonly value: string;
  readonly onChange: (side: string) => void;
}

/** Which run the table is of. */
function Sides({ sides, value, onChange }: SidesProps) {
  if (sides.length < 2) return null;
  const choices = sides.map(({ side = 'a', title }) => [side, `${COMPARE.sides[side]} ${title}`] as const);
  return <Segments name={TABLES.side} choices={choices} value={value} onChange={onChange} />;
}

function Body({ all, tab, theme }: { readonly all: BodyProps; readonly tab: Tab; readonly theme: Theme | undefined }) {
  return tab === 'guests' ? <GuestTable all={all} theme={theme} /> : <HostTable key={tab} all={all} tab={tab} />;
}

/** The map as tables: guests, nodes and links at the clock's time. What is hovered on the map renders nothing here. */
export const Tables = memo(function Tables(props: TablesProps) {
  const { sides, clock } = props;
  const panel = useRef<HTMLElement>(null);
  const theme = useTheme(panel);
  const [tab, setTab] = useState<Tab>('guests');
  const [sideId, setSide] = useState<string>('a');
  const [queries, setQueries] = useState<Readonly<Partial<Record<Tab, Query>>>>({});
  const [tools, setTools] = useState<HTMLElement | null>(null);
  useFocusWithin(panel);
  const time = useSlowTime(clock, sides);
  const side = sides.find((one) => one.side === sideId) ?? sides[0];
  const shown = side?.at(time);
  const query = queries[tab] ?? BEGIN;
  const onQuery = (next: Query): void => setQueries({ ...queries, [tab]: next });
  return (
    <section ref={panel} tabIndex={-1} className="tables" aria-label={TABLES.region} onKeyDown={onKeyDown}>
      <header className="tables-head">
        <Segments name={TABLES.which} choices={TABS} value={tab} onChange={(id) => isTab(id) && setTab(id)} />
        <Sides sides={sides} value={side?.side ?? ''} onChange={setSide} />
        <div ref={setTools} className="tables-tools" />
        <button type="button" className="button icon bare" onClick={closeTables}>
          <Icon name="close" />
          <span className="visually-hidden">{TABLES.close}</span>
        </button>
      </header>
      {side && shown ? (
        <Body all={{ props, side, shown, tools, query, onQuery }} tab={tab} theme={theme} />
      ) : (
        <p className="tables-none quiet">{TABLES.waiting}</p>
      )}
    </section>
  );
});
