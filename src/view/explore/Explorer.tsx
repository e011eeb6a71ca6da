import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import { dealHues, guestPaints, type GuestPaint } from '../map/colours.ts';
import { graphOf } from '../map/graph.ts';
import { HostMap } from '../map/HostMap.tsx';
import type { FrameAt, FrameSource, MapClock, PartRef, RoomBox } from '../map/types.ts';
import { useTheme } from '../map/use-drawing.ts';
import type { Held } from './drag.ts';
import { FootBar } from './FootBar.tsx';
import { HandLayer } from './HandLayer.tsx';
import { HeldCard } from './HeldCard.tsx';
import { leaderGap } from './lines.ts';
import { PartMenu } from './PartMenu.tsx';
import { partsOf, placedOf, type Placed } from './placed.ts';
import { SidePanel } from './SidePanel.tsx';
import { useDrag, type Drag } from './use-drag.ts';
import { focusPart, useHandKeys } from './use-keys.ts';
import { useLines, type Lines, type Ties } from './use-lines.ts';
import { useInterrupt, useMoving } from './use-moving.ts';
import { heldName } from './wording.ts';

/** Explore stands at time 0. */
const STILL: MapClock = { now: () => 0, subscribe: () => () => undefined };
const NO_PAINTS: readonly GuestPaint[] = [];

interface ExplorerProps {
  readonly scenario: Scenario;
  readonly source: FrameSource;
  readonly at: FrameAt;
  readonly unplaced: readonly { readonly name: string; readonly reason: string }[];
  /** The newest placement is still being computed. */
  readonly stale: boolean;
}

interface OpenMenu {
  readonly part: PartRef;
  readonly anchor: HTMLElement;
}

/** A part as something to hold: a part of a split guest by itself, unless the whole guest is wanted. */
function holdOf(placed: Placed, { guest, part, node }: PartRef, whole: boolean): Held {
  const split = partsOf(placed, guest).length > 1;
  return { guest, part: split && !whole ? part : null, from: node };
}

function keyOf(placed: Placed, held: Held): string {
  const parts = partsOf(placed, held.guest);
  const part = held.part ?? parts.find((p) => p.home === held.from)?.part ?? 0;
  return `${held.guest}/${part}`;
}

function tiesOf(drag: Drag, placed: Placed, rooms: readonly RoomBox[]): Ties {
  const { state } = drag;
  const lifted = state.kind === 'lifted' ? state : undefined;
  const origin = lifted && `.map-part[data-node="${lifted.held.from}"][data-part="${keyOf(placed, lifted.held)}"]`;
  return {
    origin,
    over: lifted?.over ?? null,
    byKeys: lifted?.by !== 'pointer',
    touch: matchMedia('(pointer: coarse)').matches,
    gapOf: (node) => leaderGap(rooms, node),
  };
}

const NO_TIES: Ties = { origin: undefined, over: null, byKeys: false, touch: false, gapOf: () => undefined };

/** The drag and the lines that follow it. */
function useHand(placed: Placed): { drag: Drag; lines: Lines; rooms: { current: readonly RoomBox[] } } {
  const ties = useRef<Ties>(NO_TIES);
  const rooms = useRef<readonly RoomBox[]>([]);
  const lines = useLines(ties);
  const drag = useDrag(lines.onPoint);
  useInterrupt(drag, placed);
  useHandKeys(drag);
  useLayoutEffect(() => {
    ties.current = tiesOf(drag, placed, rooms.current);
    lines.place();
  });
  return { drag, lines, rooms };
}

/** After a move by keys or menu the focus goes where the guest went. */
function useFocusAfter(drag: Drag, lines: Lines, placed: Placed): void {
  const { state } = drag;
  const follow = useRef(false);
  useLayoutEffect(() => {
    if (state.kind === 'lifted') follow.current = state.by !== 'pointer';
    if (state.kind !== 'dropped' || !follow.current || !lines.stage.current) return;
    focusPart(lines.stage.current, state.over, keyOf(placed, state.held));
  }, [state, lines, placed]);
}

function usePaints(placed: Placed, lines: Lines): readonly GuestPaint[] {
  const theme = useTheme(lines.stage);
  return useMemo(() => (theme ? guestPaints(dealHues(placed.guests), theme, null) : NO_PAINTS), [theme, placed.guests]);
}

/** Explore with a placement on the table. */
export function Explorer({ scenario, source, at, unplaced, stale }: ExplorerProps) {
  const { host, guests } = scenario;
  const placed = useMemo(() => placedOf(host, guests, at), [host, guests, at]);
  const graph = useMemo(() => graphOf(host), [host]);
  const { drag, lines, rooms } = useHand(placed);
  const { holding, states, said } = useMoving(drag, placed);
  const paints = usePaints(placed, lines);
  const [selected, setSelected] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  useFocusAfter(drag, lines, placed);
  const { state, send } = drag;
  const lifted = state.kind === 'lifted' ? state : undefined;
  const inHand = states !== undefined;
  if (menu && (state.kind === 'dropped' || !placed.guests[menu.part.guest])) setMenu(null);
  const closeMenu = (): void => {
    send({ type: 'interrupt' });
    menu?.anchor.focus();
    setMenu(null);
  };
  const onKey = (event: KeyboardEvent<HTMLElement>, focused: PartRef | null): boolean => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !focused || stale || event.key.toLowerCase() !== 'm') return false;
    send({ type: 'key', key: event.key, held: holdOf(placed, focused, event.shiftKey) });
    return true;
  };
  const onPress = (part: PartRef, event: PointerEvent<HTMLElement>): void => {
    if (!stale && !menu) drag.press(holdOf(placed, part, event.shiftKey), event);
  };
  return (
    <main id="main" tabIndex={-1} className="explore" data-moving={inHand || undefined} aria-busy={stale}>
      <div ref={lines.stage} className="explore-stage">
        <HostMap
          title="Placement"
          host={host}
          guests={guests}
          source={source}
          clock={STILL}
          size="explore"
          selected={inHand ? null : selected}
          hovered={inHand ? null : hovered}
          onSelect={setSelected}
          onHover={setHovered}
          partsHaveMenu
          onPartActivate={(part, anchor) => setMenu({ part, anchor })}
          onPartPointerDown={onPress}
          onKey={onKey}
          onLayout={(boxes) => {
            rooms.current = boxes;
            drag.setRooms(boxes);
          }}
          {...(states ? { nodeStates: states } : {})}
        />
        {guests.length === 0 && <p className="explore-empty">No guests yet: import some, or pick a scenario.</p>}
      </div>
      <aside className="explore-aside" aria-label="Details">
        {holding && lifted && lifted.over !== null && lifted.over !== holding.held.from ? (
          <HeldCard holding={holding} graph={graph} paints={paints} send={send} box={lines.card} />
        ) : (
          <SidePanel
            placed={placed}
            guest={holding?.held.guest ?? hovered ?? selected}
            paints={paints}
            unplaced={unplaced}
            width={rooms.current.length > 0 ? (lines.stage.current?.clientWidth ?? 0) : 0}
          />
        )}
      </aside>
      <FootBar name={lifted && holding ? holding.name : undefined} said={said} />
      {lifted && holding && (
        <HandLayer holding={holding} paints={paints} lines={lines} byKeys={lifted.by !== 'pointer'} />
      )}
      {menu && (
        <PartMenu
          name={heldName(guests[menu.part.guest]?.name ?? '', menu.part.part, partsOf(placed, menu.part.guest).length)}
          anchor={menu.anchor}
          moving={lifted !== undefined}
          home={menu.part.node}
          over={lifted?.over ?? null}
          mechanism={lifted?.mechanism ?? null}
          offers={holding?.offers ?? []}
          idOf={(node) => host.nodes[node]?.id ?? node}
          split={partsOf(placed, menu.part.guest).length > 1}
          onMove={(whole) => send({ type: 'lift', held: holdOf(placed, menu.part, whole) })}
          onShow={() => {
            setSelected(menu.part.guest);
            closeMenu();
          }}
          onChoose={(over) => send({ type: 'choose', over })}
          onMechanism={(mechanism) => {
            send({ type: 'mechanism', mechanism });
            send({ type: 'place' });
          }}
          onClose={closeMenu}
        />
      )}
    </main>
  );
}
