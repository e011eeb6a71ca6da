import { describe, expect, test } from 'vitest';
import type { Host } from '../../model/host.ts';
import { groupsOf } from './cpu-groups.ts';
import { graphOf } from './graph.ts';
import { layoutHost, type Layout } from './layout.ts';
import { lazySpots, type SpotBox } from './pin-spots.ts';
import { hostOf } from './testing/hosts.ts';

/** Two nodes of eight cores with two threads each; the second thread of core c is CPU c + 16; caches of four cores. */
const GENOA: Host = {
  ...hostOf(2, { cores: 8, threads: 16 }, '0-1'),
  nodes: [0, 1].map((id) => ({
    ...hostOf(1, { cores: 8, threads: 16 }).nodes[0]!,
    id,
    cpus: `${id * 8}-${id * 8 + 7},${id * 8 + 16}-${id * 8 + 23}`,
  })),
  topology: {
    packages: [],
    cores: Array.from({ length: 16 }, (_, core) => ({ cpus: `${core},${core + 16}` })),
    l3: [0, 4, 8, 12].map((first) => ({
      cpus: `${first}-${first + 3},${first + 16}-${first + 19}`,
      sizeMiB: 32,
    })),
  },
};

function layoutOf(host: Host, width: number): Layout {
  return layoutHost(graphOf(host), 'explore', width);
}

function boxesOf(host: Host, node: number, width = 1000): readonly SpotBox[] {
  const layout = layoutOf(host, width);
  return lazySpots(host, layout.rooms[node]!, layout)().boxes;
}

describe('groups of CPUs', () => {
  test('cores and caches have the numbers that they have on the host', () => {
    const { l3, core } = groupsOf(GENOA, 1);
    expect(l3.map(({ number, cpus, cores }) => [number, cpus, cores])).toEqual([
      [2, [8, 9, 10, 11, 24, 25, 26, 27], [0, 1, 2, 3]],
      [3, [12, 13, 14, 15, 28, 29, 30, 31], [4, 5, 6, 7]],
    ]);
    expect(core[0]).toEqual({ kind: 'core', number: 8, cpus: [8, 24], cores: [0] });
  });

  test('a cache that the whole node shares is the node, not a group', () => {
    const l3 = [{ cpus: '0-7,16-23', sizeMiB: 32 }];
    const host = { ...GENOA, topology: { ...GENOA.topology!, l3 } };
    expect(groupsOf(host, 0).l3).toEqual([]);
  });

  test('without CPU numbers there are none', () => {
    expect(groupsOf(hostOf(2, {}, '0-1'), 0)).toEqual({ l3: [], core: [] });
    expect(groupsOf(hostOf(1, { cores: 0, threads: 0, cpus: '' }), 0)).toEqual({ l3: [], core: [] });
  });
});

describe('places to drop on', () => {
  test('every core and every cache has one, tabs before cores, none over another of its kind', () => {
    const boxes = boxesOf(GENOA, 0);
    expect(boxes.map(({ spot }) => (spot === 'unnumbered' ? spot : `${spot.kind} ${spot.at}`))).toEqual([
      'l3 0',
      'l3 1',
      ...Array.from({ length: 8 }, (_, core) => `core ${core}`),
    ]);
    const cores = boxes.slice(2);
    cores.forEach((box, i) => {
      for (const other of cores.slice(i + 1))
        expect(box.x + box.w <= other.x || box.y + box.h <= other.y || other.x + other.w <= box.x).toBe(true);
    });
  });

  test('they lie within their room', () => {
    const layout = layoutOf(GENOA, 1000);
    const room = layout.rooms[1]!;
    for (const { x, y, w, h } of lazySpots(GENOA, room, layout)().boxes) {
      expect(x).toBeGreaterThanOrEqual(room.x);
      expect(x + w).toBeLessThanOrEqual(room.x + room.w);
      expect(y).toBeGreaterThanOrEqual(room.cpuY);
      expect(y + h).toBeLessThanOrEqual(room.tankY);
    }
  });

  test('far out there is nothing to aim at, though the groups are known', () => {
    const layout = layoutHost(graphOf(GENOA), 'explore', 400, { scale: 0.4, moving: false });
    const spots = lazySpots(GENOA, layout.rooms[0]!, layout)();
    expect(spots.boxes).toEqual([]);
    expect(spots.counts).toEqual({ l3: 2, core: 8 });
  });

  test('cores without numbers say so', () => {
    const bare = hostOf(2, {}, '0-1');
    expect(new Set(boxesOf(bare, 0).map(({ spot }) => spot))).toEqual(new Set(['unnumbered']));
  });
});
