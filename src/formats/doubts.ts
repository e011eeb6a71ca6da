import { formatCpulist } from '../model/cpulist.ts';
import type { ObservedDistances, ObservedHost, ObservedNode } from './observed.ts';
import type { Problems } from './problems.ts';

/** Doubts that every format of hosts may raise: legal, but worth a sentence. */
export function doubtHost(host: ObservedHost, problems: Problems): void {
  doubtSharedCpus(host.nodes, problems);
  doubtMemory(host.nodes, problems);
  for (const matrix of host.distances) doubtMatrix(matrix, problems);
}

/** Nodes that share all their CPUs, or lie within one another, are memory of several kinds (HBM, CXL); others are odd. */
function nested(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [smaller, larger] = a.size > b.size ? [b, a] : [a, b];
  for (const cpu of smaller) if (!larger.has(cpu)) return false;
  return true;
}

function doubtSharedCpus(nodes: readonly ObservedNode[], problems: Problems): void {
  const sets = new Map(nodes.map((node) => [node, new Set(node.cpus)]));
  const setOf = (node: ObservedNode): ReadonlySet<number> => sets.get(node) ?? new Set();
  const first = new Map<number, ObservedNode>();
  for (const node of nodes) {
    const compared = new Set<ObservedNode>();
    for (const cpu of setOf(node)) {
      const other = first.get(cpu);
      if (!other) first.set(cpu, node);
      else if (!compared.has(other)) {
        compared.add(other);
        if (!nested(setOf(node), setOf(other)) || node.memoryKind === other.memoryKind)
          return sayShared(node, other, problems);
      }
    }
  }
}

function sayShared(node: ObservedNode, other: ObservedNode, problems: Problems): void {
  const inBoth = new Set(other.cpus);
  const shared = formatCpulist((node.cpus ?? []).filter((cpu) => inBoth.has(cpu)));
  const message = `CPU ${shared} is in nodes ${other.os} and ${node.os}: it is counted once.`;
  problems.warn('cpu-in-two-nodes', message);
}

function doubtMemory(nodes: readonly ObservedNode[], problems: Problems): void {
  if (nodes.length > 0 && nodes.every(({ memoryBytes }) => memoryBytes === 0))
    problems.warn('no-memory', 'No node has memory: guests cannot be placed until a size is given.');
  for (const { os, memoryBytes, freeBytes } of nodes) {
    if (memoryBytes !== null && freeBytes !== undefined && freeBytes !== null && freeBytes > memoryBytes)
      problems.warn('free-over-size', `Node ${os} has more free memory than it has memory.`);
  }
}

function doubtMatrix({ nodes, values, means, name }: ObservedDistances, problems: Problems): void {
  const title = `distance matrix${name ? ` ${name}` : ''}`;
  const asymmetric = nodes.some((_, i) => nodes.some((__, j) => values[i]?.[j] !== values[j]?.[i]));
  if (asymmetric) problems.warn('distances-asymmetric', `The ${title} is asymmetric: both directions are kept.`);
  if (means !== 'latency') return;
  if (values.every((row) => row.every((value) => value === 0)))
    problems.warn('distances-zero', `The ${title} holds only zeros: it is ignored.`);
  const nearer = nodes.findIndex((_, i) => values[i]?.some((value, j) => j !== i && value < (values[i]?.[i] ?? 0)));
  if (nearer >= 0)
    problems.warn('distances-remote-nearer', `Another node is nearer to node ${nodes[nearer]} than itself.`);
}
