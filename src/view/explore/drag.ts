import { ARROW_STEPS, roomTowards } from '../map/neighbours.ts';
import type { Spot } from '../map/pin-spots.ts';
import type { RoomBox } from '../map/types.ts';
import { MOVERS, type MoverId } from './movers.ts';

/** A point on the map, px from its corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What is in hand: a guest as a whole (`part` null) or one part of it, and the node (index) where it was taken; with `also`
 * further guests, each as a whole.
 */
export interface Held {
  readonly guest: number;
  readonly part: number | null;
  readonly from: number;
  readonly also?: readonly number[];
}

/** CPUs under the hand; `unnumbered` where the host does not number them: nothing can be pinned there, and that is said. */
export type HeldSpot = Spot | 'unnumbered' | null;

export type Hand = 'pointer' | 'keys' | 'menu';

/** Nothing in hand. */
interface Idle {
  readonly kind: 'idle';
  /** What was put back last, unapplied. */
  readonly back?: Held;
  /** A finger held it for long and let go where it was: it is to be selected. */
  readonly tapped?: Held;
  /** What became of the last drop, in words. */
  readonly said?: string;
}

/** A pointer went down on a guest and has not decided yet: a click, a scroll, or a lift. */
interface Pressed {
  readonly kind: 'pressed';
  readonly held: Held;
  readonly pointer: number;
  readonly touch: boolean;
  readonly at: Point;
}

/** A guest in hand; `over` is the node (index) it is held over. `mechanism` null = the best one there. */
export interface Lifted {
  readonly kind: 'lifted';
  readonly held: Held;
  readonly by: Hand;
  /** −1 unless a pointer holds it. */
  readonly pointer: number;
  /** The pointer is a finger, which hides what is under it. */
  readonly touch: boolean;
  /** Where the pointer pressed, as long as it has not gone away from there: nothing is pinned by a hand that trembles. */
  readonly near: Point | null;
  readonly over: number | null;
  readonly spot: HeldSpot;
  readonly mechanism: MoverId | null;
}

/** Let go over another node: to be applied (or refused) and settled by whoever watches. */
export interface Dropped {
  readonly kind: 'dropped';
  readonly held: Held;
  readonly over: number;
  /** The CPUs that the parts in hand are pinned to. */
  readonly spot: Spot | null;
  readonly mechanism: MoverId | null;
}

export type DragState = Idle | Pressed | Lifted | Dropped;

/** Raw input. Points are on the map; `held` of a key is the part that has the focus. */
export type DragInput =
  | {
      readonly type: 'press';
      readonly held: Held;
      readonly pointer: number;
      readonly touch: boolean;
      readonly at: Point;
    }
  | { readonly type: 'move'; readonly pointer: number; readonly at: Point }
  | { readonly type: 'hold'; readonly pointer: number }
  | { readonly type: 'release'; readonly pointer: number }
  | { readonly type: 'key'; readonly key: string; readonly held: Held | null }
  | { readonly type: 'lift'; readonly held: Held }
  | { readonly type: 'choose'; readonly over: number; readonly spot?: Spot }
  | { readonly type: 'mechanism'; readonly mechanism: MoverId }
  | { readonly type: 'place' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'settle'; readonly said: string };

export const IDLE: DragState = { kind: 'idle' };

/** How far a mouse travels before a press is a drag, px. */
const LIFT_AFTER = 4;
/** How far it goes until it aims at the CPUs under it, px. */
const AWAY_AFTER = 20;
/** How far a finger may tremble during a long press, px. */
const TREMBLE = 8;
/** How long a finger rests before it lifts a guest, ms. */
export const LONG_PRESS_MS = 350;

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

/** The node whose room is at a point; null between rooms. */
export function roomAt(rooms: readonly RoomBox[], { x, y }: Point): number | null {
  const room = rooms.find((r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height);
  return room?.node ?? null;
}

const NOWHERE = { over: null, spot: null } as const;

/** The room at a point, and the CPUs in it that a part can be pinned to there; several guests have a node for target only. */
function placeAt(rooms: readonly RoomBox[], at: Point, { also }: Held): Pick<Lifted, 'over' | 'spot'> {
  const over = roomAt(rooms, at);
  if (over === null) return NOWHERE;
  const boxes = also ? [] : (rooms.find(({ node }) => node === over)?.spots?.().boxes ?? []);
  const box = boxes.find(({ x, y, w, h }) => at.x >= x && at.x < x + w && at.y >= y && at.y < y + h);
  return { over, spot: box?.spot ?? null };
}

function sameSpot(a: HeldSpot, b: HeldSpot): boolean {
  if (a === b) return true;
  return isSpot(a) && isSpot(b) && a.kind === b.kind && a.at === b.at;
}

/** Whether these are CPUs that can be pinned to. */
export function isSpot(spot: HeldSpot): spot is Spot {
  return spot !== null && spot !== 'unnumbered';
}

function lifted(held: Held, by: 'keys' | 'menu', over: number | null): Lifted {
  return { kind: 'lifted', held, by, pointer: -1, touch: false, near: null, over, spot: null, mechanism: null };
}

function liftedBy({ held, pointer, touch, at: near }: Pressed, at: Point, rooms: readonly RoomBox[]): Lifted {
  const state = { kind: 'lifted', held, by: 'pointer', pointer, touch, near, mechanism: null, ...NOWHERE } as const;
  return movedTo(state, at, rooms);
}

function isNear({ near, touch }: Lifted, at: Point): boolean {
  return near !== null && distance(near, at) <= (touch ? TREMBLE : AWAY_AFTER);
}

function movedTo(state: Lifted, at: Point, rooms: readonly RoomBox[]): Lifted {
  const near = isNear(state, at) ? state.near : null;
  const place = placeAt(rooms, at, state.held);
  const spot = near === null ? place.spot : null;
  if (place.over === state.over && near === state.near && sameSpot(spot, state.spot)) return state;
  return { ...state, over: place.over, spot, near };
}

function onMove(state: DragState, input: { pointer: number; at: Point }, rooms: readonly RoomBox[]): DragState {
  if (state.kind === 'pressed' && state.pointer === input.pointer) {
    const way = distance(state.at, input.at);
    if (state.touch) return way > TREMBLE ? IDLE : state;
    return way > LIFT_AFTER ? liftedBy(state, input.at, rooms) : state;
  }
  return state.kind === 'lifted' && state.pointer === input.pointer ? movedTo(state, input.at, rooms) : state;
}

function onHold(state: DragState, pointer: number, rooms: readonly RoomBox[]): DragState {
  if (state.kind !== 'pressed' || state.pointer !== pointer) return state;
  return liftedBy(state, state.at, rooms);
}

function putBack(state: DragState): DragState {
  if (state.kind === 'dropped' || state.kind === 'idle') return state;
  return state.kind === 'lifted' ? { kind: 'idle', back: state.held } : IDLE;
}

/** Whether a drop there leaves everything as it is. */
function isHome({ held, over, spot }: Lifted): boolean {
  return over === held.from && !held.also && !isSpot(spot);
}

/** Over its own node (and not on other CPUs of it), or over none, it goes back. */
function drop(state: Lifted): DragState {
  const { held, over, spot, mechanism } = state;
  if (over === null || isHome(state)) return putBack(state);
  return { kind: 'dropped', held, over, spot: isSpot(spot) ? spot : null, mechanism };
}

function onRelease(state: DragState, pointer: number): DragState {
  if (state.kind !== 'pressed' && state.kind !== 'lifted') return state;
  if (state.pointer !== pointer) return state;
  if (state.kind === 'pressed') return IDLE;
  return state.touch && state.near ? { kind: 'idle', tapped: state.held } : drop(state);
}

/** From the node to its caches, to its cores, and back to the node. */
function deeper(state: Lifted, rooms: readonly RoomBox[]): Lifted {
  const { held, over, spot } = state;
  if (over === null || held.also) return state;
  const counts = rooms.find(({ node }) => node === over)?.spots?.().counts ?? { l3: 0, core: 0 };
  const kinds = (['l3', 'core'] as const).filter((kind) => counts[kind] > 0);
  if (kinds.length === 0) return { ...state, spot: spot === null ? 'unnumbered' : null };
  const kind = kinds[isSpot(spot) ? kinds.indexOf(spot.kind) + 1 : 0];
  return { ...state, spot: kind ? { kind, at: 0 } : null };
}

/** Arrows go from group to group within a node, otherwise from node to node. */
function onArrow(state: Lifted, step: readonly [number, number], rooms: readonly RoomBox[]): Lifted {
  const { over, spot, held } = state;
  if (isSpot(spot)) {
    const count = rooms.find(({ node }) => node === over)?.spots?.().counts[spot.kind] ?? 0;
    const at = Math.max(0, Math.min(count - 1, spot.at + step[0] + step[1]));
    return at === spot.at ? state : { ...state, spot: { ...spot, at } };
  }
  const next = roomTowards(rooms, over ?? held.from, step);
  return next === undefined ? state : { ...state, over: next, spot: null };
}

/** The key that goes down to the CPUs of a node. */
export const DEEPER_KEY = 'c';

function onKey(state: DragState, key: string, held: Held | null, rooms: readonly RoomBox[]): DragState {
  if (state.kind === 'idle') return held && key.toLowerCase() === 'm' ? lifted(held, 'keys', held.from) : state;
  if (key === 'Escape') return putBack(state);
  if (state.kind !== 'lifted') return state;
  if (key === 'Enter') return drop(state);
  if (key.toLowerCase() === DEEPER_KEY) return deeper(state, rooms);
  const mover = MOVERS.find((m) => m.key === key);
  if (mover) return { ...state, mechanism: mover.id };
  const step = ARROW_STEPS[key];
  return step ? onArrow(state, step, rooms) : state;
}

type PointerInput = Extract<DragInput, { readonly pointer: number }>;

function reducePointer(state: DragState, input: PointerInput, rooms: readonly RoomBox[]): DragState {
  switch (input.type) {
    case 'press': {
      const { held, pointer, touch, at } = input;
      return state.kind === 'idle' ? { kind: 'pressed', held, pointer, touch, at } : state;
    }
    case 'move':
      return onMove(state, input, rooms);
    case 'hold':
      return onHold(state, input.pointer, rooms);
    default:
      return onRelease(state, input.pointer);
  }
}

/** Choices from the menu and the card; without a guest in hand they do nothing. */
function onChoice(state: DragState, input: DragInput): DragState {
  if (state.kind !== 'lifted') return state;
  if (input.type === 'choose') return { ...state, over: input.over, spot: input.spot ?? null };
  if (input.type === 'mechanism') return { ...state, mechanism: input.mechanism };
  return input.type === 'place' ? drop(state) : state;
}

/**
 * The whole drag as one pure function: pointer, touch (long press), menu and keys to what is in hand, over which node,
 * by which mechanism. An input that does not fit gives back the very same state.
 */
export function reduceDrag(state: DragState, input: DragInput, rooms: readonly RoomBox[]): DragState {
  if ('pointer' in input) return reducePointer(state, input, rooms);
  switch (input.type) {
    case 'key':
      return onKey(state, input.key, input.held, rooms);
    case 'lift':
      return state.kind === 'idle' ? lifted(input.held, 'menu', null) : state;
    case 'interrupt':
      return putBack(state);
    case 'settle':
      return state.kind === 'dropped' ? { kind: 'idle', said: input.said } : state;
    default:
      return onChoice(state, input);
  }
}
