import { formatCpulist } from '../../model/cpulist.ts';
import type { Host, Link, NumaNode, Route } from '../../model/host.ts';
import { present, type Dice } from './random-dice.ts';

export interface HostOptions {
  /** Stations without capacity may occur. */
  readonly withoutCapacity?: boolean;
}

/** A host of 1–8 nodes: gapped ids, nodes without CPUs or memory, SMT, odd links and routes, partial latencies. */
export function randomHost(dice: Dice, options: HostOptions = {}): Host {
  const nodes = randomNodes(dice, options);
  const ids = nodes.map((node) => node.id);
  const links = dice.maybe(70, () => randomLinks(dice, ids, options));
  return present({
    name: 'random',
    nodes,
    slit: dice.maybe(50, () => ids.map((a) => ids.map((b) => (a === b ? 10 : dice.between(11, 40))))),
    latencyNs: dice.maybe(60, () => randomLatency(dice, nodes)),
    links,
    routes: dice.maybe(40, () => randomRoutes(dice, ids, links ?? complete(ids))),
    linesPerCore: dice.maybe(20, () => dice.between(1, 40)),
    copy: dice.maybe(60, () =>
      present({
        liveGBs: dice.maybe(70, () => dice.real(0.05, 8)),
        backgroundGBs: dice.maybe(70, () => dice.real(0.05, 4)),
      }),
    ),
  });
}

const KINDS = ['whole', 'whole', 'whole', 'whole', 'whole', 'whole', 'cpuless', 'memoryless'];

function kindOf(dice: Dice, n: number): string {
  return n === 0 ? 'whole' : dice.pick(KINDS);
}

function randomNodes(dice: Dice, options: HostOptions): NumaNode[] {
  const count = dice.pick([2, 2, 3, 4, 4, 6, 8, 1]);
  let id = dice.below(3);
  let cpu = 0;
  const numbered = dice.chance(60);
  // No node with both: the yardstick of latency is then the least of all.
  const apart = count > 1 && dice.chance(6);
  const nodes: NumaNode[] = [];
  for (let n = 0; n < count; n++) {
    const kind = apart ? ['memoryless', 'cpuless'][n % 2] : kindOf(dice, n);
    const cores = kind === 'cpuless' ? 0 : dice.between(1, 12);
    const threads = cores * dice.pick([1, 2, 1, 4]);
    const from = cpu;
    cpu += threads;
    nodes.push(
      present({
        id,
        cores,
        threads,
        memoryMiB: kind === 'memoryless' ? 0 : dice.between(64, 16_384),
        bandwidthGBs: options.withoutCapacity && dice.chance(10) ? 0 : dice.real(1, 60),
        latencyNs: dice.between(50, 250),
        cpus: numbered ? formatCpulist(Array.from({ length: threads }, (_, k) => from + k)) : undefined,
      }),
    );
    id += dice.pick([1, 1, 1, 2, 5]);
  }
  return dice.chance(20) ? dice.shuffle(nodes) : nodes;
}

function randomLatency(dice: Dice, nodes: readonly NumaNode[]): (number | null)[][] {
  const missing = dice.pick([0, 0, 20, 60]);
  return nodes.map((a) =>
    nodes.map((b) => {
      if (dice.chance(missing)) return null;
      return a.id === b.id ? dice.between(40, 250) : dice.between(60, 600);
    }),
  );
}

function complete(ids: readonly number[]): { from: number; to: number }[] {
  return ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to })));
}

/** A ring one way or both ways (so every pair has a route), with chords. */
function randomLinks(dice: Dice, ids: readonly number[], options: HostOptions): Link[] {
  const ring = ids.map((from, k) => ({ from, to: ids[(k + 1) % ids.length] })).filter(({ from, to }) => from !== to);
  const back = ring.map(({ from, to }) => ({ from: to, to: from }));
  const chords = complete(ids).filter(() => dice.chance(30));
  const ends = [...ring, ...(dice.chance(70) ? back : []), ...chords];
  const distinct = ends.filter((end, k) => ends.findIndex(({ from, to }) => from === end.from && to === end.to) === k);
  return dice.shuffle(distinct).map(({ from, to }) =>
    present({
      from,
      to,
      capacityGBs: options.withoutCapacity && dice.chance(5) ? 0 : dice.real(0.5, 30),
      latencyNs: dice.maybe(60, () => dice.pick([0, 10, 40, 120])),
    }),
  );
}

/** Detours over one node where both links are there. */
function randomRoutes(dice: Dice, ids: readonly number[], links: readonly { from: number; to: number }[]): Route[] {
  const has = (from: number, to: number) => links.some((link) => link.from === from && link.to === to);
  return complete(ids).flatMap(({ from, to }) => {
    const stops = ids.filter((via) => via !== from && via !== to && has(from, via) && has(via, to));
    return stops.length > 0 && dice.chance(25) ? [{ from, to, via: [dice.pick(stops)] }] : [];
  });
}
