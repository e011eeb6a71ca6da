import { describe, expect, test } from 'vitest';
import { graphOf } from './graph.ts';
import { layoutHost } from './layout.ts';
import type { RoomTargets } from './targets.ts';
import { LADDER } from './testing/hosts.ts';
import { roomTowards } from './use-roving.ts';

function rooms(): RoomTargets[] {
  return layoutHost(graphOf(LADDER), 'compare', 584).rooms.map(({ node, x, y, w, h }) => ({
    node,
    id: node,
    box: { x, y, w, h },
    targets: [],
  }));
}

// The ladder stands as 0 1 / 5 4 / 2 3 / 7 6.
describe('arrows between rooms', () => {
  test('go to the neighbour in that direction', () => {
    expect(roomTowards(rooms(), 5, [1, 0])).toBe(4);
    expect(roomTowards(rooms(), 5, [0, 1])).toBe(2);
    expect(roomTowards(rooms(), 5, [0, -1])).toBe(0);
  });

  test('stay at the edge', () => {
    expect(roomTowards(rooms(), 5, [-1, 0])).toBeUndefined();
    expect(roomTowards(rooms(), 6, [0, 1])).toBeUndefined();
  });
});
