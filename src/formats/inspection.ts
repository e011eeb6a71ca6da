import { formatCpulist } from '../model/cpulist.ts';
import type { Problem } from '../model/problem.ts';
import type { ObservedHost, ObservedNode } from './observed.ts';

export interface InspectionNode {
  readonly os: number;
  /** cpulist; null = not stated. */
  readonly pus: string | null;
  readonly memoryBytes: number | null;
  readonly freeBytes?: number | null;
}

/** What `inspect --json` prints (scripts rely on its keys): CPU sets as cpulists, "" = none, null = the format does not say. */
export interface Inspection {
  readonly format: string;
  readonly nodeCount: number;
  readonly puCount: number | null;
  readonly pus: string | null;
  readonly nodes: readonly InspectionNode[];
  readonly pusInSeveralNodes: string;
  readonly pusWithoutNode: string | null;
  readonly distances: readonly {
    readonly name: string | null;
    readonly nodes: readonly number[];
    readonly values: readonly (readonly number[])[];
  }[];
  readonly packageCount: number | null;
  readonly coreCount: number | null;
  readonly l3Count: number | null;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly line?: number }[];
}

function inspectionNode(node: ObservedNode): InspectionNode {
  return {
    os: node.os,
    pus: node.cpus && formatCpulist(node.cpus),
    memoryBytes: node.memoryBytes,
    ...(node.freeBytes === undefined ? {} : { freeBytes: node.freeBytes }),
  };
}

/** How often each pCPU stands in a node. */
function placements(nodes: readonly ObservedNode[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const { cpus } of nodes) for (const cpu of cpus ?? []) times.set(cpu, (times.get(cpu) ?? 0) + 1);
  return times;
}

function withoutNode(host: ObservedHost, placed: ReadonlyMap<number, number>): string | null {
  if (host.cpusWithoutNode !== undefined) return host.cpusWithoutNode && formatCpulist(host.cpusWithoutNode);
  return host.cpus && formatCpulist(host.cpus.filter((cpu) => !placed.has(cpu)));
}

/** How many groups there are: listed, or only counted by the input. */
function countOf(listed: readonly unknown[] | null, counted: number | undefined): number | null {
  return listed?.length ?? counted ?? null;
}

function warning({ code, message, line }: Problem): Inspection['warnings'][number] {
  return line === undefined ? { code, message } : { code, message, line };
}

/** The observation as the command line prints it. */
export function inspectionOf(host: ObservedHost, problems: readonly Problem[]): Inspection {
  const placed = placements(host.nodes);
  const counts = host.counts ?? {};
  return {
    format: host.format,
    nodeCount: host.nodes.length,
    puCount: host.cpus?.length ?? null,
    pus: host.cpus && formatCpulist(host.cpus),
    nodes: host.nodes.map(inspectionNode),
    pusInSeveralNodes: formatCpulist([...placed].flatMap(([cpu, times]) => (times > 1 ? [cpu] : []))),
    pusWithoutNode: withoutNode(host, placed),
    distances: host.distances.map(({ name, nodes, values }) => ({ name, nodes, values })),
    packageCount: countOf(host.packages, counts.packages),
    coreCount: countOf(host.cores, counts.cores),
    l3Count: countOf(host.l3, counts.l3),
    warnings: problems.filter(({ severity }) => severity === 'warning').map(warning),
  };
}
