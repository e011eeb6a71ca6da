import type { ObservedNode } from './observed.ts';

/** Plain memory before memory that is beside it (HBM, CXL): programs start there. */
function plainness({ memoryKind, memoryBytes }: ObservedNode): number {
  if (memoryKind === undefined || memoryKind === 'DRAM') return memoryBytes === 0 ? 1 : 0;
  return 2;
}

/**
 * Which node each pCPU is drawn in, by position in `nodes`. Several nodes may name one pCPU (HBM beside DRAM, CXL memory
 * for the whole machine, fake NUMA): it belongs to the smallest such set, plain memory first, then the lowest number.
 */
export function cpuOwners(nodes: readonly ObservedNode[]): Map<number, number> {
  const order = nodes
    .map((node, index) => ({ node, index, size: node.cpus?.length ?? 0 }))
    .toSorted((a, b) => a.size - b.size || plainness(a.node) - plainness(b.node) || a.node.os - b.node.os);
  const owners = new Map<number, number>();
  for (const { node, index } of order) for (const cpu of node.cpus ?? []) if (!owners.has(cpu)) owners.set(cpu, index);
  return owners;
}
