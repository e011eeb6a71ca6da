import { expect, test } from 'vitest';
import {
  EXTENTS,
  extentAt,
  freeMiB,
  moveBlindShare,
  moveExtentShare,
  release,
  removeGuest,
  reserve,
  type State,
} from './state.ts';
import { draws } from '../testing/networks.ts';
import { put, stateOf } from '../testing/small.ts';

/** What the extents say, without the engine's books. */
function heldOn(state: State, rows: readonly number[], j: number): number {
  return rows.reduce((sum, row) => {
    let shares = 0;
    for (let k = 0; k < EXTENTS; k++) shares += state.extents[extentAt(state, row, k) + j]!;
    return sum + (shares * state.size[row]!) / EXTENTS;
  }, 0);
}

test('after thousands of moves used memory is the sum of the extents, and every extent is whole', () => {
  const next = draws(1);
  const state = stateOf([{}, {}, {}]);
  const rows = [0, 1, 2, 3].flatMap((g) =>
    put(state, g, {
      parts: [
        { home: 0, vcpus: 1, mib: 700 + g / 256 },
        { home: 1, vcpus: 1, mib: 333 },
      ],
    }),
  );
  const node = (): number => Math.floor(next() * 3);
  for (let n = 0; n < 20_000; n++) {
    const row = rows[Math.floor(next() * rows.length)]!;
    const [from, to] = [node(), node()];
    if (next() < 0.1) moveBlindShare(state, row, from, to, next());
    else moveExtentShare(state, row, Math.floor(next() * EXTENTS), from, to, next() < 0.5 ? 1 : next());
  }
  for (let j = 0; j < 3; j++) expect(state.usedMiB[j]).toBe(heldOn(state, rows, j));
  expect(state.usedMiB.reduce((sum, mib) => sum + mib, 0)).toBeCloseTo(4 * 1033 + 6 / 256, 8);
  for (const row of rows) {
    for (let k = 0; k < EXTENTS; k++) {
      const shares = state.extents.subarray((row * EXTENTS + k) * 3, (row * EXTENTS + k) * 3 + 3);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }
  }
});

test('a guest that leaves gives all of its memory back, and its rows serve the next', () => {
  const state = stateOf([{}, {}]);
  const [first] = put(state, 0, { parts: [{ home: 0, vcpus: 1, mib: 1000 }] });
  put(state, 1, { parts: [{ home: 0, vcpus: 1, mib: 0.1 }] });
  removeGuest(state, 0);
  expect([...state.usedMiB]).toEqual([0.1, 0]);
  removeGuest(state, 1);
  expect([...state.usedMiB]).toEqual([0, 0]);
  const rows = put(state, 2, {
    parts: [
      { home: 1, vcpus: 1, mib: 5 },
      { home: 1, vcpus: 1, mib: 7 },
    ],
  });
  expect(rows).toContain(first);
  expect([...state.usedMiB]).toEqual([0, 12]);
});

test('a reservation is not free', () => {
  const state = stateOf([{}]);
  reserve(state, 0, 1000);
  expect(freeMiB(state, 0)).toBe(7192);
  release(state, 0, 1000);
  expect(freeMiB(state, 0)).toBe(8192);
});

test('guests may be numbered in any order', () => {
  const state = stateOf([{}]);
  for (const g of [5, 1, 3]) put(state, g, { parts: [{ home: 0, vcpus: 1, mib: 1 }] });
  expect([...state.active.subarray(0, state.activeCount)]).toEqual([1, 3, 5]);
});
