import { describe, expect, test } from 'vitest';
import type { RoomBox } from '../map/types.ts';
import { IDLE, reduceDrag, type DragInput, type DragState, type Held } from './drag.ts';

/** Rooms drawn as text: node 0 and 1 above 2 and 3, 100 px apart, 80 px large. */
const ROOMS: readonly RoomBox[] = ['01', '23'].flatMap((row, y) =>
  row.split('').map((id, x) => ({ node: Number(id), x: x * 100, y: y * 100, width: 80, height: 80 })),
);
const HELD: Held = { guest: 5, part: null, from: 0 };
const BACK = { kind: 'idle', back: HELD };
const middleOf = (node: number) => ({ x: (node % 2) * 100 + 40, y: Math.floor(node / 2) * 100 + 40 });

function after(...inputs: readonly DragInput[]): DragState {
  return inputs.reduce((state, input) => reduceDrag(state, input, ROOMS), IDLE);
}

const press: DragInput = { type: 'press', held: HELD, pointer: 1, touch: false, at: middleOf(0) };
const touch: DragInput = { ...press, touch: true };
const hold: DragInput = { type: 'hold', pointer: 1 };
const release: DragInput = { type: 'release', pointer: 1 };
const moveTo = (node: number): DragInput => ({ type: 'move', pointer: 1, at: middleOf(node) });
const moveBy = (px: number): DragInput => ({ type: 'move', pointer: 1, at: { x: 40 + px, y: 40 } });
const key = (name: string): DragInput => ({ type: 'key', key: name, held: HELD });

describe('a mouse', () => {
  test('only presses until it has moved a little', () => {
    expect(after(press).kind).toBe('pressed');
    expect(after(press, moveBy(3)).kind).toBe('pressed');
    expect(after(press, moveBy(5)).kind).toBe('lifted');
  });

  test('that does not move is a click', () => {
    expect(after(press, moveBy(2), release)).toBe(IDLE);
  });

  test('holds the guest over the room under it, and over none between rooms', () => {
    expect(after(press, moveTo(3))).toMatchObject({ kind: 'lifted', held: HELD, over: 3, by: 'pointer' });
    const between: DragInput = { type: 'move', pointer: 1, at: { x: 90, y: 90 } };
    expect(after(press, moveTo(3), between)).toMatchObject({ kind: 'lifted', over: null });
  });

  test('drops by letting go', () => {
    expect(after(press, moveTo(3), release)).toEqual({
      kind: 'dropped',
      held: HELD,
      over: 3,
      spot: null,
      mechanism: null,
    });
    expect(after(press, moveTo(3), release, { type: 'settle', said: 'moved' })).toEqual({
      kind: 'idle',
      said: 'moved',
    });
  });

  test('puts the guest back at home, between rooms, by Escape and when the window is left', () => {
    const between: DragInput = { type: 'move', pointer: 1, at: { x: 90, y: 90 } };
    expect(after(press, moveTo(3), moveTo(0), release)).toEqual(BACK);
    expect(after(press, between, release)).toEqual(BACK);
    expect(after(press, moveTo(3), key('Escape'))).toEqual(BACK);
    expect(after(press, moveTo(3), { type: 'interrupt' })).toEqual(BACK);
    expect(after(press, moveTo(3), key('Escape'), release)).toEqual(BACK);
  });

  test('within one room nothing changes: the very same state', () => {
    const state = after(press, moveTo(3));
    expect(reduceDrag(state, { type: 'move', pointer: 1, at: { x: 150, y: 150 } }, ROOMS)).toBe(state);
  });

  test('a drop is settled by whoever applies it, not interrupted', () => {
    const dropped = after(press, moveTo(3), release);
    expect(reduceDrag(dropped, { type: 'interrupt' }, ROOMS)).toBe(dropped);
    expect(reduceDrag(dropped, press, ROOMS)).toBe(dropped);
  });

  test('a second pointer neither moves nor drops', () => {
    const state = after(press, moveTo(3));
    expect(reduceDrag(state, { ...moveTo(1), pointer: 2 } as DragInput, ROOMS)).toBe(state);
    expect(reduceDrag(state, { type: 'release', pointer: 2 }, ROOMS)).toBe(state);
    expect(reduceDrag(state, { ...press, pointer: 2 } as DragInput, ROOMS)).toBe(state);
  });

  test('digits choose the mechanism and Enter drops while it holds', () => {
    expect(after(press, moveTo(3), key('3'), key('Enter'))).toMatchObject({ kind: 'dropped', mechanism: 'vcpu-only' });
  });
});

describe('a finger', () => {
  test('lifts after a long press, not by moving', () => {
    expect(after(touch, moveBy(5)).kind).toBe('pressed');
    expect(after(touch, moveBy(5), hold)).toMatchObject({ kind: 'lifted', over: 0 });
    expect(after(touch, hold, moveTo(2), release)).toMatchObject({ kind: 'dropped', over: 2 });
  });

  test('that moves first is scrolling', () => {
    expect(after(touch, moveBy(12))).toBe(IDLE);
    expect(after(touch, moveBy(12), hold)).toBe(IDLE);
  });

  test('a tap leaves it to the click', () => {
    expect(after(touch, release)).toBe(IDLE);
  });
});

describe('keys', () => {
  test('M lifts what has the focus, over its own node', () => {
    expect(after(key('m'))).toMatchObject({ kind: 'lifted', by: 'keys', over: 0, held: HELD });
    expect(after({ type: 'key', key: 'm', held: null })).toBe(IDLE);
    expect(after(key('x'))).toBe(IDLE);
  });

  test('arrows go to the neighbours and stop at the edge', () => {
    expect(after(key('m'), key('ArrowRight'))).toMatchObject({ over: 1 });
    expect(after(key('m'), key('ArrowRight'), key('ArrowDown'))).toMatchObject({ over: 3 });
    expect(after(key('m'), key('ArrowLeft'))).toMatchObject({ over: 0 });
  });

  test('1 to 3 choose, Enter drops, Escape puts back', () => {
    const over = [key('m'), key('ArrowDown')];
    expect(after(...over, key('1'))).toMatchObject({ mechanism: 'live' });
    expect(after(...over, key('2'), key('Enter'))).toMatchObject({ kind: 'dropped', over: 2, mechanism: 'hot-first' });
    expect(after(...over, key('Escape'))).toEqual(BACK);
    expect(after(key('m'), key('Enter'))).toEqual(BACK);
  });
});

describe('the menu', () => {
  const lift: DragInput = { type: 'lift', held: HELD };

  test('lifts, takes a node, then a mechanism, then places', () => {
    const choose: DragInput = { type: 'choose', over: 3 };
    const mechanism: DragInput = { type: 'mechanism', mechanism: 'live' };
    expect(after(lift)).toMatchObject({ kind: 'lifted', by: 'menu', over: null });
    expect(after(lift, choose)).toMatchObject({ over: 3, mechanism: null });
    expect(after(lift, choose, mechanism, { type: 'place' })).toEqual({
      kind: 'dropped',
      held: HELD,
      over: 3,
      spot: null,
      mechanism: 'live',
    });
  });

  test('without a node there is nothing to place', () => {
    expect(after(lift, { type: 'place' })).toEqual(BACK);
  });

  test('choices without a guest in hand do nothing', () => {
    expect(after({ type: 'choose', over: 3 })).toBe(IDLE);
    expect(after({ type: 'mechanism', mechanism: 'live' }, { type: 'place' })).toBe(IDLE);
  });
});

/** A place in the room of node 3. */
const spotBox = (x: number, y: number, w: number) => ({ x: 100 + x, y: 100 + y, w, h: 20 });
const moveAt = (x: number, y: number): DragInput => ({ type: 'move', pointer: 1, at: { x, y } });

describe('CPUs under the hand', () => {
  /** Node 3 has a cache tab and two cores; nothing is known of the CPUs of node 2. */
  const rooms: readonly RoomBox[] = ROOMS.map((room) => {
    if (room.node === 3)
      return {
        ...room,
        spots: () => ({
          counts: { l3: 1, core: 2 },
          boxes: [
            { ...spotBox(0, 40, 80), spot: { kind: 'l3', at: 0 } },
            { ...spotBox(0, 10, 40), spot: { kind: 'core', at: 0 } },
            { ...spotBox(40, 10, 40), spot: { kind: 'core', at: 1 } },
          ],
        }),
      };
    if (room.node !== 2) return room;
    return {
      ...room,
      spots: () => ({
        counts: { l3: 0, core: 0 },
        boxes: [{ x: 0, y: 110, w: 80, h: 20, spot: 'unnumbered' }],
      }),
    };
  });
  const over = (...inputs: readonly DragInput[]): DragState =>
    inputs.reduce((state, input) => reduceDrag(state, input, rooms), IDLE);

  test('a pointer chooses the core or the cache that it is over, and a drop names it', () => {
    expect(over(press, moveAt(150, 115))).toMatchObject({ over: 3, spot: { kind: 'core', at: 1 } });
    expect(over(press, moveAt(150, 145))).toMatchObject({ over: 3, spot: { kind: 'l3', at: 0 } });
    expect(over(press, moveAt(150, 170))).toMatchObject({ over: 3, spot: null });
    const dropped = over(press, moveAt(150, 115), release);
    expect(dropped).toMatchObject({ kind: 'dropped', over: 3, spot: { kind: 'core', at: 1 } });
  });

  test('within one core nothing changes: the very same state', () => {
    const state = over(press, moveAt(150, 115));
    expect(reduceDrag(state, moveAt(155, 118), rooms)).toBe(state);
  });

  test('at home they count once the pointer has gone away from where it pressed', () => {
    const home: Held = { guest: 5, part: null, from: 3 };
    const pressed: DragInput = { ...press, held: home, at: { x: 150, y: 115 } } as DragInput;
    expect(over(pressed, moveAt(158, 118))).toMatchObject({ over: 3, spot: null });
    expect(over(pressed, moveAt(158, 118), release)).toMatchObject({ kind: 'idle' });
    const away = [pressed, moveAt(110, 170), moveAt(110, 115)];
    expect(over(...away)).toMatchObject({ spot: { kind: 'core', at: 0 } });
    expect(over(...away, release)).toMatchObject({ kind: 'dropped', over: 3, spot: { kind: 'core', at: 0 } });
  });

  test('where CPUs have no numbers the drop is one on the node', () => {
    const state = over(press, moveAt(40, 115));
    expect(state).toMatchObject({ over: 2, spot: 'unnumbered' });
    expect(reduceDrag(state, release, rooms)).toMatchObject({ kind: 'dropped', over: 2, spot: null });
  });

  test('C goes down from the node to caches, to cores, and back; arrows stay within', () => {
    const at = [key('m'), key('ArrowRight'), key('ArrowDown')];
    expect(over(...at, key('c'))).toMatchObject({ over: 3, spot: { kind: 'l3', at: 0 } });
    expect(over(...at, key('c'), key('c'), key('ArrowRight'))).toMatchObject({ spot: { kind: 'core', at: 1 } });
    const last = over(...at, key('c'), key('c'), key('ArrowRight'), key('ArrowRight'));
    expect(last).toMatchObject({ over: 3, spot: { kind: 'core', at: 1 } });
    expect(over(...at, key('c'), key('c'), key('C'))).toMatchObject({ over: 3, spot: null });
    expect(over(key('m'), key('ArrowDown'), key('c'))).toMatchObject({ over: 2, spot: 'unnumbered' });
    expect(over(key('m'), key('ArrowDown'), key('c'), key('ArrowRight'))).toMatchObject({ over: 3, spot: null });
  });

  test('several guests go to nodes only, and home is a place like any other', () => {
    const several: Held = { ...HELD, also: [6] };
    const pressed: DragInput = { ...press, held: several } as DragInput;
    expect(over(pressed, moveAt(150, 115))).toMatchObject({ over: 3, spot: null });
    expect(over(pressed, moveAt(150, 115), moveAt(40, 40), release)).toMatchObject({ kind: 'dropped', over: 0 });
    expect(over({ type: 'lift', held: several }, { type: 'choose', over: 3 }, key('c'))).toMatchObject({ spot: null });
  });
});

test('a finger that held a guest for long and lets go where it was selects it', () => {
  expect(after(touch, hold, release)).toEqual({ kind: 'idle', tapped: HELD });
  expect(after(touch, hold, moveBy(5), release)).toEqual({ kind: 'idle', tapped: HELD });
  expect(after(touch, hold, moveBy(30), release)).toEqual(BACK);
});
