import { ARROW_STEPS, roomTowards } from '../map/neighbours.ts';
import type { RoomBox } from '../map/types.ts';
import { MOVERS, type MoverId } from './movers.ts';

/** A point on the map, px from its corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is in hand: a guest as a whole (`part` null) or one part of it, and the node (index) where it was taken. */
export interface Held {
  readonly guest: number;
  readonly part: number | null;
  readonly from: number;
}

export type Hand = 'pointer' | 'keys' | 'menu';

/** Nothing in hand. */
interface Idle {
  readonly kind: 'idle';
  /** What was put back last, unapplied. */
  readonly back?: Held;
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
  readonly over: number | null;
  readonly mechanism: MoverId | null;
}

/** Let go over another node: to be applied (or refused) and settled by whoever watches. */
export interface Dropped {
  readonly kind: 'dropped';
  readonly held: Held;
  readonly over: number;
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
  | { readonly type: 'choose'; readonly over: number }
  | { readonly type: 'mechanism'; readonly mechanism: MoverId }
  | { readonly type: 'place' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'settle'; readonly said: string };

export const IDLE: DragState = { kind: 'idle' };

/** How far a mouse travels before a press is a drag, px. */
const LIFT_AFTER = 4;
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

function lifted(held: Held, by: 'keys' | 'menu', over: number | null): Lifted {
  return { kind: 'lifted', held, by, pointer: -1, touch: false, over, mechanism: null };
}

function liftedBy({ held, pointer, touch }: Pressed, over: number | null): Lifted {
  return { kind: 'lifted', held, by: 'pointer', pointer, touch, over, mechanism: null };
}

function onMove(state: DragState, input: { pointer: number; at: Point }, rooms: readonly RoomBox[]): DragState {
  if (state.kind === 'pressed' && state.pointer === input.pointer) {
    const way = distance(state.at, input.at);
    if (state.touch) return way > TREMBLE ? IDLE : state;
    return way > LIFT_AFTER ? liftedBy(state, roomAt(rooms, input.at)) : state;
  }
  if (state.kind !== 'lifted' || state.pointer !== input.pointer) return state;
  const over = roomAt(rooms, input.at);
  return over === state.over ? state : { ...state, over };
}

function onHold(state: DragState, pointer: number, rooms: readonly RoomBox[]): DragState {
  if (state.kind !== 'pressed' || state.pointer !== pointer) return state;
  return liftedBy(state, roomAt(rooms, state.at));
}

function putBack(state: DragState): DragState {
  if (state.kind === 'dropped' || state.kind === 'idle') return state;
  return state.kind === 'lifted' ? { kind: 'idle', back: state.held } : IDLE;
}

/** Over its own node, or over none, it goes back. */
function drop(state: Lifted): DragState {
  const { held, over, mechanism } = state;
  return over === null || over === held.from ? putBack(state) : { kind: 'dropped', held, over, mechanism };
}

function onRelease(state: DragState, pointer: number): DragState {
  if (state.kind !== 'pressed' && state.kind !== 'lifted') return state;
  if (state.pointer !== pointer) return state;
  return state.kind === 'lifted' ? drop(state) : IDLE;
}

function onKey(state: DragState, key: string, held: Held | null, rooms: readonly RoomBox[]): DragState {
  if (state.kind === 'idle') return held && key.toLowerCase() === 'm' ? lifted(held, 'keys', held.from) : state;
  if (key === 'Escape') return putBack(state);
  if (state.kind !== 'lifted') return state;
  if (key === 'Enter') return drop(state);
  const mover = MOVERS.find((m) => m.key === key);
  if (mover) return { ...state, mechanism: mover.id };
  const step = ARROW_STEPS[key];
  const over = step && roomTowards(rooms, state.over ?? state.held.from, step);
  return over === undefined ? state : { ...state, over };
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
  if (input.type === 'choose') return { ...state, over: input.over };
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
