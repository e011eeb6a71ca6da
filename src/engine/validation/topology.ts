import type { Scenario } from '../../model/scenario.ts';
import { percent } from './row.ts';
import { meanSpeed, type RowMaker } from './setup.ts';

/** The program of a file on other nodes: as many threads on each node of a set, its data spread over the set. */
function programOn(scenario: Scenario, nodes: readonly number[]): Scenario {
  const [threads] = scenario.guests;
  const { vcpus, memoryMiB } = threads;
  const memoryOn = nodes.map((node) => ({ node, memoryMiB: memoryMiB / nodes.length }));
  const guests = nodes.map((node) => {
    const placement = { parts: [{ node, vcpus, memoryMiB, memoryOn }] };
    return { ...threads, name: `threads-${node}`, placement };
  });
  return { ...scenario, guests };
}

interface Choice {
  readonly nodes: readonly number[];
  readonly speed: number;
  /** Σ SLIT distances over its pairs. */
  readonly distance: number;
}

function choicesOf(scenario: Scenario, size: number): Choice[] {
  const { slit = [] } = scenario.host;
  return subsets(size, 0).map((nodes) => ({
    nodes,
    speed: meanSpeed(programOn(scenario, nodes)),
    distance: nodes.reduce((sum, a) => sum + nodes.reduce((part, b) => part + slit[a][b], 0), 0),
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

const spreadRow: RowMaker = (scenarioOf) => {
  const choices = choicesOf(scenarioOf('ladder-program'), 2);
  const slowest = choices.reduce((worst, choice) => (choice.speed < worst.speed ? choice : worst));
  const ratio = fastest(choices).speed / slowest.speed;
  return {
    id: 'asymmetric-links-spread',
    effect: 'One program on two of eight nodes: fastest against slowest choice of nodes',
    setup:
      '8 nodes as the SLIT of a 4 × 6174 machine has them, links of 6 GB/s, and 3 GB/s between packages at the two dies with six neighbours (estimates); 12 threads that stream over both nodes; guests[].placement is set to every pair',
    source: 'Lepers et al., USENIX ATC 2015: more than 2 between placements with the same distribution',
    published: '> 2',
    engine: ratio.toFixed(2),
    tolerance: 'at least 1.7',
    holds: ratio >= 1.7,
  };
};

const bandwidthRow: RowMaker = (scenarioOf) => {
  const program = scenarioOf('ladder-program');
  const sizes = [2, 3, 4, 5, 6];
  const cases = sizes.map((size) => {
    const choices = choicesOf(program, size);
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
      'As above, every set of 2 to 6 of the 8 nodes; the fastest choice against the fastest of those with the least total distance',
    source: 'Lepers et al., USENIX ATC 2015 (AsymSched)',
    published: 'in at least one case',
    engine: words.length > 0 ? words.join('; ') : 'in no case',
    tolerance: 'at least one case',
    holds: words.length > 0,
  };
};

const interleave: RowMaker = (scenarioOf) => {
  const [equal, weighted] = ['interleave-equal', 'interleave-by-bandwidth'].map((file) => meanSpeed(scenarioOf(file)));
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
};

export const TOPOLOGY: readonly RowMaker[] = [spreadRow, bandwidthRow, interleave];
