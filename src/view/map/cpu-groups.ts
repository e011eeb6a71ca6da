import { parseCpulist } from '../../model/cpulist.ts';
import type { Host } from '../../model/host.ts';

export type GroupKind = 'l3' | 'core';

/** pCPUs of one node that a part can be pinned to together: those of a core, or those that share a last-level cache. */
export interface CpuGroup {
  readonly kind: GroupKind;
  /** Number on the host, counted from 0 in the order of the file (what lstopo calls L#). */
  readonly number: number;
  /** pCPU numbers, ascending. */
  readonly cpus: readonly number[];
  /** Cores of the node, by their place in its drawing. */
  readonly cores: readonly number[];
}

/** What a node's CPUs can be pinned by; both empty where the host does not number them. */
export type NodeGroups = Readonly<Record<GroupKind, readonly CpuGroup[]>>;

/** Numbers of a cpulist; none where it cannot be read (validation has said so). */
export function cpuNumbers(list: string | undefined): readonly number[] {
  const numbers = parseCpulist(list ?? '');
  return typeof numbers === 'string' ? [] : numbers;
}

/** Core of each pCPU of a node: by the host's topology where it is known, otherwise threads in equal stretches. */
function findCores(host: Host, node: number, listed: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const cpus = cpuNumbers(host.nodes[node]!.cpus);
  const cores = Math.max(1, host.nodes[node]!.cores);
  const own = new Set(cpus);
  const known = listed.map((core) => core.filter((cpu) => own.has(cpu))).filter((core) => core.length > 0);
  if (known.length === cores) return new Map(known.flatMap((core, i) => core.map((cpu) => [cpu, i] as const)));
  const perCore = Math.max(1, Math.round(cpus.length / cores));
  return new Map(cpus.map((cpu, i) => [cpu, Math.min(cores - 1, Math.floor(i / perCore))]));
}

type CoreMaps = readonly ReadonlyMap<number, number>[];

const MAPS = new WeakMap<Host, CoreMaps>();

/** By node: the core (its place in the node's drawing) of each pCPU. Hosts are immutable, so their lists are read once. */
export function coreMaps(host: Host): CoreMaps {
  const known = MAPS.get(host);
  if (known) return known;
  const listed = (host.topology?.cores ?? []).map((core) => cpuNumbers(core.cpus));
  const maps = host.nodes.map((_, node) => findCores(host, node, listed));
  MAPS.set(host, maps);
  return maps;
}

function coreGroups(host: Host, node: number): CpuGroup[] {
  const before = host.nodes.slice(0, node).reduce((sum, { cores }) => sum + cores, 0);
  const cpus = new Map<number, number[]>();
  for (const [cpu, core] of coreMaps(host)[node]!) cpus.set(core, [...(cpus.get(core) ?? []), cpu]);
  return [...cpus]
    .toSorted(([a], [b]) => a - b)
    .map(([core, list]) => ({
      kind: 'core',
      number: before + core,
      cpus: list.toSorted((a, b) => a - b),
      cores: [core],
    }));
}

/** A cache that all CPUs of the node share is the node itself: nothing to choose. */
function cacheGroups(host: Host, node: number): CpuGroup[] {
  const map = coreMaps(host)[node]!;
  const groups = (host.topology?.l3 ?? []).map((l3, number): CpuGroup => {
    const cpus = cpuNumbers(l3.cpus).filter((cpu) => map.has(cpu));
    return { kind: 'l3', number, cpus, cores: [...new Set(cpus.map((cpu) => map.get(cpu)!))] };
  });
  return groups.filter(({ cpus }) => cpus.length > 0 && cpus.length < map.size);
}

const GROUPS = new WeakMap<Host, Map<number, NodeGroups>>();

/** Groups of pCPUs on a node (index), each list in the order of the file; found when first asked for. */
export function groupsOf(host: Host, node: number): NodeGroups {
  const known = GROUPS.get(host) ?? new Map<number, NodeGroups>();
  GROUPS.set(host, known);
  const groups = known.get(node) ?? { l3: cacheGroups(host, node), core: coreGroups(host, node) };
  known.set(node, groups);
  return groups;
}
