import { formatCpulist, parseCpulist } from './cpulist.ts';
import type { Host, Link, NumaNode } from './host.ts';
import { hasLinks } from './mesh.ts';
import type { Nanoseconds } from './units.ts';
import { byHand, tenths, type Variant } from './variant.ts';

const FAR_DISTANCE = 20;

/** Positions of the nodes that become one. */
type Group = readonly number[];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Idle latency of a pair, measured or by its distance (MODEL §1). */
function latencyOf(host: Host, from: number, to: number): Nanoseconds {
  const measured = host.latencyNs?.[from]?.[to];
  if (measured !== undefined && measured !== null) return measured;
  if (from === to) return host.nodes[to]!.latencyNs;
  return (latencyOf(host, to, to) * (host.slit?.[from]?.[to] ?? FAR_DISTANCE)) / 10;
}

function pairs(a: Group, b: Group): (readonly [number, number])[] {
  return a.flatMap((from) => b.map((to) => [from, to] as const));
}

function joinedCpus(nodes: readonly NumaNode[]): string | undefined {
  const lists = nodes.map(({ cpus }) => (cpus === undefined ? '?' : parseCpulist(cpus)));
  if (lists.some((list) => typeof list === 'string')) return undefined;
  return formatCpulist(lists.flatMap((list) => (typeof list === 'string' ? [] : list)));
}

/** Memory lies in turns on all of them: an access takes the mean of all pairs. */
function joinedNode(host: Host, group: Group, id: number): NumaNode {
  const nodes = group.map((at) => host.nodes[at]!);
  const [first] = nodes;
  if (nodes.length === 1) return { ...first!, id };
  const sum = (of: (node: NumaNode) => number): number => nodes.reduce((all, node) => all + of(node), 0);
  const { cpus: _cpus, ...rest } = first!;
  const cpus = joinedCpus(nodes);
  return {
    ...rest,
    id,
    cores: sum((node) => node.cores),
    threads: sum((node) => node.threads),
    memoryMiB: sum((node) => node.memoryMiB),
    bandwidthGBs: sum((node) => node.bandwidthGBs),
    latencyNs: tenths(mean(pairs(group, group).map(([from, to]) => latencyOf(host, from, to)))),
    ...(cpus !== undefined && { cpus }),
  };
}

function joinedSlit(groups: readonly Group[], slit: NonNullable<Host['slit']>): number[][] {
  return groups.map((a, i) =>
    groups.map((b, j) => (i === j ? 10 : Math.round(mean(pairs(a, b).map(([from, to]) => slit[from]?.[to] ?? 20))))),
  );
}

function joinedLatency(host: Host, groups: readonly Group[], nodes: readonly NumaNode[]): (number | null)[][] {
  return groups.map((a, i) =>
    groups.map((b, j) => {
      if (i === j) return nodes[i]!.latencyNs;
      const known = pairs(a, b).map(([from, to]) => host.latencyNs?.[from]?.[to] ?? null);
      const figures = known.filter((ns) => ns !== null);
      return figures.length < known.length ? null : tenths(mean(figures));
    }),
  );
}

/** Links between two groups become one as wide as all of them; those within a group are gone. */
function joinedLinks(links: readonly Link[], groupOf: ReadonlyMap<number, number>): Link[] {
  const joined = new Map<string, { from: number; to: number; capacityGBs: number; readonly all: Link[] }>();
  for (const link of links) {
    const [from, to] = [groupOf.get(link.from) ?? 0, groupOf.get(link.to) ?? 0];
    if (from === to) continue;
    const one = joined.get(`${from} ${to}`) ?? { from, to, capacityGBs: 0, all: [] };
    one.capacityGBs += link.capacityGBs;
    one.all.push(link);
    joined.set(`${from} ${to}`, one);
  }
  return [...joined.values()].map(({ all, ...link }) => {
    const own = all.flatMap(({ latencyNs }) => (latencyNs === undefined ? [] : [latencyNs]));
    return own.length < all.length ? link : { ...link, latencyNs: tenths(mean(own)) };
  });
}

/**
 * Nodes joined (NPS4 → NPS1): cores, memory and bandwidth add up. Every node must be in one group; routes fall, the shortest
 * ways hold.
 */
function joinGroups(host: Host, groups: readonly Group[]): Host {
  const groupOf = new Map(groups.flatMap((group, g) => group.map((at) => [host.nodes[at]!.id, g] as const)));
  const nodes = groups.map((group, g) => joinedNode(host, group, g));
  const { slit, latencyNs, routes: _routes, links: _links, devices, ...rest } = host;
  const links = hasLinks(host) ? joinedLinks(host.links, groupOf) : [];
  return {
    ...rest,
    nodes,
    ...(slit && { slit: joinedSlit(groups, slit) }),
    ...(latencyNs && { latencyNs: joinedLatency(host, groups, nodes) }),
    ...(links.length > 0 && { links }),
    ...(devices && { devices: devices.map((device) => ({ ...device, node: groupOf.get(device.node) ?? 0 })) }),
  };
}

function joined(host: Host, groups: readonly Group[], name: string): Variant {
  const keys = ['cores', 'threads', 'memoryMiB', 'bandwidthGBs', 'latencyNs', 'cpus'].map((key) => `nodes[].${key}`);
  const paths = [...keys, 'slit', 'latencyNs', 'links', 'links[].capacityGBs'];
  return {
    host: byHand({ ...joinGroups(host, groups), name: `${host.name}, ${name}` }, paths),
    origins: groups.map((group) => group.map((at) => host.nodes[at]!.id)),
  };
}

function working({ nodes }: Host): number[] {
  return nodes.flatMap(({ cores }, at) => (cores > 0 ? [at] : []));
}

/** Why nodes cannot be joined so; undefined if they can. */
export function joinRefusal(host: Host, count: number): string | undefined {
  const { length } = working(host);
  return length < count || length % count > 0 ? `${length} nodes with CPUs cannot be joined by ${count}` : undefined;
}

/** Nodes with CPUs by `count`, in their order; the others (memory only) stay by themselves. A sentence where that cannot be. */
export function joinNodes(host: Host, count: number): Variant | string {
  const refused = joinRefusal(host, count);
  if (refused !== undefined) return refused;
  const own = working(host);
  const rest = host.nodes.flatMap(({ cores }, at) => (cores > 0 ? [] : [[at]]));
  const groups = Array.from({ length: own.length / count }, (_, g) => own.slice(g * count, (g + 1) * count));
  return joined(host, [...groups, ...rest], `nodes joined by ${count}`);
}

/** The package that a node's first CPU is in, by position; undefined where nothing says so. */
function packageOf(node: NumaNode, packages: readonly ReadonlySet<number>[]): number | undefined {
  const cpus = node.cpus === undefined ? [] : parseCpulist(node.cpus);
  const [first] = typeof cpus === 'string' ? [] : cpus;
  const at = first === undefined ? -1 : packages.findIndex((own) => own.has(first));
  return at < 0 ? undefined : at;
}

/** Positions of the nodes of each package; a node whose package is not known is by itself. */
function packageGroups(host: Host): readonly Group[] {
  const packages = (host.topology?.packages ?? []).map(({ cpus }) => {
    const list = parseCpulist(cpus);
    return new Set(typeof list === 'string' ? [] : list);
  });
  const groups = new Map<string, number[]>();
  host.nodes.forEach((node, at) => {
    const own = packageOf(node, packages);
    const key = own === undefined ? `alone ${at}` : `package ${own}`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()];
}

/** Why the nodes of packages cannot be joined; undefined if they can. */
export function packagesRefusal(host: Host): string | undefined {
  return packageGroups(host).length === host.nodes.length ? 'no package is known to have several nodes' : undefined;
}

/** The nodes of each package joined; memory-only nodes stay by themselves. A sentence where packages are not known or have one node. */
export function joinPackages(host: Host): Variant | string {
  return packagesRefusal(host) ?? joined(host, packageGroups(host), 'one node a package');
}
