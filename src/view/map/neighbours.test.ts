import { describe, expect, test } from 'vitest';
import { graphOf } from './graph.ts';
import { layoutHost } from './layout.ts';
import { nearestRooms, roomTowards } from './neighbours.ts';
import { LADDER } from './testing/hosts.ts';

const { rooms } = layoutHost(graphOf(LADDER), 'compare', 584);

// The ladder stands as 0 1 / 5 4 / 2 3 / 7 6.
describe('arrows between rooms', () => {
  test('go to the neighbour in that direction', () => {
    expect(roomTowards(rooms, 5, [1, 0])).toBe(4);
    expect(roomTowards(rooms, 5, [0, 1])).toBe(2);
    expect(roomTowards(rooms, 5, [0, -1])).toBe(0);
  });

  test('stay at the edge', () => {
    expect(roomTowards(rooms, 5, [-1, 0])).toBeUndefined();
    expect(roomTowards(rooms, 6, [0, 1])).toBeUndefined();
  });
});

test('nearest rooms first, the one asked for before all', () => {
  const order = nearestRooms(rooms, 5);
  expect(order[0]).toBe(5);
  expect(new Set(order.slice(1, 4))).toEqual(new Set([0, 2, 4]));
  expect(order).toHaveLength(rooms.length);
  expect(nearestRooms(rooms, 99)).toEqual([]);
});
