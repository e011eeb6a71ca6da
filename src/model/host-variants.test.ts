import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCpulist, parseCpulist } from './cpulist.ts';
import { HOST_PRESETS, slowerMemory, widerLinks } from './host-variants.ts';
import type { Host } from './host.ts';
import { addNode, removeNode } from './host-nodes.ts';
import { joinNodes, joinPackages } from './join.ts';
import { linksOf } from './mesh.ts';
import { splitNodes } from './split.ts';
import { arbitraryHost } from './testing/arbitrary-scenario.ts';
import { square } from './testing/square.ts';
import { validateScenario } from './validate.ts';
import { after, BY_HAND, changedFigures, sameNodes, type Variant } from './variant.ts';

const SQUARE = square().host;

function done(variant: Variant | string): Variant {
  if (typeof variant === 'string') throw new Error(variant);
  return variant;
}

function totals({ nodes }: Host): readonly number[] {
  const sum = (of: 'cores' | 'threads' | 'memoryMiB' | 'bandwidthGBs'): number =>
    nodes.reduce((all, node) => all + node[of], 0);
  return [sum('cores'), sum('threads'), sum('memoryMiB'), sum('bandwidthGBs')];
}

function cpusOf({ nodes }: Host): string {
  return formatCpulist(
    nodes.flatMap(({ cpus = '' }) => {
      const list = parseCpulist(cpus);
      return typeof list === 'string' ? [] : list;
    }),
  );
}

function errors(host: Host): readonly string[] {
  const { problems } = validateScenario({ nearfar: 1, host, guests: [] });
  return problems.filter(({ severity }) => severity === 'error').map(({ path, message }) => `${path}: ${message}`);
}

/** Capacity between two sets of nodes. */
function between(host: Host, from: readonly number[], to: readonly number[]): number {
  return linksOf(host)
    .filter((link) => from.includes(link.from) && to.includes(link.to))
    .reduce((sum, link) => sum + link.capacityGBs, 0);
}

/** CPUs of the halves of a node of four cores with two threads each. */
function halves(cpus: string): unknown {
  const node = { ...SQUARE.nodes[0], cores: 4, threads: 8, cpus };
  return done(splitNodes({ ...SQUARE, nodes: [node] }, 2)).host.nodes.map((half) => half.cpus);
}

describe('splitting', () => {
  test('loses no core, thread, page, CPU or bandwidth, and remembers where the parts come from', () => {
    const { host, origins } = done(splitNodes(SQUARE, 2));
    expect(host.nodes).toHaveLength(8);
    expect(totals(host)).toEqual(totals(SQUARE));
    expect(cpusOf(host)).toBe('0-15');
    expect(origins.map(([id]) => id)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  test('shares out the links: as much as before from all parts of a node to all parts of another', () => {
    const { host } = done(splitNodes(SQUARE, 2));
    expect(between(host, [0, 1], [2, 3])).toBe(between(SQUARE, [0], [1]));
    expect(between(host, [0, 1], [6, 7])).toBe(0);
  });

  test('parts of a node are near, others as far as before', () => {
    const { slit } = done(splitNodes({ ...SQUARE, slit: [10, 20, 20, 30].map(() => [10, 20, 20, 30]) }, 2)).host;
    expect(slit![0].slice(0, 8)).toEqual([10, 12, 20, 20, 20, 20, 30, 30]);
    expect(done(splitNodes(SQUARE, 2)).host.slit![0].slice(0, 3)).toEqual([10, 12, 20]);
  });

  test('threads of a core stay together, numbered apart or side by side', () => {
    expect(halves('0-3,8-11')).toEqual(['0-1,8-9', '2-3,10-11']);
    expect(halves('0-7')).toEqual(['0-3', '4-7']);
  });

  test('a node with fewer cores than parts is refused by name', () => {
    const small = { ...SQUARE, nodes: [{ ...SQUARE.nodes[0], id: 7, cores: 3 }] };
    expect(splitNodes(small, 4)).toBe('node 7 has 3 cores only');
  });
});

describe('joining', () => {
  test('takes a split back', () => {
    const { host, origins } = done(joinNodes(done(splitNodes(SQUARE, 4)).host, 4));
    expect(totals(host)).toEqual(totals(SQUARE));
    expect(host.nodes.map(({ cpus }) => cpus)).toEqual(SQUARE.nodes.map(({ cpus }) => cpus));
    expect(between(host, [0], [1])).toBe(between(SQUARE, [0], [1]));
    expect(origins[1]).toEqual([4, 5, 6, 7]);
  });

  test('an access takes the mean of all pairs', () => {
    // EPYC 9354P, NPS4: 105 ns in a quadrant, 113, 113 and 118 ns to the others (DRAMHiT, eurosys_2026/collect_nps).
    const row = [105, 113, 113, 118];
    const latencyNs = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => row[from ^ to]));
    const nodes = SQUARE.nodes.map((node) => ({ ...node, latencyNs: 105 }));
    const { host } = done(joinNodes({ ...SQUARE, nodes, latencyNs }, 4));
    expect(host.nodes[0].latencyNs).toBe(112.3);
    expect(host.links).toBeUndefined();
  });

  test('memory without CPUs stays by itself', () => {
    const nodes = [...SQUARE.nodes, { ...SQUARE.nodes[0], id: 9, cores: 0, threads: 0, cpus: '' }];
    const { origins } = done(joinNodes({ ...SQUARE, nodes }, 2));
    expect(origins).toEqual([[0, 1], [2, 3], [9]]);
  });

  test('by packages, where they are known', () => {
    const packages = [
      { id: 0, cpus: '0-7' },
      { id: 1, cpus: '8-15' },
    ];
    expect(done(joinPackages({ ...SQUARE, topology: { packages } })).origins).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(joinPackages(SQUARE)).toBe('no package is known to have several nodes');
  });

  test('what does not add up is refused', () => {
    expect(joinNodes(done(addNode(SQUARE)).host, 2)).toBe('5 nodes with CPUs cannot be joined by 2');
  });
});

describe('nodes', () => {
  test('one more is like the last, with CPUs of its own, joined as that one is', () => {
    const { host, origins } = done(addNode(SQUARE));
    expect(host.nodes[4]).toEqual({ ...SQUARE.nodes[3], id: 4, cpus: '16-19' });
    expect(
      linksOf(host)
        .filter(({ from }) => from === 4)
        .map(({ to }) => to),
    ).toEqual([1, 2, 3]);
    expect(origins[4]).toEqual([]);
  });

  test('one less takes its links and matrix rows with it', () => {
    const slit = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => (from === to ? 10 : 20 + from + to)));
    const { host } = done(removeNode({ ...SQUARE, slit }, 1));
    expect(host.nodes.map(({ id }) => id)).toEqual([0, 2, 3]);
    expect(host.slit![0]).toEqual([10, 22, 23]);
    expect(linksOf(host).some(({ from, to }) => from === 1 || to === 1)).toBe(false);
    expect(removeNode({ ...SQUARE, nodes: [SQUARE.nodes[0]] }, 0)).toBe('a host has at least one node');
  });
});

test('slower memory is slower for near and far by the same time', () => {
  const latencyNs = [
    [100, 160],
    [160, 100],
  ];
  const { host } = slowerMemory({ ...SQUARE, nodes: SQUARE.nodes.slice(0, 2), links: [], latencyNs }, 0.3);
  expect(host.latencyNs![0]).toEqual([130, 190]);
  expect(host.nodes[0]).toMatchObject({ latencyNs: 130, bandwidthGBs: 8 / 1.3 });
});

test('wider links of a host that names none are those that were assumed', () => {
  const { host } = done(widerLinks({ ...SQUARE, links: [] }, 2));
  expect(host.links).toHaveLength(12);
  expect(host.links![0].capacityGBs).toBe(8);
});

test('one change after another knows the first nodes', () => {
  const first = done(splitNodes(SQUARE, 2));
  const both = after(after(sameNodes(SQUARE), first), done(joinNodes(first.host, 4)));
  expect(both.origins).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test('figures that differ are named as sources name them', () => {
  const nodes = SQUARE.nodes.map((node) => (node.id === 2 ? { ...node, memoryMiB: 1024 } : node));
  expect(changedFigures(SQUARE, sameNodes({ ...SQUARE, nodes, linesPerCore: 10 }))).toEqual([
    'nodes[].memoryMiB',
    'linesPerCore',
  ]);
  expect(changedFigures(SQUARE, sameNodes({ ...SQUARE }))).toEqual([]);
  expect(changedFigures(SQUARE, done(splitNodes(SQUARE, 2)))).not.toContain('nodes[].latencyNs');
});

describe.each(HOST_PRESETS.map((preset) => [preset.id, preset] as const))('%s', (id, { apply, refusal }) => {
  test('gives valid hosts, says that they were changed by hand, and touches nothing of the old one', () => {
    fc.assert(
      fc.property(arbitraryHost, (host) => {
        fc.pre(errors(host).length === 0);
        const before = JSON.stringify(host);
        const variant = apply(host);
        expect(JSON.stringify(host)).toBe(before);
        expect(refusal(host)).toBe(typeof variant === 'string' ? variant : undefined);
        if (typeof variant === 'string') return;
        expect(errors(variant.host)).toEqual([]);
        expect(variant.origins).toHaveLength(variant.host.nodes.length);
        expect(Object.values(variant.host.sources ?? {})).toContainEqual(BY_HAND);
        if (!/split|join/.test(id)) return;
        totals(variant.host).forEach((sum, i) => expect(sum).toBeCloseTo(totals(host)[i], 6));
      }),
    );
  });
});
