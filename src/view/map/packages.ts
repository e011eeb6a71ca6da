import { parseCpulist } from '../../model/cpulist.ts';
import type { Host } from '../../model/host.ts';

function cpusOf(list: string | undefined): readonly number[] {
  const cpus = parseCpulist(list ?? '');
  return typeof cpus === 'string' ? [] : cpus;
}

/** Package of each node (its position in the topology's list), −1 = the host does not say. */
function packagesOf(host: Host): readonly number[] {
  const of = new Map<number, number>();
  (host.topology?.packages ?? []).forEach(({ cpus }, at) => {
    for (const cpu of cpusOf(cpus)) of.set(cpu, at);
  });
  return host.nodes.map(({ cpus }) => of.get(cpusOf(cpus)[0] ?? -1) ?? -1);
}

/** A package with several nodes. */
export interface SharedPackage {
  readonly id: number;
  /** By index. */
  readonly nodes: readonly number[];
}

function findShared(host: Host): readonly SharedPackage[] {
  const of = packagesOf(host);
  return (host.topology?.packages ?? [])
    .map(({ id }, at) => ({ id, nodes: host.nodes.flatMap((_, node) => (of[node] === at ? [node] : [])) }))
    .filter(({ nodes }) => nodes.length > 1);
}

/** Hosts are immutable, so their packages are found once: the map asks in every frame. */
const KNOWN = new WeakMap<Host, readonly SharedPackage[]>();

/** Packages that hold more than one node. */
export function sharedPackages(host: Host): readonly SharedPackage[] {
  const shared = KNOWN.get(host) ?? findShared(host);
  KNOWN.set(host, shared);
  return shared;
}
