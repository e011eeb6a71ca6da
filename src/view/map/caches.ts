import type { Host } from '../../model/host.ts';
import type { Mebibytes } from '../../model/units.ts';
import { coreMaps, cpuNumbers } from './cpu-groups.ts';

/** A last-level cache as one node sees it. */
export interface NodeCache {
  readonly sizeMiB: Mebibytes;
  /** Cores of the node that share it, by their place in its drawing. */
  readonly cores: readonly number[];
  /** Cores of other nodes share it, too. */
  readonly isShared: boolean;
}

function findCaches(host: Host): readonly (readonly NodeCache[])[] {
  const lists = (host.topology?.l3 ?? []).map(({ cpus, sizeMiB }) => ({ cpus: cpuNumbers(cpus), sizeMiB }));
  return coreMaps(host).map((coreOf) =>
    lists.flatMap(({ cpus, sizeMiB }): NodeCache[] => {
      const own = cpus.filter((cpu) => coreOf.has(cpu));
      const cores = [...new Set(own.map((cpu) => coreOf.get(cpu)!))];
      return own.length > 0 ? [{ sizeMiB, cores, isShared: own.length < cpus.length }] : [];
    }),
  );
}

const KNOWN = new WeakMap<Host, readonly (readonly NodeCache[])[]>();

/** Last-level caches of a node (index), in the order of the file; none where the host does not say. */
export function cachesOf(host: Host, node: number): readonly NodeCache[] {
  const caches = KNOWN.get(host) ?? findCaches(host);
  KNOWN.set(host, caches);
  return caches[node] ?? [];
}
