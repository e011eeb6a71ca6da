import { describe, expect, test } from 'vitest';
import { hostFrom } from './host-from.ts';
import type { ObservedHost, ObservedNode } from './observed.ts';
import { faultsOfHost } from './testing/useful.ts';

const GIB = 2 ** 30;
const node = (
  os: number,
  cpus: number[] | null,
  gib: number | null,
  more: Partial<ObservedNode> = {},
): ObservedNode => ({
  os,
  cpus,
  memoryBytes: gib === null ? null : gib * GIB,
  ...more,
});
const host = (nodes: ObservedNode[], more: Partial<ObservedHost> = {}): ObservedHost => ({
  format: 'test',
  nodes,
  cpus: [...new Set(nodes.flatMap(({ cpus }) => cpus ?? []))].toSorted((a, b) => a - b),
  distances: [],
  packages: null,
  cores: null,
  l3: null,
  ...more,
});
const slit = (values: number[][], nodes: number[]): Partial<ObservedHost> => ({
  distances: [{ name: null, means: 'latency', nodes, values }],
});

const figure = (kind: 'latencyNs' | 'bandwidthGBs', to: number, cpus: number[], value: number) => ({
  kind,
  node: to,
  cpus,
  value,
});

function made(observed: ObservedHost): ReturnType<typeof hostFrom> {
  const result = hostFrom(observed, '/some/where/host.txt');
  expect(faultsOfHost(result)).toEqual([]);
  return result;
}

describe('estimates where no input says', () => {
  test('a socket’s bandwidth is shared by its nodes', () => {
    const nodes = [0, 1, 2, 3].map((os) => node(os, [2 * os, 2 * os + 1], 8));
    const packages = [
      { os: 0, cpus: [0, 1, 2, 3] },
      { os: 1, cpus: [4, 5, 6, 7] },
    ];
    const { nodes: made4 } = made(host(nodes, { packages, cpuModel: 'AMD Opteron(tm) Processor 6174' }));
    expect(made4.map(({ bandwidthGBs, latencyNs }) => [bandwidthGBs, latencyNs])).toEqual(
      [12, 12, 12, 12].map((gigabytes) => [gigabytes, 98]),
    );
  });

  test('memory without CPUs is its device, so that the way to it takes what is typical', () => {
    const nodes = [node(0, [0, 1], 8), node(1, [], 16, { memoryKind: 'CXL' }), node(2, [], 4, { memoryKind: 'HBM' })];
    const far = made(
      host(
        nodes,
        slit(
          [
            [10, 25, 14],
            [25, 10, 31],
            [14, 31, 10],
          ],
          [0, 1, 2],
        ),
      ),
    ).nodes;
    expect(far.map(({ latencyNs }) => latencyNs)).toEqual([90, 100, 100]);
    expect(far.map(({ cores }) => cores)).toEqual([2, 0, 0]);
  });

  test('a node without memory has no bandwidth to give', () => {
    expect(made(host([node(0, [0], 8), node(1, [1], 0)])).nodes[1]).toMatchObject({ memoryMiB: 0, bandwidthGBs: 0 });
  });

  test('memory and CPUs that no input states are marked as estimates', () => {
    const { nodes, sources } = made(host([node(0, null, null)], { cpus: null }));
    expect(nodes[0]).toMatchObject({ cores: 4, threads: 4, memoryMiB: 16_384 });
    expect(['nodes[].threads', 'nodes[].memoryMiB'].map((path) => sources?.[path]?.kind)).toEqual([
      'estimate',
      'estimate',
    ]);
  });
});

describe('what the firmware says', () => {
  const nodes = [node(0, [0, 1], 8), node(3, [2, 3], 8), node(7, [], 8)];

  test('replaces estimates, way by way', () => {
    const figures = [
      figure('latencyNs', 0, [0, 1], 80),
      figure('latencyNs', 0, [0, 1], 85),
      figure('latencyNs', 7, [0], 240),
      figure('bandwidthGBs', 3, [2, 3], 100),
      figure('bandwidthGBs', 3, [0, 1], 40),
    ];
    const result = made(host(nodes, { figures }));
    expect(result.latencyNs).toEqual([
      [80, null, 240],
      [null, null, null],
      [null, null, null],
    ]);
    expect(result.nodes.map(({ bandwidthGBs }) => bandwidthGBs)).toEqual([8, 100, 25]);
    // 240 ns from node 0 at the default distance of 20.
    expect(result.nodes[2]?.latencyNs).toBe(120);
    expect(result.sources?.['nodes[1].bandwidthGBs']?.kind).toBe('file');
    expect(result.sources?.latencyNs?.kind).toBe('file');
  });

  test('is passed over where it makes no sense', () => {
    const figures = [
      figure('latencyNs', 0, [0], 1e12),
      figure('latencyNs', 9, [0], 80),
      figure('bandwidthGBs', 0, [], 80),
    ];
    expect(made(host(nodes, { figures }))).toMatchObject({ nodes: made(host(nodes)).nodes });
  });
});

describe('odd hosts can still be used', () => {
  test.each<[string, ObservedHost]>([
    ['no node at all', host([], { cpus: [0, 1] })],
    ['nothing but a count', host([], { cpus: null, counts: { threads: 6, threadsPerCore: 2 } })],
    ['all CPUs in every node', host([node(0, [0, 1], 8), node(1, [0, 1], 8)])],
    ['no CPUs anywhere', host([node(0, [], 8)])],
    ['no memory anywhere', host([node(0, [0], 0), node(1, [1], 0)])],
    [
      'unreachable nodes',
      host(
        [node(0, [0], 1), node(5, [1], 1)],
        slit(
          [
            [10, 255],
            [254, 10],
          ],
          [0, 5],
        ),
      ),
    ],
    [
      'zero distances',
      host(
        [node(0, [0], 1), node(5, [1], 1)],
        slit(
          [
            [10, 0],
            [0, 0],
          ],
          [0, 5],
        ),
      ),
    ],
    [
      'a matrix for some nodes only',
      host(
        [node(0, [0], 1), node(5, [1], 1), node(6, [2], 1)],
        slit(
          [
            [10, 17],
            [17, 10],
          ],
          [0, 6],
        ),
      ),
    ],
    ['memory beyond all bounds', host([node(0, [0], 1e15)])],
    [
      'packages with one number',
      host([node(0, [0, 1], 1)], {
        packages: [
          { os: 0, cpus: [0] },
          { os: 0, cpus: [1] },
        ],
      }),
    ],
    [
      'cores that share a CPU',
      host([node(0, [0, 1], 1)], {
        cores: [
          { os: 0, cpus: [0, 1] },
          { os: 1, cpus: [1, 0] },
        ],
      }),
    ],
    ['an empty name', host([node(0, [0], 1)], { name: ' ' })],
  ])('%s', (_, observed) => {
    const { nodes } = made(observed);
    for (const { cores, threads } of nodes) expect(cores).toBeLessThanOrEqual(threads);
  });

  test('the name is the host’s, else the file’s', () => {
    expect(made(host([node(0, [0], 1)])).name).toBe('host');
    expect(made(host([node(0, [0], 1)], { name: 'x'.repeat(10_000) })).name).toHaveLength(200);
  });
});
