import { cpuOwners } from './cpu-owners.ts';
import { UNKNOWN_CORES } from './estimates.ts';
import type { ObservedGroup, ObservedHost, ObservedNode } from './observed.ts';

/** What a node has of its own: CPUs that several nodes name are drawn in one. */
export interface Share {
  readonly node: ObservedNode;
  readonly cpus: readonly number[];
  readonly cores: number;
  readonly threads: number;
}

/** The nodes with what is drawn in each. */
export function shares(observed: ObservedHost): Share[] {
  const owners = cpuOwners(observed.nodes);
  const cpus: number[][] = observed.nodes.map(() => []);
  for (const [cpu, index] of owners) cpus[index]?.push(cpu);
  const siblings = observed.nodes.map(() => 0);
  const claimed = new Set<number>();
  for (const core of observed.cores ?? []) countSiblings(core, owners, claimed, siblings);
  return observed.nodes.map((node, i) => {
    const own = (cpus[i] ?? []).toSorted((a, b) => a - b);
    const [threads, cores] = threadsAndCores(node, own.length, own.length - (siblings[i] ?? 0), observed);
    return { node, cpus: own, threads, cores };
  });
}

/** Threads beyond the first of a core in its node are no cores of their own; a CPU that several cores name counts once. */
function countSiblings(
  core: ObservedGroup,
  owners: ReadonlyMap<number, number>,
  claimed: Set<number>,
  siblings: number[],
): void {
  const seen = new Set<number>();
  for (const cpu of core.cpus) {
    const owner = owners.get(cpu);
    if (owner === undefined || claimed.has(cpu)) continue;
    claimed.add(cpu);
    if (seen.has(owner)) siblings[owner] = (siblings[owner] ?? 0) + 1;
    seen.add(owner);
  }
}

/** Threads and cores of a node; counts help where no CPUs, or no siblings, are named. */
function threadsAndCores(
  node: ObservedNode,
  named: number,
  cores: number,
  { counts, nodes, ...observed }: ObservedHost,
): [number, number] {
  const perCore = counts?.threadsPerCore ?? 1;
  if (node.cpus !== null) return [named, observed.cores ? cores : Math.ceil(named / perCore)];
  const threads = counts?.threads === undefined ? UNKNOWN_CORES : Math.ceil(counts.threads / nodes.length);
  return [threads, Math.ceil(threads / perCore)];
}
