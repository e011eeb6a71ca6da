import * as fc from 'fast-check';
import type { Host, Link, NumaNode } from '../host.ts';
import type { Guest, PlacementPart, Scenario, Workload } from '../scenario.ts';

const PAGES = 256;

/** 0..1 in steps of a millionth: smaller figures are refused. */
const share = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1_000_000);

const workload: fc.Arbitrary<Workload> = fc
  .record({
    tasks: fc.nat(20),
    duty: share,
    memoryStall: fc.double({ min: 0.01, max: 1, noNaN: true }),
    bandwidthPerCoreGBs: fc.double({ min: 0.001, max: 20, noNaN: true }),
    shared: share,
    hot: fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), share),
    dirtyRateMiBs: fc.integer({ min: 0, max: 5000 }),
    osLocality: share,
  })
  .map(({ hot: [fraction, rest], ...others }) => ({
    ...others,
    hotFraction: fraction,
    hotShare: Math.min(1, fraction + rest * (1 - fraction)),
  }));

function ring(nodes: readonly NumaNode[]): Link[] {
  if (nodes.length < 2) return [];
  const pairs = nodes.map((node, n): [number, number] => [node.id, nodes[(n + 1) % nodes.length].id]);
  const both = pairs.flatMap(([from, to]) => [
    [from, to],
    [to, from],
  ]);
  const distinct = new Map(both.map(([from, to]) => [`${from} ${to}`, { from, to, capacityGBs: 4 }]));
  return [...distinct.values()];
}

/** Hosts of one to five equal or unequal nodes with memory, ids with gaps, with and without links. */
export const arbitraryHost: fc.Arbitrary<Host> = fc
  .record({
    shapes: fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 3 }),
        cores: fc.integer({ min: 1, max: 16 }),
        smt: fc.integer({ min: 1, max: 2 }),
        memoryMiB: fc.integer({ min: 4096, max: 65_536 }),
        bandwidthGBs: fc.double({ min: 1, max: 200, noNaN: true }),
        latencyNs: fc.double({ min: 50, max: 300, noNaN: true }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    linked: fc.boolean(),
  })
  .map(({ shapes, linked }) => {
    let id = -1;
    let cpu = 0;
    const nodes = shapes.map(({ gap, cores, smt, ...node }) => {
      id += gap;
      const threads = cores * smt;
      const cpus = `${cpu}-${cpu + threads - 1}`;
      cpu += threads;
      return { id, cores, threads, ...node, cpus };
    });
    return { name: 'random', nodes, ...(linked ? { links: ring(nodes) } : {}) };
  });

/** `total` in `count` parts that add up. */
function split(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => Math.floor(total / count) + (n < total % count ? 1 : 0));
}

interface Wish {
  readonly vcpus: number;
  readonly pages: number;
  readonly parts: number;
  readonly first: number;
  readonly placed: boolean;
  readonly scattered: boolean;
  readonly arrive: number;
  readonly stay: number | undefined;
  readonly workload: Workload | undefined;
}

function partsOf(wish: Wish, host: Host): PlacementPart[] {
  const vcpus = split(wish.vcpus, wish.parts);
  const pages = split(wish.pages, wish.parts);
  return vcpus.map((count, p) => {
    const node = host.nodes[(wish.first + p) % host.nodes.length];
    const other = host.nodes[(wish.first + p + 1) % host.nodes.length];
    const part = { node: node.id, vcpus: count, memoryMiB: pages[p] / PAGES };
    if (!wish.scattered) return part;
    const [here, there] = split(pages[p], 2);
    return {
      ...part,
      memoryOn: [
        { node: node.id, memoryMiB: here / PAGES },
        { node: other.id, memoryMiB: there / PAGES },
      ],
    };
  });
}

function guestOf(wish: Wish, n: number, host: Host): Guest {
  return {
    name: `guest ${n}`,
    vcpus: wish.vcpus,
    memoryMiB: wish.pages / PAGES,
    vnumaAware: wish.parts > 1,
    arrive: wish.arrive,
    ...(wish.stay === undefined ? {} : { depart: wish.arrive + wish.stay }),
    ...(wish.workload === undefined ? {} : { workload: wish.workload }),
    ...(wish.placed ? { placement: { parts: partsOf(wish, host) } } : {}),
  };
}

const wish: fc.Arbitrary<Wish> = fc.record({
  vcpus: fc.integer({ min: 1, max: 9 }),
  // Eight guests of at most 512 MiB fit on the smallest node.
  pages: fc.integer({ min: 1, max: 512 * PAGES }),
  parts: fc.integer({ min: 1, max: 3 }),
  first: fc.nat(4),
  placed: fc.boolean(),
  scattered: fc.boolean(),
  arrive: fc.integer({ min: 0, max: 50_000 }).map((ms) => ms / 1000),
  stay: fc.option(fc.double({ min: 0.001, max: 100, noNaN: true }), { nil: undefined }),
  workload: fc.option(workload, { nil: undefined }),
});

/** Scenarios that must be accepted: up to eight guests, placed or not, whole or split, with moves by hand. */
export const arbitraryScenario: fc.Arbitrary<Scenario> = fc
  .record({ host: arbitraryHost, wishes: fc.array(wish, { maxLength: 8 }), until: fc.integer({ min: 1, max: 200 }) })
  .map(({ host, wishes, until }) => {
    const guests = wishes.map((one, n) => guestOf(one, n, host));
    const moves = guests.slice(0, 1).map((guest) => ({
      at: 1,
      guest: guest.name,
      to: [host.nodes[0].id],
      mechanism: 'hot-first' as const,
    }));
    return {
      nearfar: 1,
      name: 'random',
      host,
      guests,
      run: {
        until,
        seed: 3,
        moves,
        strategies: [{ id: 'guest-numa', params: { vnodes: 2 }, branches: [{ at: 1, id: 'xend' }] }],
      },
    };
  });
