import { memoryEstimate, type ProcessorEstimate, UNKNOWN_LATENCY_NS, unknownBandwidth } from './estimates.ts';
import type { Share } from './host-shares.ts';
import type { ObservedHost } from './observed.ts';

/** The kernel's distance between nodes that nobody described. */
const FAR = 20;

/** An estimate for a node's bandwidth: the socket's, shared by the nodes with CPUs and memory. */
export function bandwidth(share: Share, estimate: ProcessorEstimate | undefined, nodesPerSocket: number): number {
  if (share.node.memoryBytes === 0) return 0;
  if (share.cores === 0) return memoryEstimate(share.node.memoryKind).bandwidthGBs;
  return estimate ? estimate.socketGBs / nodesPerSocket : unknownBandwidth(share.cores);
}

/** How many nodes with CPUs and memory share one socket. */
export function nodesPerSocket(observed: ObservedHost, all: readonly Share[]): number {
  const sockets = observed.packages?.filter(({ cpus }) => cpus.length > 0).length ?? 0;
  const nodes = all.filter(({ cpus, node }) => cpus.length > 0 && node.memoryBytes !== 0).length;
  return sockets > 0 && nodes > sockets ? nodes / sockets : 1;
}

/** The nearest way from CPUs to a node, as a SLIT distance. */
export function nearest(to: number, all: readonly Share[], slit: readonly (readonly number[])[] | undefined): number {
  const ways = all.flatMap(({ threads }, from) => (threads > 0 && from !== to ? [slit?.[from]?.[to] ?? FAR] : []));
  return ways.length > 0 ? Math.min(...ways) : FAR;
}

/**
 * An estimate for a node's idle latency, ns. A node without CPUs has its device's own, without the way to it (MODEL §1):
 * such that the way from the nearest CPUs takes what is typical of its kind.
 */
export function latency(
  to: number,
  all: readonly Share[],
  slit: readonly (readonly number[])[] | undefined,
  estimate: ProcessorEstimate | undefined,
): number {
  const share = all[to];
  if (!share || share.threads > 0) return estimate?.latencyNs ?? UNKNOWN_LATENCY_NS;
  return Math.round((memoryEstimate(share.node.memoryKind).latencyNs * 10) / Math.max(10, nearest(to, all, slit)));
}
