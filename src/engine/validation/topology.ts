import type { Host } from '../../model/host.ts';
import type { Guest, Workload } from '../../model/scenario.ts';
import { guestOn, hostOf, meanSpeed, ratesFor } from './build.ts';
import { percent, type ValidationRow } from './row.ts';

/** Nodes one hop apart on four Magny-Cours packages (SLIT of the machine: 16 = one hop, 22 = two). */
const SLIT = [
  [10, 16, 16, 22, 16, 22, 16, 22],
  [16, 10, 22, 16, 16, 22, 22, 16],
  [16, 22, 10, 16, 16, 16, 16, 16],
  [22, 16, 16, 10, 16, 16, 22, 22],
  [16, 16, 16, 16, 10, 16, 16, 22],
  [22, 22, 16, 16, 16, 10, 22, 16],
  [16, 22, 16, 22, 16, 22, 10, 16],
  [22, 16, 16, 22, 22, 16, 16, 10],
];

const samePackage = (a: number, b: number): boolean => Math.floor(a / 2) === Math.floor(b / 2);

/** A die has ports for four wide links: one with more neighbours has to split them. */
const splitsPorts = (node: number): boolean => SLIT[node].filter((distance) => distance === 16).length > 4;

/** 16-bit links (6 GB/s) within a package and between dies that need not split their ports, 8-bit ones (3 GB/s) elsewhere. */
function twistedLadder(): Host {
  return hostOf({
    name: '4 × Opteron 6174 class',
    nodes: 8,
    cores: 6,
    memoryMiB: 8192,
    bandwidthGBs: 12,
    nearNs: 98,
    farNs: (from, to) => (SLIT[from][to] === 16 ? 145 : 190),
    linkGBs: (from, to) => {
      if (SLIT[from][to] !== 16) return undefined;
      return samePackage(from, to) || !(splitsPorts(from) || splitsPorts(to)) ? 6 : 3;
    },
  });
}

/** One program of 6 threads on each node of a set, its data spread over the set. */
function program(nodes: readonly number[]): Guest[] {
  const workload: Workload = { memoryStall: 0.6, bandwidthPerCoreGBs: 4 };
  return nodes.map((node) => guestOn(`threads-${node}`, node, 6, workload, nodes));
}

interface Choice {
  readonly nodes: readonly number[];
  readonly speed: number;
  /** Σ SLIT distances over its pairs. */
  readonly distance: number;
}

function choicesOf(size: number): Choice[] {
  const host = twistedLadder();
  return subsets(size, 0).map((nodes) => ({
    nodes,
    speed: meanSpeed(ratesFor(host, program(nodes))),
    distance: nodes.reduce((sum, a) => sum + nodes.reduce((part, b) => part + SLIT[a][b], 0), 0),
  }));
}

function subsets(size: number, from: number): number[][] {
  if (size === 0) return [[]];
  const all: number[][] = [];
  for (let n = from; n < 8; n++) for (const rest of subsets(size - 1, n + 1)) all.push([n, ...rest]);
  return all;
}

/** The first of the fastest: what differs in the last bits is equal. */
const fastest = (choices: readonly Choice[]): Choice =>
  choices.reduce((best, choice) => (choice.speed > best.speed * (1 + 1e-6) ? choice : best));

function spreadRow(): ValidationRow {
  const choices = choicesOf(2);
  const slowest = choices.reduce((worst, choice) => (choice.speed < worst.speed ? choice : worst));
  const ratio = fastest(choices).speed / slowest.speed;
  return {
    id: 'asymmetric-links-spread',
    effect: 'One program on two of eight nodes: fastest against slowest choice of nodes',
    setup:
      '8 nodes as the SLIT of a 4 × 6174 machine has them, links of 6 GB/s, and 3 GB/s between packages at the two dies with six neighbours (estimates); 12 threads that stream over both nodes',
    source: 'Lepers et al., USENIX ATC 2015: more than 2 between placements with the same distribution',
    published: '> 2',
    engine: ratio.toFixed(2),
    tolerance: 'at least 1.7',
    holds: ratio >= 1.7,
  };
}

function bandwidthRow(): ValidationRow {
  const sizes = [2, 3, 4, 5, 6];
  const cases = sizes.map((size) => {
    const choices = choicesOf(size);
    const nearest = choices.reduce((least, choice) => Math.min(least, choice.distance), Infinity);
    const close = fastest(choices.filter((choice) => choice.distance === nearest));
    return { size, best: fastest(choices), close };
  });
  const differing = cases.filter(
    ({ best, close }) => best.distance > close.distance && best.speed > close.speed * 1.001,
  );
  const words = differing.map(
    ({ size, best, close }) =>
      `${size} nodes: {${best.nodes.join()}} ${percent(best.speed / close.speed - 1)} over {${close.nodes.join()}}`,
  );
  return {
    id: 'bandwidth-over-hops',
    effect: 'The choice of nodes with most bandwidth is not the one with fewest hops',
    setup:
      'As above, 2 to 6 of the 8 nodes; the fastest choice against the fastest of those with the least total distance',
    source: 'Lepers et al., USENIX ATC 2015 (AsymSched)',
    published: 'in at least one case',
    engine: words.length > 0 ? words.join('; ') : 'in no case',
    tolerance: 'at least one case',
    holds: words.length > 0,
  };
}

function interleave(): ValidationRow {
  const host = twistedLadder();
  const workload: Workload = { memoryStall: 0.6, bandwidthPerCoreGBs: 4 };
  const memoryMiB = 1024;
  const speedWith = (shares: readonly (readonly [node: number, share: number])[]): number => {
    const memoryOn = shares.map(([node, share]) => ({ node, memoryMiB: memoryMiB * share }));
    const flat = { ...workload, hotFraction: 1, hotShare: 1 };
    const parts = [{ node: 0, vcpus: 6, memoryMiB, memoryOn }];
    return meanSpeed(ratesFor(host, [{ name: 'app', vcpus: 6, memoryMiB, workload: flat, placement: { parts } }]));
  };
  const equal = speedWith(SLIT.map((_, node) => [node, 1 / 8] as const));
  const weighted = speedWith([
    [0, 0.5],
    [1, 0.25],
    [2, 0.125],
    [4, 0.125],
  ]);
  return {
    id: 'weighted-interleave',
    effect: 'Pages interleaved by bandwidth against equal shares on all nodes',
    setup:
      'As above, 6 threads on node 0; by bandwidth: half on its own node, a quarter in the package, an eighth on each of two neighbours',
    source: 'Gureya et al. 2020 (BWAP): up to +66 %',
    published: '> 0',
    engine: percent(weighted / equal - 1),
    tolerance: 'the sign',
    holds: weighted > equal,
  };
}

export function topologyRows(): ValidationRow[] {
  return [spreadRow(), bandwidthRow(), interleave()];
}
