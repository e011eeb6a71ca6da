import type { Host, NumaNode, Source } from '../model/host.ts';
import type { ObservedFigure } from './observed.ts';

/** What the field table allows. */
const LIMITS = { latencyNs: [0.001, 1e7], bandwidthGBs: [0.001, 1e6] } as const;

/** The kernel's distance between nodes that nobody described. */
const FAR = 20;

const FIRMWARE: Source = { kind: 'file', text: 'what the firmware says (HMAT), as hwloc shows it' };

/** By "from to" positions: the best figure of that way (several attributes may speak of it). */
class Ways {
  readonly #best = new Map<string, number>();

  constructor(
    figures: readonly ObservedFigure[],
    kind: ObservedFigure['kind'],
    nodes: readonly NumaNode[],
    owners: ReadonlyMap<number, number>,
  ) {
    const position = new Map(nodes.map(({ id }, i) => [id, i]));
    for (const figure of figures) {
      const to = position.get(figure.node);
      const [least, most] = LIMITS[kind];
      if (figure.kind !== kind || to === undefined || figure.value < least || figure.value > most) continue;
      for (const from of new Set(figure.cpus.map((cpu) => owners.get(cpu)))) {
        if (from === undefined) continue;
        const key = `${from} ${to}`;
        const before = this.#best.get(key);
        const better = kind === 'latencyNs' ? Math.min : Math.max;
        this.#best.set(key, before === undefined ? figure.value : better(before, figure.value));
      }
    }
  }

  get size(): number {
    return this.#best.size;
  }

  at(from: number, to: number): number | null {
    return this.#best.get(`${from} ${to}`) ?? null;
  }

  /** The widest way to a node: what its controller gives at least. */
  widest(to: number, count: number): number | undefined {
    const values = Array.from({ length: count }, (_, from) => this.at(from, to)).filter((value) => value !== null);
    return values.length > 0 ? Math.max(...values) : undefined;
  }
}

/** What a device without CPUs has of its own, so that ways which the firmware leaves out follow the SLIT. */
function ownLatency(to: number, latency: Ways, { nodes, slit }: Host): number | undefined {
  const ways = nodes.flatMap((_, from) => {
    const ns = latency.at(from, to);
    return ns === null ? [] : [(ns * 10) / Math.max(10, slit?.[from]?.[to] ?? FAR)];
  });
  return ways.length > 0 ? Math.max(LIMITS.latencyNs[0], Math.min(...ways)) : undefined;
}

/** The host with estimates replaced by what the firmware says of latency and bandwidth; `owners`: pCPU → position. */
export function withFirmware(
  host: Host,
  figures: readonly ObservedFigure[],
  owners: ReadonlyMap<number, number>,
): Host {
  const { nodes } = host;
  const latency = new Ways(figures, 'latencyNs', nodes, owners);
  const bandwidth = new Ways(figures, 'bandwidthGBs', nodes, owners);
  const stated = nodes.map((node, i) => (node.memoryMiB > 0 ? bandwidth.widest(i, nodes.length) : undefined));
  const own = nodes.map((node, i) => (node.threads > 0 ? node.latencyNs : ownLatency(i, latency, host)));
  const sources = stated.flatMap((value, i) =>
    value === undefined ? [] : [[`nodes[${i}].bandwidthGBs`, FIRMWARE] as const],
  );
  return {
    ...host,
    nodes: nodes.map((node, i) => ({
      ...node,
      bandwidthGBs: stated[i] ?? node.bandwidthGBs,
      latencyNs: own[i] ?? node.latencyNs,
    })),
    ...(latency.size > 0 ? { latencyNs: nodes.map((_, from) => nodes.map((__, to) => latency.at(from, to))) } : {}),
    sources: { ...host.sources, ...Object.fromEntries(sources), ...(latency.size > 0 ? { latencyNs: FIRMWARE } : {}) },
  };
}
