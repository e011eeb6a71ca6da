import { expect, test } from 'vitest';
import { addGuest, addParts, EXTENTS, extentAt, memoryOn, removeGuest, type State } from './state.ts';
import { withDefaults } from '../../model/fields.ts';
import { put, stateOf } from '../testing/small.ts';

const SHAPE = { vcpus: 4, memoryMiB: 4096, weight: 256, capPercent: 0, vnumaAware: false, hotplug: true };

/** An unpinned guest with a sub-part on each of four nodes, a quarter of its memory on each. */
function spread(state: State, guest: number): number[] {
  const shares = new Float64Array(EXTENTS * 4).fill(0.25);
  addGuest(state, guest, SHAPE, withDefaults({}, SHAPE), true);
  const part = { vcpus: 1, tasks: 1, sizeMiB: 1024, pins: 0, shares };
  return addParts(
    state,
    guest,
    [0, 1, 2, 3].map((home) => ({ ...part, home })),
  );
}

test('the parts of an unpinned guest share one row of extents, which another guest gets when all have gone', () => {
  const state = stateOf([{}, {}, {}, {}]);
  const rows = spread(state, 0);
  expect(new Set(rows.map((row) => state.extentRow[row])).size).toBe(1);
  expect(state.extentUsers[state.extentRow[rows[0]!]!]).toBe(4);
  for (const row of rows) for (let j = 0; j < 4; j++) expect(memoryOn(state, row, j)).toBe(256);
  const [own] = put(state, 1, { parts: [{ home: 2, vcpus: 1, mib: 512 }] });
  expect(extentAt(state, own!, 0)).not.toBe(extentAt(state, rows[0]!, 0));
  removeGuest(state, 0);
  expect([...state.usedMiB]).toEqual([0, 0, 512, 0]);
  const again = spread(state, 0);
  expect(state.extentRows).toBe(2);
  expect(state.extentRow[again[0]!]).not.toBe(state.extentRow[own!]);
  expect([...state.usedMiB]).toEqual([1024, 1024, 1536, 1024]);
});
