import { describe, expect, test } from 'vitest';
import { arrange } from './arrange.ts';
import { graphOf } from './graph.ts';
import { layoutHost, type Layout } from './layout.ts';
import { hostOf, LADDER, UNEVEN, WIDE } from './testing/hosts.ts';
import { SQUARE } from './testing/mixed-estate.ts';

/** The grid as text: ids row by row. */
function drawn(layout: Layout): string {
  const rows: string[][] = [];
  for (const { node, slot } of layout.rooms) (rows[slot.row] ??= [])[slot.column] = String(node);
  return rows.map((row) => row.join(' ')).join(' / ');
}

function collisions(layout: Layout): string[] {
  return layout.rooms.flatMap((a, i) =>
    layout.rooms
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
      .map((b) => `${a.node} and ${b.node}`),
  );
}

describe('where rooms go', () => {
  test('four nodes in a square lie as a square', () => {
    expect(drawn(layoutHost(graphOf(SQUARE), 'compare', 584))).toBe('0 1 / 2 3');
  });

  test('a square numbered around its edge is turned so that linked nodes are neighbours', () => {
    expect(drawn(layoutHost(graphOf(hostOf(4, {}, '0-1 1-2 2-3 3-0')), 'compare', 584))).toBe('0 1 / 3 2');
  });

  test('a pair lies side by side', () => {
    expect(drawn(layoutHost(graphOf(WIDE), 'compare', 584))).toBe('0 1');
  });

  test('a ladder stands up in Compare and lies down in Explore, its rungs between neighbours', () => {
    expect(drawn(layoutHost(graphOf(LADDER), 'compare', 584))).toBe('0 1 / 5 4 / 2 3 / 7 6');
    expect(drawn(layoutHost(graphOf(LADDER), 'explore', 1100))).toBe('0 5 2 7 / 1 4 3 6');
  });

  test('a chain is drawn without a break', () => {
    const slots = arrange(4, 2, [
      [1, 0],
      [0, 2],
      [2, 3],
    ]);
    const steps = [
      [1, 0],
      [0, 2],
      [2, 3],
    ].map(([a, b]) => Math.abs(slots[a].column - slots[b].column) + Math.abs(slots[a].row - slots[b].row));
    expect(steps).toEqual([1, 1, 1]);
  });

  test('any number of nodes on any width: no rooms collide, all lie on the map', () => {
    for (let count = 1; count <= 40; count += 1)
      for (const width of [120, 300, 390, 584, 1100, 2400])
        for (const size of ['compare', 'explore'] as const) {
          const layout = layoutHost(graphOf(hostOf(count, {})), size, width);
          expect(collisions(layout), `${count} nodes at ${width}`).toEqual([]);
          for (const room of layout.rooms) {
            expect(room.x + room.w).toBeLessThanOrEqual(layout.width);
            expect(room.y + room.h).toBeLessThanOrEqual(layout.height);
          }
        }
  });
});

describe('scale', () => {
  test('a cell is the same MiB on every node: a smaller node has a narrower tank', () => {
    const layout = layoutHost(graphOf(UNEVEN), 'compare', 584);
    expect(layout.cellMiB).toBe(64);
    expect(layout.rooms.map((room) => room.tankColumns)).toEqual([32, 16, 0]);
  });

  test('old machines keep 2.5 px and 3 px for a GB/s; a fast host gets one smaller scale for all pipes', () => {
    expect(layoutHost(graphOf(SQUARE), 'compare', 584).pipeScale).toBe(2.5);
    expect(layoutHost(graphOf(SQUARE), 'explore', 968).pipeScale).toBe(3);
    const fast = layoutHost(graphOf(WIDE), 'compare', 584);
    expect(fast.pipeScale * 108).toBeLessThan(fast.rooms[0].inner.w * 0.4);
  });

  test('rooms get less detail as they get narrower', () => {
    const levels = [584, 390, 200].map((width) => layoutHost(graphOf(SQUARE), 'compare', width).metrics.level);
    expect(levels).toEqual(['full', 'compact', 'tile']);
  });
});
