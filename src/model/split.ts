import { formatCpulist, parseCpulist } from './cpulist.ts';
import type { Host, Link, NumaNode, Route } from './host.ts';
import { hasLinks } from './mesh.ts';
import { PAGES_PER_MIB } from './units.ts';
import { byHand, type Variant } from './variant.ts';

/** A split that gives more nodes than this is no machine that anybody has. */
const MOST_NODES = 256;
/** SLIT distance between the parts of one node: what machines with NPS4 and SNC4 state. */
const SIBLING_DISTANCE = 12;
const FAR_DISTANCE = 20;

/** The share of part `at` of `count`; odd ones go to the first. */
function share(whole: number, at: number, count: number): number {
  return Math.floor(whole / count) + (at < whole % count ? 1 : 0);
}

/** CPU numbers of each core of a node, in order; undefined where they cannot be told. */
function coresOf({ cpus, cores }: NumaNode, host: Host): readonly (readonly number[])[] | undefined {
  const numbers = cpus === undefined ? [] : parseCpulist(cpus);
  if (typeof numbers === 'string' || cores === 0 || numbers.length === 0 || numbers.length % cores > 0)
    return undefined;
  const own = new Set(numbers);
  const known = (host.topology?.cores ?? []).flatMap((core) => {
    const list = parseCpulist(core.cpus);
    return typeof list !== 'string' && list.some((cpu) => own.has(cpu)) ? [list] : [];
  });
  if (known.length === cores) return known;
  const threads = numbers.length / cores;
  // Threads of a core are numbered apart ("0-3,8-11": 0 and 8) or side by side.
  const apart = (cpus ?? '').split(',').length === threads;
  return Array.from({ length: cores }, (_, core) =>
    Array.from(
      { length: threads },
      (_, thread) => numbers[apart ? core + thread * cores : core * threads + thread] ?? 0,
    ),
  );
}

function partsOf(node: NumaNode, at: number, count: number, host: Host): NumaNode[] {
  const known = coresOf(node, host);
  let taken = 0;
  return Array.from({ length: count }, (_, part): NumaNode => {
    const cores = share(node.cores, part, count);
    const own = known?.slice(taken, taken + cores).flat();
    taken += cores;
    const { cpus: _cpus, ...rest } = node;
    return {
      ...rest,
      id: at * count + part,
      cores,
      threads: own ? own.length : share(node.threads, part, count),
      memoryMiB: share(Math.round(node.memoryMiB * PAGES_PER_MIB), part, count) / PAGES_PER_MIB,
      bandwidthGBs: node.bandwidthGBs / count,
      ...(own && { cpus: formatCpulist(own) }),
    };
  });
}

/** A matrix over the parts from one over the nodes; `within` is what holds between two parts of one node. */
function spread<T>(size: number, count: number, of: (from: number, to: number) => T, within: T): T[][] {
  return Array.from({ length: size * count }, (_, a) =>
    Array.from({ length: size * count }, (_, b) => {
      const [from, to] = [Math.floor(a / count), Math.floor(b / count)];
      return from === to && a !== b ? within : of(from, to);
    }),
  );
}

/** Each part has its share of the node's links to the same part of the other node; parts of one node are joined as wide as their memory. */
function splitLinks(
  host: Host & { readonly links: readonly Link[] },
  parts: readonly NumaNode[],
  count: number,
): Link[] {
  const at = new Map(host.nodes.map(({ id }, i) => [id, i]));
  const outer = host.links.flatMap((link) =>
    Array.from({ length: count }, (_, part) => ({
      ...link,
      from: (at.get(link.from) ?? 0) * count + part,
      to: (at.get(link.to) ?? 0) * count + part,
      capacityGBs: link.capacityGBs / count,
    })),
  );
  const widest = outer.reduce((most, { capacityGBs }) => Math.max(most, capacityGBs), 0);
  const inner = parts.flatMap((a) =>
    parts
      .filter((b) => b.id !== a.id && Math.floor(b.id / count) === Math.floor(a.id / count))
      .map((b) => ({ from: a.id, to: b.id, capacityGBs: Math.max(a.bandwidthGBs, widest) })),
  );
  return [...inner, ...outer];
}

function splitRoutes(host: Host, count: number): Route[] {
  const at = new Map(host.nodes.map(({ id }, i) => [id, i]));
  return (host.routes ?? []).flatMap(({ from, to, via }) =>
    Array.from({ length: count }, (_, part) => {
      const of = (id: number): number => (at.get(id) ?? 0) * count + part;
      return { from: of(from), to: of(to), via: via.map(of) };
    }),
  );
}

/** Why a host cannot be split so; undefined if it can. */
export function splitRefusal({ nodes }: Host, count: number): string | undefined {
  if (nodes.length * count > MOST_NODES) return `${nodes.length * count} nodes would be more than ${MOST_NODES}`;
  const small = nodes.find(({ cores }) => cores > 0 && cores < count);
  return small && `node ${small.id} has ${small.cores} ${small.cores === 1 ? 'core' : 'cores'} only`;
}

/**
 * Every node in `count` parts (NPS1 → NPS2 or NPS4, SNC): cores, memory and bandwidth are shared out and none is lost; a
 * sentence where that cannot be. Local latency stays; between the parts of a node the SLIT distance is 12.
 */
export function splitNodes(host: Host, count: number): Variant | string {
  const refused = splitRefusal(host, count);
  if (refused !== undefined) return refused;
  const size = host.nodes.length;
  const nodes = host.nodes.flatMap((node, at) => partsOf(node, at, count, host));
  const { slit, latencyNs, routes } = host;
  const distance = (from: number, to: number): number => slit?.[from]?.[to] ?? (from === to ? 10 : FAR_DISTANCE);
  const at = new Map(host.nodes.map(({ id }, i) => [id, i]));
  const next: Host = {
    ...host,
    name: `${host.name}, each node in ${count}`,
    nodes,
    slit: spread(size, count, distance, SIBLING_DISTANCE),
    ...(latencyNs && { latencyNs: spread(size, count, (from, to) => latencyNs[from]?.[to] ?? null, null) }),
    ...(hasLinks(host) && { links: splitLinks(host, nodes, count) }),
    ...(routes && { routes: splitRoutes(host, count) }),
    ...(host.devices && {
      devices: host.devices.map((device) => ({ ...device, node: (at.get(device.node) ?? 0) * count })),
    }),
  };
  const changed = ['cores', 'threads', 'memoryMiB', 'bandwidthGBs', 'cpus'].map((key) => `nodes[].${key}`);
  const paths = [...changed, 'slit', ...(latencyNs ? ['latencyNs'] : []), 'links', 'links[].capacityGBs'];
  return { host: byHand(next, paths), origins: nodes.map((_, i) => [host.nodes[Math.floor(i / count)]!.id]) };
}
