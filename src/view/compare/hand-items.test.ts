import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MoveRecord } from '../../engine/reports.ts';
import type { ManualMove } from '../../model/scenario.ts';
import { chipsOf, handItems, inChargeAt, snapped, type HandSide } from './hand-items.ts';

const PLAIN: HandSide = { choice: { id: 'xend' }, titles: ['xend'], result: { moves: [] } };
const MOVE: ManualMove = { at: 30, guest: 'db', to: [1, 1], mechanism: 'live' };

describe('what was done by hand', () => {
  test('is told in order of time, with where in the scenario it stands', () => {
    const branches = [{ at: 40, id: 'esxi' }];
    const branched = { ...PLAIN, choice: { id: 'xend', branches }, titles: ['xend', 'ESXi'] };
    const items = handItems(PLAIN, branched, [MOVE]);
    expect(items.map(({ place }) => place)).toEqual([
      { kind: 'move', index: 0 },
      { kind: 'branch', side: 'b', index: 0 },
    ]);
    expect(items.map(({ text }) => text)).toEqual(['db → 1', 'B → ESXi']);
    expect(items.map(({ name }) => name)).toEqual(['db → 1, move by hand at 0:30.0', 'B → ESXi, branch at 0:40.0']);
  });

  test('says which side refused a move', () => {
    const record: MoveRecord = {
      ...MOVE,
      from: [0],
      copiedMiB: 0,
      done: false,
      doneAt: null,
      inVain: false,
      reason: 'refused: no room',
      outcome: 'refused',
    };
    const refusing = { ...PLAIN, result: { moves: [record] } };
    expect(handItems(PLAIN, refusing, [MOVE])[0]).toMatchObject({ isRefused: false });
    expect(handItems(PLAIN, refusing, [MOVE])[0]?.name).toMatch(/refused in B$/);
    expect(handItems(refusing, refusing, [MOVE])[0]).toMatchObject({ isRefused: true });
  });
});

test('chips never lie on each other, stand at their times and are wide enough to be held', () => {
  const times = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(times, (ats) => {
      const moves = ats.toSorted((a, b) => a - b).map((at) => ({ ...MOVE, at }));
      const chips = chipsOf(handItems(PLAIN, PLAIN, moves), ({ at }) => at, 1000);
      expect(chips.flatMap(({ items }) => items)).toHaveLength(ats.length);
      let free = -Infinity;
      for (const { items, left, width } of chips) {
        expect(width).toBeGreaterThanOrEqual(24);
        expect(left).toBe(Math.min(984, items[0]!.at));
        expect(left).toBeGreaterThanOrEqual(free);
        free = left + width;
        expect(free).toBeLessThanOrEqual(1010);
      }
    }),
  );
});

test('a chip goes to an instant that is near, else to a thousandth of a second', () => {
  expect(snapped(10.2, [1, 10.123456, 30], 0.5)).toBe(10.123456);
  expect(snapped(12.34567, [1, 10, 30], 0.5)).toBe(12.346);
});

test('the strategy in charge at the instant of a branch is the one before it', () => {
  const choice = { id: 'xend', branches: [{ at: 40, id: 'esxi' }] };
  expect([0, 40, 40.1].map((time) => inChargeAt(choice, time))).toEqual(['xend', 'xend', 'esxi']);
});
