import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { Guest } from '../../model/scenario.ts';
import { dealHues, guestPaints, type GuestPaint, type Theme } from '../map/colours.ts';
import type { LensId } from '../map/lens.ts';
import type { HostMapProps, PartRef, RoomBox } from '../map/types.ts';
import { isSpot } from './drag.ts';
import { leaderGap } from './lines.ts';
import { firstPart, holdOf, keyOf, type Placed } from './placed.ts';
import { useDrag, type Drag } from './use-drag.ts';
import { focusPart, useHandKeys } from './use-keys.ts';
import { useLines, type Lines, type Ties } from './use-lines.ts';
import { useForesight, type Foresight } from './use-foresight.ts';
import { useInterrupt, useMoving, type Moving } from './use-moving.ts';
import { usePicks, type Picks } from './use-picks.ts';

/** The open menu of a guest's part. */
export interface GuestMenu {
  readonly part: PartRef;
  readonly anchor: HTMLElement;
  /** Closes it and gives the focus back. */
  readonly close: () => void;
  /** Keeps the guest's details beside the map. */
  readonly show: () => void;
}

/** What the map tells and is told. */
type Hands = Required<Pick<HostMapProps, 'onPartActivate' | 'onPartPointerDown' | 'onKey' | 'onLayout' | 'onPick'>>;

/** What is in focus on the map. */
interface Focus {
  readonly selected: number | null;
  readonly hovered: number | null;
  readonly onSelect: (guest: number | null) => void;
  readonly onHover: (guest: number | null) => void;
  readonly onHoverNode: (node: number) => void;
}

/** Explore's state beside the store: what is in hand, in focus and open. */
export interface Explorer {
  readonly drag: Drag;
  readonly lines: Lines;
  readonly moving: Moving;
  readonly foresight: Foresight;
  /** Guests that are selected together. */
  readonly picks: Picks;
  /** Opens the menu that moves what is selected. */
  readonly onMovePicks: (anchor: HTMLElement) => void;
  readonly focus: Focus;
  /** The node (index) that the pointer is over, or was last. */
  readonly node: number;
  readonly menu: GuestMenu | null;
  readonly hands: Hands;
  readonly lens: LensId;
  /** For pictures of one placement by itself: by owner where the lens compares. */
  readonly plainLens: LensId;
  readonly onLens: (lens: LensId) => void;
}

/** Rooms narrower than this would lie under the ghost, px. */
const GHOSTED = 240;

function isSmall(rooms: readonly RoomBox[], node: number | null): boolean {
  return rooms.some((room) => room.node === node && room.width < GHOSTED);
}

/** Nothing in hand: nothing to tie. */
const NO_TIES: Ties = {
  origin: undefined,
  home: 0,
  over: null,
  byKeys: false,
  touch: false,
  aims: false,
  gapOf: () => undefined,
};

function tiesOf({ state }: Drag, placed: Placed, rooms: readonly RoomBox[]): Ties {
  if (state.kind !== 'lifted') return NO_TIES;
  const { held, over, spot, by, touch } = state;
  return {
    origin: `.map-part[data-node="${held.from}"][data-part="${keyOf(placed, held)}"]`,
    home: held.from,
    over,
    byKeys: by !== 'pointer',
    touch,
    aims: isSpot(spot) || isSmall(rooms, over),
    gapOf: (node) => leaderGap(rooms, node),
  };
}

interface Hand {
  readonly drag: Drag;
  readonly lines: Lines;
  readonly onLayout: (rooms: readonly RoomBox[]) => void;
}

/** The drag and the lines that follow it. */
function useHand(placed: Placed, stage: RefObject<HTMLElement | null>): Hand {
  const ties = useRef<Ties>(NO_TIES);
  const rooms = useRef<readonly RoomBox[]>([]);
  const lines = useLines(stage, ties);
  const drag = useDrag(stage, lines.onPoint);
  const { setRooms } = drag;
  const onLayout = useCallback(
    (boxes: readonly RoomBox[]): void => {
      rooms.current = boxes;
      setRooms(boxes);
    },
    [setRooms],
  );
  useInterrupt(drag, placed);
  useHandKeys(drag);
  useLayoutEffect(() => {
    ties.current = tiesOf(drag, placed, rooms.current);
    lines.place();
  });
  return { drag, lines, onLayout };
}

/** What keys and menu choose comes into sight; a pointer is where it looks. */
function useSight({ state }: Drag, stage: RefObject<HTMLElement | null>): void {
  const over = state.kind === 'lifted' && state.by !== 'pointer' ? state.over : null;
  useEffect(() => {
    if (over === null) return;
    const room = stage.current?.querySelector(`.map-room[data-node="${over}"]`);
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    room?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior });
  }, [over, stage]);
}

/** After a move by keys or menu the focus goes where the guest went. */
function useFocusAfter({ state }: Drag, stage: RefObject<HTMLElement | null>, placed: Placed): void {
  const follow = useRef(false);
  useLayoutEffect(() => {
    if (state.kind === 'lifted') follow.current = state.by !== 'pointer';
    if (state.kind === 'dropped' && follow.current && stage.current)
      focusPart(stage.current, state.over, keyOf(placed, state.held));
  }, [state, stage, placed]);
}

/** Colours of the guests outside the map; none before the theme is known. */
export function usePaints(guests: readonly Guest[], theme: Theme | undefined): readonly GuestPaint[] {
  return useMemo(() => (theme ? guestPaints(dealHues(guests), theme, null) : []), [theme, guests]);
}

/** Nobody in particular: a new host begins with its first node. */
function useFocus(): { focus: Focus; node: number } {
  const [selected, onSelect] = useState<number | null>(null);
  const [hovered, onHover] = useState<number | null>(null);
  const [node, onHoverNode] = useState(0);
  const focus = useMemo(() => ({ selected, hovered, onSelect, onHover, onHoverNode }), [selected, hovered]);
  return { focus, node };
}

interface OpenMenu {
  readonly part: PartRef;
  readonly anchor: HTMLElement;
}

/** Back to what the menu was opened from; a button of the panel that had to make way for the card is there again in the next frame. */
function returnFocus(anchor: HTMLElement): void {
  if (anchor.isConnected) anchor.focus();
  else requestAnimationFrame(() => document.querySelector<HTMLElement>('.selection-move')?.focus());
}

/** Which part's menu is open; it closes by itself when the guest is dropped. */
function useMenu(drag: Drag, placed: Placed, select: (guest: number) => void) {
  const [open, setOpen] = useState<OpenMenu | null>(null);
  if (open && (drag.state.kind === 'dropped' || !placed.guests[open.part.guest])) setOpen(null);
  const menu = useMemo((): GuestMenu | null => {
    if (!open) return null;
    const close = (): void => {
      setOpen(null);
      returnFocus(open.anchor);
    };
    const show = (): void => {
      select(open.part.guest);
      close();
    };
    return { ...open, close, show };
  }, [open, select]);
  return { menu, setOpen };
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

interface HandsInput {
  readonly placed: Placed;
  readonly drag: Drag;
  readonly picks: Picks;
  readonly onLayout: Hands['onLayout'];
  readonly open: (menu: OpenMenu) => void;
  /** Nothing can be taken in hand now. */
  readonly blocked: boolean;
}

/** What the map's events do; where a selection was begun by touch, taps go on with it. */
function useHands({ placed, drag, picks, onLayout, open, blocked }: HandsInput): Hands {
  const { send, press } = drag;
  return useMemo((): Hands => {
    const { guests, toggle, add } = picks;
    const held = (part: PartRef, whole: boolean) => holdOf(placed, part, whole, guests);
    return {
      onLayout,
      onPick: ({ guest }, how) => (how === 'add' ? add(guest) : toggle(guest)),
      onPartActivate: (part, anchor, touch) => {
        if (touch && guests.length > 0) toggle(part.guest);
        else open({ part, anchor });
      },
      onPartPointerDown: (part: PartRef, event: PointerEvent<HTMLElement>) => {
        if (!blocked) press(held(part, event.shiftKey), event);
      },
      onKey: (event: KeyboardEvent<HTMLElement>, part: PartRef | null) => {
        if (!isPlain(event) || !part || blocked || event.key.toLowerCase() !== 'm') return false;
        send({ type: 'key', key: event.key, held: held(part, event.shiftKey) });
        return true;
      },
    };
  }, [onLayout, open, blocked, press, send, placed, picks]);
}

/** The menu of the first guest that is selected: it moves all of them. */
function useMovePicks(placed: Placed, { guests }: Picks, open: (menu: OpenMenu) => void) {
  return useCallback(
    (anchor: HTMLElement): void => {
      const [guest] = guests;
      const first = guest === undefined ? undefined : firstPart(placed, guest);
      if (guest !== undefined && first) open({ part: { guest, ...first }, anchor });
    },
    [placed, guests, open],
  );
}

/** Everything that hands do in Explore; nothing is lifted from a placement that is out of date. */
export function useExplorer(placed: Placed, stage: RefObject<HTMLElement | null>, stale: boolean): Explorer {
  const { drag, lines, onLayout } = useHand(placed, stage);
  const moving = useMoving(drag, placed);
  const { focus, node } = useFocus();
  const { menu, setOpen } = useMenu(drag, placed, focus.onSelect);
  useFocusAfter(drag, stage, placed);
  useSight(drag, stage);
  const [lens, onLens] = useState<LensId>('owner');
  const foresight = useForesight(placed, drag, moving.holding, lens);
  const picks = usePicks(placed, drag.state);
  const hands = useHands({ placed, drag, picks, onLayout, open: setOpen, blocked: stale || menu !== null });
  const onMovePicks = useMovePicks(placed, picks, setOpen);
  const plainLens = lens === 'change' ? 'owner' : lens;
  const under = Math.min(node, placed.host.nodes.length - 1);
  return {
    drag,
    lines,
    moving,
    foresight,
    picks,
    onMovePicks,
    focus,
    node: under,
    menu,
    hands,
    lens,
    plainLens,
    onLens,
  };
}
