import {
  memo,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { Theme } from '../map/colours.ts';
import type { Place } from '../flight.ts';
import type { MapClock } from '../map/types.ts';
import { useTheme } from '../map/use-drawing.ts';
import { Icon } from '../shell/Icon.tsx';
import { Segments } from '../shell/Segments.tsx';
import { COMPARE } from '../texts/compare.ts';
import { TABLES } from '../texts/tables.ts';
import { GuestTable, type GuestHands } from './GuestTable.tsx';
import { HostTable } from './HostTable.tsx';
import { Divider } from './Divider.tsx';
import { useDockHeight } from './dock.ts';
import { closeTables } from './open.ts';
import { EVERYTHING, type Query, type Tab } from './query.ts';
import { useSlowTime, type TableSide } from './side.ts';
import './dock.css';

const TABS = Object.entries(TABLES.tabs);

function isTab(text: string): text is Tab {
  return Object.hasOwn(TABLES.tabs, text);
}

export interface TablesProps {
  readonly sides: readonly TableSide[];
  readonly clock: MapClock;
  /** Must keep its identity while nothing in it changes. */
  readonly hands: GuestHands;
}

interface DockStyle extends CSSProperties {
  /** Percent of the window's height. */
  readonly '--dock': number;
}

/** The focus goes into the panel when it opens, and back when it closes. */
function useFocusWithin(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    element?.focus({ preventScroll: true });
    // In a page that scrolls it opens out of sight.
    element?.scrollIntoView({ block: 'nearest' });
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

interface BodyProps extends TablesProps {
  readonly tab: Tab;
  readonly side: TableSide | undefined;
  readonly theme: Theme | undefined;
  readonly tools: HTMLElement | null;
}

/** The table that is asked for; each keeps its own filter and order. */
function Body({ sides, clock, hands, tab, side, theme, tools }: BodyProps) {
  const [queries, setQueries] = useState<Readonly<Partial<Record<Tab, Query>>>>({});
  const time = useSlowTime(clock, sides);
  const shown = side?.at(time);
  const { onShow } = hands;
  const showHere = useMemo(
    () => (place: Place) => onShow(place, side ? sides.indexOf(side) : 0),
    [onShow, sides, side],
  );
  if (!side || !shown) return <p className="tables-none quiet">{TABLES.waiting}</p>;
  const onQuery = (query: Query): void => setQueries({ ...queries, [tab]: query });
  const all = { side, shown, tools, query: queries[tab] ?? EVERYTHING, onQuery };
  if (tab === 'guests') return <GuestTable {...all} sides={sides} hands={hands} theme={theme} />;
  return <HostTable key={tab} {...all} tab={tab} onShow={showHere} />;
}

/** The map as tables: guests, nodes and links at the clock's time. What is hovered on the map renders nothing here. */
export const Tables = memo(function Tables(props: TablesProps) {
  const { sides } = props;
  const panel = useRef<HTMLElement>(null);
  const theme = useTheme(panel);
  const [tab, setTab] = useState<Tab>('guests');
  const [sideId, setSide] = useState<string>('a');
  const [tools, setTools] = useState<HTMLElement | null>(null);
  useFocusWithin(panel);
  const style: DockStyle = { '--dock': useDockHeight() };
  const side = sides.find((one) => one.side === sideId) ?? sides[0];
  return (
    <section
      ref={panel}
      tabIndex={-1}
      className="tables"
      aria-label={TABLES.region}
      style={style}
      onKeyDown={onKeyDown}
    >
      <Divider />
      <header className="tables-head">
        <Segments name={TABLES.which} choices={TABS} value={tab} onChange={(id) => isTab(id) && setTab(id)} />
        <Sides sides={sides} value={side?.side ?? ''} onChange={setSide} />
        <div ref={setTools} className="tables-tools" />
        <button type="button" className="button icon bare" onClick={closeTables}>
          <Icon name="close" />
          <span className="visually-hidden">{TABLES.close}</span>
        </button>
      </header>
      <Body {...props} tab={tab} side={side} theme={theme} tools={tools} />
    </section>
  );
});
