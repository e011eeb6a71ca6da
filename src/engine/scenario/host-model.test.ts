import { describe, expect, test } from 'vitest';
import { compileHost, type HostModel } from './host-model.ts';
import { smallHost } from '../testing/small.ts';

function latency(host: HostModel): number[][] {
  return host.ids.map((_, i) => [...host.latency.subarray(i * host.nodeCount, (i + 1) * host.nodeCount)]);
}

/** Node ids on the way from one node to another. */
function way(host: HostModel, from: number, to: number): number[] {
  const pair = host.indexOf.get(from)! * host.nodeCount + host.indexOf.get(to)!;
  return Array.from(
    host.routeLinks.subarray(host.routeStart[pair], host.routeStart[pair + 1]),
    (e) => host.ids[host.linkTo[e]!]!,
  );
}

const link = (from: number, to: number, latencyNs?: number) => ({
  from,
  to,
  capacityGBs: 8,
  ...(latencyNs === undefined ? {} : { latencyNs }),
});
const both = (a: number, b: number) => [link(a, b), link(b, a)];

describe('idle latency (MODEL §1)', () => {
  test('comes from the SLIT where nothing was measured, with 20 where there is none', () => {
    const nodes = [{}, { latencyNs: 200 }];
    expect(latency(compileHost(smallHost(nodes)))).toEqual([
      [100, 400],
      [200, 200],
    ]);
    const slit = [
      [10, 16],
      [22, 10],
    ];
    const host = compileHost(smallHost(nodes, { slit }));
    expect(latency(host)).toEqual([
      [100, 320],
      [220, 200],
    ]);
    expect([...host.latencyInferred]).toEqual([0, 1, 1, 0]);
  });
  test('a measured diagonal replaces the nodes’ figures, also for what is inferred from it', () => {
    const host = compileHost(
      smallHost([{}, {}], {
        latencyNs: [
          [80, null],
          [150, null],
        ],
      }),
    );
    expect(latency(host)).toEqual([
      [80, 200],
      [150, 100],
    ]);
    expect([...host.latencyInferred]).toEqual([0, 1, 0, 0]);
    expect([...host.base.subarray(0, 2)]).toEqual([80, 100]);
    expect(host.l0).toBe(80);
  });
  test('a link adds what its reader at the end sees more, never less than nothing', () => {
    const host = compileHost(
      smallHost([{}, {}], {
        latencyNs: [
          [100, 90],
          [135, 100],
        ],
        links: both(0, 1),
      }),
    );
    // 0→1 carries what node 1 reads from node 0: 135 − 100; 1→0 what node 0 reads from node 1: 90 − 100.
    expect([...host.base.subarray(2)]).toEqual([35, 0]);
    expect(compileHost(smallHost([{}, {}], { links: [link(0, 1, 7), link(1, 0)] })).base[2]).toBe(7);
  });
});

describe('the yardstick L₀ (MODEL §5)', () => {
  test('is the least local latency of a node with CPUs and memory', () => {
    const nodes = [{ latencyNs: 50, cores: 0, threads: 0 }, { latencyNs: 60, memoryMiB: 0 }, { latencyNs: 120 }];
    expect(compileHost(smallHost(nodes)).l0).toBe(120);
    expect(compileHost(smallHost(nodes.slice(0, 2))).l0).toBe(50);
  });
});

describe('links and routes (MODEL §1)', () => {
  test('a host without links is a mesh at half the smaller positive bandwidth', () => {
    const host = compileHost(smallHost([{ id: 7 }, { id: 2, bandwidthGBs: 10 }, { id: 5, bandwidthGBs: 0 }]));
    expect(host.linksInferred).toBe(true);
    expect(
      Array.from(host.linkFrom, (from, e) => [host.ids[from], host.ids[host.linkTo[e]!], host.capacity[3 + e]]),
    ).toEqual([
      [2, 5, 5],
      [2, 7, 5],
      [5, 2, 5],
      [5, 7, 20],
      [7, 2, 5],
      [7, 5, 20],
    ]);
  });
  test('ties go to the lowest next id, wherever it stands in the file', () => {
    const links = [...both(9, 4), ...both(9, 2), ...both(4, 1), ...both(2, 1)];
    const host = compileHost(smallHost([{ id: 9 }, { id: 4 }, { id: 2 }, { id: 1 }], { links }));
    expect(way(host, 9, 1)).toEqual([2, 1]);
    expect(way(host, 1, 9)).toEqual([2, 9]);
    expect(way(host, 9, 4)).toEqual([4]);
  });
  test('a route of the file rules', () => {
    const links = [...both(0, 1), ...both(1, 2), ...both(0, 2)];
    const host = compileHost(smallHost([{}, {}, {}], { links, routes: [{ from: 0, to: 2, via: [1] }] }));
    expect(way(host, 0, 2)).toEqual([1, 2]);
    expect(way(host, 2, 0)).toEqual([0]);
  });
  test.each([
    [{ links: [link(0, 1), link(0, 1), link(1, 0)] }, 'host.links[1]'],
    [{ links: [link(0, 0)] }, 'host.links[0]'],
    [{ links: [link(0, 3)] }, 'host.links[0].to'],
    [{ links: [link(0, 1)] }, 'host.links'],
    [{ routes: [{ from: 0, to: 1, via: [0] }] }, 'host.routes[0]'],
    [{ links: both(0, 1), routes: [{ from: 1, to: 0, via: [2] }] }, 'host.routes[0]'],
    [
      {
        routes: [
          { from: 0, to: 1, via: [] },
          { from: 0, to: 1, via: [] },
        ],
      },
      'host.routes[1]',
    ],
  ])('refuses %j', (rest, path) => {
    expect(() => compileHost(smallHost([{}, {}], rest))).toThrow(expect.objectContaining({ path }));
  });
  test('refuses a route over a missing link', () => {
    const links = [...both(0, 1), ...both(1, 2)];
    expect(() => compileHost(smallHost([{}, {}, {}], { links, routes: [{ from: 0, to: 2, via: [] }] }))).toThrow(
      '0 to 2',
    );
  });
});
